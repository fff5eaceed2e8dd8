import Foundation
public import ZoneCore
import ZoneStore

/// What a declarant is told about a hold or a refusal, beside the reasons of the decision itself.
public struct HoldReason: Hashable, Sendable {
    /// The class of the reason, such as `review`.
    public var name: String
    var statuses: Set<Int>
    /// Codes in the receipt's text, of which one has to be there; empty where none has to.
    var codes: [String]
    public var zh: String
    public var en: String
    public var whatToDoZh: String
    public var whatToDoEn: String
    public var appealZh: String
    public var appealEn: String
    public var source: String

    /// Whether it is the one of a status with that receipt text.
    func fits(_ status: Int, _ info: String) -> Bool {
        statuses.contains(status)
            && (codes.isEmpty || codes.contains { info.contains("[Code:\($0);") })
    }
}

/// The classes of reasons, read from a table.
public struct HoldReasons: Sendable {
    /// The first that fits counts.
    public let reasons: [HoldReason]

    /// Statuses in which a declarant waits or was refused; each needs a reason.
    static let statuses = [4, 100, 300, 500, 501, 502, 503, 505, 599, 600, 700]

    /// The reasons that come with the program.
    public static func bundled() throws(HoldReasonsError) -> HoldReasons {
        try HoldReasons(
            Bundle.module.url(forResource: "Resources/hold-reasons", withExtension: "tsv")
                .flatMap { try? String(contentsOf: $0, encoding: .utf8) } ?? "")
    }

    /// Reads the table. All defects are reported at once.
    public init(_ text: String) throws(HoldReasonsError) {
        var (reasons, problems) = ([HoldReason](), [String]())
        for (index, line) in text.split(separator: "\n").dropFirst().prefix(1000).enumerated() {
            let place = "hold-reasons, line \(index + 2)"
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
                .map(String.init)
            guard columns.count == 10 else {
                problems.append(
                    "\(place): \(columns.count) 列，应为 10 列 / \(columns.count) fields, expected 10")
                continue
            }
            problems += Self.problems(columns).map { "\(place): \($0)" }
            reasons.append(Self.reason(columns))
        }
        for status in Self.statuses where !reasons.contains(where: { $0.fits(status, "") }) {
            problems.append(
                "hold-reasons: 状态 \(status) 没有通用原因 / status \(status) has no reason without a code")
        }
        guard problems.isEmpty else { throw HoldReasonsError(problems: problems) }
        self.reasons = reasons
    }

    private static func reason(_ columns: [String]) -> HoldReason {
        HoldReason(
            name: columns[0],
            statuses: Set(columns[1].split(separator: ",").compactMap { Int($0) }),
            codes: columns[2].split(separator: ",").map(String.init), zh: columns[3],
            en: columns[4], whatToDoZh: columns[5], whatToDoEn: columns[6], appealZh: columns[7],
            appealEn: columns[8], source: columns[9])
    }

    /// Digits of any script; words such as 一般 are none.
    static func hasFigure(_ text: String) -> Bool {
        text.unicodeScalars.contains { $0.properties.numericType == .decimal }
    }

    /// A figure in a text could tell where a threshold lies, so there is none.
    private static func problems(_ columns: [String]) -> [String] {
        var problems: [String] = []
        for index in [0, 1, 3, 4, 5, 6, 7, 8, 9] where columns[index].isEmpty {
            problems.append("第 \(index + 1) 列为空 / field \(index + 1) is empty")
        }
        for index in 3...8 where hasFigure(columns[index]) {
            problems.append("第 \(index + 1) 列含数字 / field \(index + 1) has a figure")
        }
        for part in columns[1].split(separator: ",", omittingEmptySubsequences: false)
        where !statuses.contains(Int(part) ?? 0) {
            problems.append("状态 \(part) 不是处置状态 / status \(part) is no hold")
        }
        return problems
    }

    /// The reason of a status with its receipt text; nil where the status is no hold.
    func reason(of status: Int, info: String) -> HoldReason? {
        reason(of: status, infos: [info])
    }

    /// The reason of a status that was given for several reasons, each with its receipt text: the first row that fits one
    /// of them.
    func reason(of status: Int, infos: [String]) -> HoldReason? {
        reasons.first { reason in infos.contains { reason.fits(status, $0) } }
    }
}

/// What is wrong with the table of reasons.
public struct HoldReasonsError: Error, Equatable, CustomStringConvertible {
    /// One sentence a defect, in both languages.
    public var problems: [String]

    public var description: String { problems.joined(separator: "\n") }
}

/// Why a declaration stands still, since when, and until when by what others took.
public struct HoldView: Hashable, Sendable {
    public var reason: HoldReason
    public var since: Timestamp
    /// When it should go on: since then and the median of others; nil where too few were there.
    public var expected: Timestamp?
    /// How many others that rests on.
    public var sampleCount: Int
}

/// How long declarations stay in a status: from their histories.
struct StayTimes {
    /// Fewer are no measure.
    static let sampleCountMin = 5

    private var stays: [Int64] = []

    /// The stays of one status, each from its entry to the next of another status.
    init(in status: Int, of histories: some Sequence<[TimelineEntry]>) {
        for entries in histories {
            for (index, entry) in entries.enumerated() where entry.status == status {
                guard index == 0 || entries[index - 1].status != status,
                    let next = entries[index...].first(where: { $0.status != status })
                else { continue }
                stays.append(max(0, next.at.ms - entry.at.ms))
            }
        }
        stays.sort()
    }

    var count: Int { stays.count }

    /// The median; nil where there are too few.
    var medianMs: Int64? { count >= Self.sampleCountMin ? stays[count / 2] : nil }
}

extension Zone {
    /// Most recent declarations that tell how long a status lasts.
    static let stayDeclarationCountMax = 2_000

    /// Why a declaration stands still; nil where it does not.
    func hold(_ timeline: [TimelineEntry], status: Int) throws -> HoldView? {
        let stay = timeline.reversed().prefix { $0.status == status }
        guard let since = stay.last?.at,
            let reason = holdReasons.reason(of: status, infos: stay.map(\.info))
        else { return nil }
        let histories = try store.recentHistories(countMax: Self.stayDeclarationCountMax)
        let times = StayTimes(in: status, of: histories.lazy.map(History.entries))
        // A refusal ends when the declarant acts, so what others took says nothing.
        let isWaiting = ![4, 100, 700].contains(status)
        return HoldView(
            reason: reason, since: since,
            expected: isWaiting ? times.medianMs.map { Timestamp(ms: since.ms + $0) } : nil,
            sampleCount: isWaiting ? times.count : 0)
    }
}

/// The generated page of the reasons.
public func holdReasonReferencePage() throws -> String {
    let reasons = try HoldReasons.bundled().reasons
    var text = """
        # Why a declaration is held or refused 处置原因

        Generated by `pilotzone docs` from `Sources/ZoneServices/Resources/hold-reasons.tsv`; a test fails when it is stale.

        The first row that fits is shown on the page of the declaration and in its JSON as `hold`, with the time it took others to
        get on. No text may have a figure, so that none tells a threshold. Where a list waits for documents, the firms that have
        to send them are named instead.

        | class | statuses | codes | 原因 | reason | 如何办理 | what to do | source |
        | --- | --- | --- | --- | --- | --- | --- | --- |

        """
    for reason in reasons {
        let cells = [
            "`\(reason.name)`", reason.statuses.sorted().map(String.init).joined(separator: ", "),
            reason.codes.joined(separator: ", "), reason.zh, reason.en, reason.whatToDoZh,
            reason.whatToDoEn, reason.source,
        ]
        text += "| " + cells.joined(separator: " | ") + " |\n"
    }
    var appeals: [String] = []
    for reason in reasons {
        let appeal = "\(reason.appealZh) / \(reason.appealEn)"
        if !appeals.contains(appeal) { appeals.append(appeal) }
    }
    return text + "\nAppeal 申诉: " + appeals.joined(separator: "\n\n") + "\n"
}
