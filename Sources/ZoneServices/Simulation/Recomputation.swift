public import ZoneCore
import ZoneRules
import ZoneStore

/// Decides a stored history again: as it was, which has to be equal to what is stored, bit for bit; and, where asked, as it
/// should have been with what is known now.
public struct Recomputation {
    /// The zone's file; it is only read.
    public var databasePath: String
    /// The folder of the rule book for "as it should have been", or of what it has otherwise than the one that comes with
    /// the program; nil for that one.
    public var ruleBookPath: String?
    /// Up to which day knowledge counts for "as it should have been"; nil leaves that out.
    public var known: Day?
    /// Only this declaration is listed, `ebpCode:orderNo`; nil lists all that differ.
    public var declaration: String?
    /// Threads that decode.
    public var threadCount = 2
    /// Most differences, and most touched declarations, that the report lists; all are counted.
    public var listedCountMax = 100

    /// A run with the defaults above.
    public init(databasePath: String) {
        self.databasePath = databasePath
    }

    /// Replays once, or twice with ``known``.
    public func run() throws -> RecomputeReport {
        let history = try StoredHistory(path: databasePath)
        defer { history.close() }
        var report = try asItWas(history)
        if let known { report.shouldHaveBeen = try asItShouldHaveBeen(history, known: known) }
        if let declaration, let row = try find(declaration, history) {
            report.declaration = Outcome(row)
        }
        return report
    }

    // MARK: As it was

    private func asItWas(_ history: StoredHistory) throws -> RecomputeReport {
        let replay = try Replay(
            history, path: databasePath, threadCount: threadCount,
            comparison: BookComparison(history, listedCountMax: listedCountMax))
        let rules = HistoryRules(history)
        guard var comparison = try replay.run(rules: rules.asTheyWere, after: { _ in true }) else {
            throw ReplayError.cancelled
        }
        try comparison.finish(replay)
        return RecomputeReport(
            messages: replay.messageCount,
            declarations: Int(replay.books.next.declaration - 1),
            compared: comparison.comparedCount,
            equal: comparison.comparedCount - comparison.differentCount,
            different: comparison.differentCount, differences: comparison.differences)
    }

    // MARK: As it should have been

    private func asItShouldHaveBeen(
        _ history: StoredHistory, known: Day
    ) throws -> RecomputeReport.ShouldHaveBeen {
        let draft = RuleBookFiles.folder(ruleBookPath)
        let book = try RuleBook(files: .bundled().overlaid(by: draft))
        let now = DatedRules(book, knownOn: known)
        let then = HistoryRules(history)
        let replay = try Replay(history, path: databasePath, threadCount: threadCount)
        var basisIDs: [Day: Int64] = [:]
        try replay.run(rules: { now.rules(on: Timestamp(ms: $0.atMs).day) }) { step in
            basisIDs[Timestamp(ms: step.atMs).day] = step.basisID
            return true
        }
        var result = RecomputeReport.ShouldHaveBeen(knownOn: known.description)
        try replay.forEachOpen { row, listRow in
            guard let stored = try history.declaration(row.id), stored != row else { return }
            let (before, after) = (Outcome(stored), Outcome(row))
            guard before.isNoticeablyOther(than: after) else { return }
            result.touched += 1
            let id = row.ebpCode + ":" + row.orderNo
            guard declaration.map({ $0 == id }) ?? (result.declarations.count < listedCountMax)
            else { return }
            let day = Timestamp(ms: before.sinceMs).day
            let rules = try basisIDs[day].map { try then.asTheyWere(basisID: $0, on: day) }
            let list = try replay.list(listRow)
            result.declarations.append(
                ChangedDeclaration(
                    id: id, receivedMs: row.receivedMs, enterprise: list.ebcCode,
                    origin: list.origin, isInPeriod: true, before: before, after: after,
                    parameters: rules.map { changedParameters($0, now.rules(on: day)) } ?? []))
        }
        return result
    }

    private func find(_ id: String, _ history: StoredHistory) throws -> DeclarationRow? {
        guard let colon = id.firstIndex(of: ":") else { return nil }
        let row = try history.documents(orderNo: String(id[id.index(after: colon)...])).first {
            $0.isList && $0.party == id[..<colon]
        }
        return try row.flatMap { try history.declaration($0.declarationID) }
    }
}

/// What a recomputation found.
public struct RecomputeReport: Sendable, Encodable {
    /// Messages replayed.
    public var messages: Int
    /// Declarations decided.
    public var declarations: Int
    /// Rows held against the stored ones: messages, journal, documents, declarations, waybills, allowances, accounts, sums.
    public var compared: Int
    public var equal: Int
    public var different: Int
    /// The first that differ, in words.
    public var differences: [String]
    /// As it should have been, where that was asked.
    public var shouldHaveBeen: ShouldHaveBeen?
    /// The declaration asked for, as it was.
    public var declaration: Outcome?

    /// What comes out otherwise with what is known now.
    public struct ShouldHaveBeen: Sendable, Encodable {
        public var knownOn: String
        /// How many declarations a retroactive change touches.
        public var touched = 0
        /// The first of them, or the one asked for.
        public var declarations: [ChangedDeclaration] = []
    }
}
