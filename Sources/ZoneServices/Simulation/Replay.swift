import ZoneCore
import ZoneMessages
import ZoneRules
import ZoneStore

/// Takes a stored history once more through ``ClearanceSession``: every message, look at overdue lists and change of a
/// guarantee in the order and at the time at which it came, over ``MemoryBooks``.
///
/// Decoding runs ahead on threads of its own; decisions are made on the calling thread, one after the other, because each
/// may depend on the one before it (a buyer's year, a guarantor's account).
final class Replay {
    let history: StoredHistory
    let books: MemoryBooks
    private let decoded: DecodedHistory
    private let check: HistoryCheck
    private let cache: DossierCache
    private var run: [DecodedHistory.Message] = []
    private var runNumber = 0
    /// How many messages of the run were taken.
    private var runTaken = 0
    private var registers = Registers()
    private var sandboxes: [Int64: Bool] = [:]
    /// Messages replayed.
    private(set) var messageCount = 0
    /// Declarations whose orders were let go because they came out as they are stored.
    private(set) var equalDeclarationCount = 0
    private(set) var equalDocumentCount = 0

    /// Undecided dossiers of one generation that stay decoded: about 4 KB each, two generations.
    private static let dossierCountMax = 32_000
    /// Most orders kept because they are open, or came out differently: about 2 KB each.
    static let openOrderCountMax = 2_000_000

    /// A step that was replayed.
    struct Step: Sendable {
        var row: StepRow
        /// Its messages as they are stored.
        var stored: [MessageRow]
        /// What it wrote now.
        var written: MemoryBooks.Written
    }

    /// Told of an order's declaration and list: once when it was let go (+1), once when it comes back (-1).
    var settled: ((DeclarationRow, ListTrader, Int64) -> Void)?

    /// A replay of the history in that file, with so many threads that decode. With a comparison every step is compared.
    init(
        _ history: StoredHistory, path: String, threadCount: Int,
        comparison: BookComparison? = nil
    ) throws {
        self.history = history
        books = MemoryBooks(on: history)
        cache = DossierCache(
            countMax: Self.dossierCountMax,
            risk: RiskDesk(.records(history.risk(of:))))
        let limits = try history.messageLimits()
        decoded = DecodedHistory(
            try StoredHistory(path: path, cacheByteCount: 8 << 20), threadCount: threadCount
        ) { message in
            Int(limits.last { $0.messageFirst <= message }?.byteCountMax ?? .max)
        }
        check = HistoryCheck(
            try StoredHistory(path: path, cacheByteCount: 8 << 20), comparison: comparison)
    }

    deinit {
        decoded.stop()
        check.stop()
    }

    /// Replays everything, and gives the comparison where one was asked for. `rules` gives those of a step; `after` sees
    /// each step and says whether to go on.
    @discardableResult
    func run(
        rules: (StepRow) throws -> Rules, after: (StepRow) throws -> Bool
    ) throws -> BookComparison? {
        var next: Int64 = 1
        while true {
            let steps = try history.steps(from: next, countMax: 1000)
            guard let last = steps.last else { break }
            for row in steps {
                try replay(row, rules: rules(row))
                guard try after(row) else { return nil }
            }
            next = last.id + 1
        }
        let comparison = try check.finish()
        _ = try letEqualGo()
        return comparison
    }

    private func replay(_ row: StepRow, rules: Rules) throws {
        let used = try letEqualGo()
        var session = ClearanceSession(
            books: books, rules: rules, registers: registers, now: Timestamp(ms: row.atMs),
            next: books.next,
            isSandbox: try isSandbox(basisID: row.basisID), cache: cache)
        var step = Step(row: row, stored: [], written: MemoryBooks.Written())
        books.messageFirst = books.next.message
        switch row.deed {
        case .batch(let first, let count):
            guard first == books.next.message else {
                throw ReplayError.historyIncomplete(message: books.next.message)
            }
            for id in first..<first + count {
                let index = try nextMessage()
                guard run[index].stored.id == id else {
                    throw ReplayError.historyIncomplete(message: id)
                }
                _ = try session.take(run[index].prepared)
                step.stored.append(run[index].stored)
            }
            try session.flush(causedBy: first)
            messageCount += Int(count)
        case .sweep(let countMax):
            if try session.sweepOverdue(countMax: countMax) > 0 { try session.flush(causedBy: 0) }
        case .guarantee(let code, let limit):
            _ = books.setGuarantee(code, limitFen: limit)
        case .registers(let revision, let detail):
            try registers.take(revision: revision, detail: detail, of: history)
        case .stock(let account, let detail):
            guard let order = StockOrder(account: account, packed: detail) else { break }
            if case .done = try session.apply(order) { try session.flush(causedBy: 0) }
        case .act(let declarationID, let event, let detail):
            guard let act = DeclarationAct(event: event, packed: detail) else { break }
            if case .done = try session.act(act, on: declarationID) {
                try session.flush(causedBy: 0)
            }
        }
        books.next = session.next
        cache.settle(session.touched)
        step.written = books.takeWritten()
        try recall(step.written.recalled)
        var orders: [DecidedOrder] = []
        for dossier in session.touched where dossier.isDecided {
            if let order = try decided(dossier, session) { orders.append(order) }
        }
        check.add(HistoryCheck.Work(step: step, orders: orders, used: used))
        guard books.orders.count <= Self.openOrderCountMax else { throw ReplayError.tooManyOpen }
    }

    private func isSandbox(basisID: Int64) throws -> Bool {
        if let known = sandboxes[basisID] { return known }
        let isOne = try history.basis(basisID)?.program.hasSuffix(Zone.sandboxMark) ?? false
        sandboxes[basisID] = isOne
        return isOne
    }

    /// The place in the run of the message that comes next. A place and not the message, which would be copied.
    private func nextMessage() throws -> Int {
        if runTaken == run.count {
            let used = run
            run = []
            decoded.giveBack(consume used)
            run = try decoded.nextRun(runNumber)
            runNumber += 1
            runTaken = 0
        }
        guard runTaken < run.count else {
            throw ReplayError.historyIncomplete(message: books.next.message)
        }
        defer { runTaken += 1 }
        return runTaken
    }

    /// A decided order as it is to be compared with what is stored.
    private func decided(
        _ dossier: Dossier, _ session: ClearanceSession<MemoryBooks>
    ) throws -> DecidedOrder? {
        guard var order = books.decided(dossier.orderNo) else { return nil }
        order.documents = dossier.entries.compactMap(\.document)
        for index in dossier.listIndices {
            let entry = dossier.entries[index]
            guard entry.row.declarationID > 0 else { continue }
            order.declaredCount += 1
            guard settled != nil else { continue }
            let row = try entry.work?.row ?? history.declaration(entry.row.declarationID)
            if let row {
                order.lists.append((row, ListTrader(try session.document(of: entry))))
            }
        }
        return order
    }

    /// Lets the orders go that were found to be as they are stored, and have not changed since; gives those that were found.
    private func letEqualGo() throws -> [DecidedOrder] {
        let equal = try check.takeEqual()
        for order in equal where books.letGo(order) {
            equalDocumentCount += order.rows.count
            equalDeclarationCount += order.declaredCount
            for list in order.lists { settled?(list.row, list.trader, 1) }
        }
        return equal
    }

    /// Takes back what was said of orders that were let go.
    private func recall(_ orders: [[DocumentRow]]) throws {
        for rows in orders {
            equalDocumentCount -= rows.count
            for row in rows where row.declarationID > 0 && row.isList {
                equalDeclarationCount -= 1
                guard let settled, let declaration = try history.declaration(row.declarationID)
                else { continue }
                settled(declaration, try list(row), -1)
            }
        }
    }

    /// Whose list a row is.
    func list(_ row: DocumentRow) throws -> ListTrader {
        ListTrader(try cache.received.document(of: row) { try history.messageBytes($0) })
    }

    /// Declarations of orders that were not let go, as they came out now, by number; `body` gets the list's row too.
    func forEachOpen(_ body: (DeclarationRow, DocumentRow) throws -> Void) throws {
        var lists: [(id: Int64, row: DocumentRow)] = []
        for order in books.orders.values {
            for row in order.value where row.isList && row.declarationID > 0 {
                lists.append((row.declarationID, row))
            }
        }
        for list in lists.sorted(by: { $0.id < $1.id }) {
            if let row = try books.declaration(list.id) { try body(row, list.row) }
        }
    }
}

extension DocumentRow {
    /// Whether it is a declaration list.
    var isList: Bool {
        StoreKey.isOrder(orderNo) && DocumentKind(rawValue: UInt8(kind))?.isList ?? false
    }
}

/// Why a history can't be replayed.
public enum ReplayError: Error, Equatable, CustomStringConvertible, Sendable {
    /// When the message of that number was taken is not known: it came before history was kept.
    case historyIncomplete(message: Int64)
    /// What a run of the program decided under is not known, or its rule book can't be read.
    case noRuleBook(basis: Int64)
    /// More orders are open, or came out differently, than memory is meant for.
    case tooManyOpen
    /// The run was cancelled.
    case cancelled

    public var description: String {
        switch self {
        case .historyIncomplete(let message):
            "the history does not say when message \(message) was taken"
        case .noRuleBook(let basis): "the rule book of basis \(basis) can't be read"
        case .tooManyOpen:
            "more than \(Replay.openOrderCountMax) orders are open or came out differently"
        case .cancelled: "cancelled"
        }
    }
}
