import ZoneCore
import ZoneStore

/// What became of a declaration: what two replays are compared by.
public struct Outcome: Hashable, Sendable, Codable {
    /// Receipt status code.
    public var status: Int
    /// The last receipt's text; empty where the status says it all.
    public var info: String
    /// The reasons in plain Chinese and English, one a line, and their sources.
    public var zh: String
    public var en: String
    public var source: String
    /// Dutiable value and taxes, fen.
    public var dutiableFen: Int64
    public var dutyFen: Int64
    public var vatFen: Int64
    public var consumptionFen: Int64
    /// Since when it is so, ms since 1970, and how long after the list's arrival that was.
    public var sinceMs: Int64
    public var afterMs: Int64

    /// All taxes together, fen.
    public var taxFen: Int64 { dutyFen + vatFen + consumptionFen }

    init(_ row: DeclarationRow) {
        let last = History.entries(row.history).last
        status = Int(row.status)
        info = last?.info ?? ""
        zh = last?.zh ?? ""
        en = last?.en ?? ""
        source = last?.source ?? ""
        dutiableFen = row.dutiableFen
        dutyFen = row.dutyFen
        vatFen = row.vatFen
        consumptionFen = row.consumptionFen
        sinceMs = last?.at.ms ?? row.receivedMs
        afterMs = sinceMs - row.receivedMs
    }

    /// Whether the declarant would notice: another status, receipt text or amount.
    func isNoticeablyOther(than other: Outcome) -> Bool {
        status != other.status || info != other.info || dutiableFen != other.dutiableFen
            || dutyFen != other.dutyFen || vatFen != other.vatFen
            || consumptionFen != other.consumptionFen
    }
}

/// A declaration that came out differently.
public struct ChangedDeclaration: Hashable, Sendable, Codable {
    /// `ebpCode:orderNo`.
    public var id: String
    /// When the list arrived, ms since 1970.
    public var receivedMs: Int64
    /// The e-commerce firm, and the country its most valuable line comes from (code of the standard).
    public var enterprise: String
    public var origin: String
    /// False where it arrived outside the period of the rules: an effect of another declaration's outcome.
    public var isInPeriod: Bool
    public var before: Outcome
    public var after: Outcome
    /// The parameters of which the two rule books have another version on the day it was decided.
    public var parameters: [ChangedParameter]
}

/// A parameter with its version in one set of rules and in another; nil where it has none.
public struct ChangedParameter: Hashable, Sendable, Codable {
    public var id: String
    public var before: String?
    public var after: String?
}
