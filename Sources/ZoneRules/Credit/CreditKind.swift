public import ZoneCore

/// A kind of credit event, with what it counted on every day.
public struct CreditKind: Hashable, Sendable {
    /// The id that events name, such as `tax-evasion`.
    public var id: String
    /// What it is, in Chinese.
    public var zh: String
    /// What it is, in English.
    public var en: String
    /// Whether it is law or an operator's choice.
    public var kind: RuleKind
    /// All terms, by `from`.
    public var versions: [Dated<CreditTerms>]

    /// A kind with all its parts.
    public init(
        id: String, zh: String, en: String, kind: RuleKind, versions: [Dated<CreditTerms>]
    ) {
        self.id = id
        self.zh = zh
        self.en = en
        self.kind = kind
        self.versions = versions.sorted { ($0.from, $0.known) < ($1.from, $1.known) }
    }
}

/// What an event of a kind counts.
public struct CreditTerms: Hashable, Sendable {
    /// Points it adds; negative where it takes. Within ±``pointsMax``, never 0.
    public var points: Int
    /// For how many days, the day it happened being the first: 1...``dayCountMax``.
    public var dayCount: Int
    /// How it can be lifted earlier; nil where it can't.
    public var repair: RepairTerms?

    /// Most points of one event.
    public static let pointsMax = 1_000
    /// Longest time in days, 100 years.
    public static let dayCountMax = 36_525

    /// Terms with all their parts.
    public init(points: Int, dayCount: Int, repair: RepairTerms? = nil) {
        self.points = points
        self.dayCount = dayCount
        self.repair = repair
    }

    /// The last day an event counts.
    public func lastDay(of event: CreditEvent) -> Day {
        event.happened.adding(days: dayCount - 1)
    }
}

/// How an event can be lifted before its time.
public struct RepairTerms: Hashable, Sendable {
    /// Days that have to pass after the harm was made good.
    public var dayCountMin: Int
    /// What else has to be so.
    public var needs: Set<Need>

    /// A condition.
    public enum Need: String, Hashable, Sendable, CaseIterable {
        /// Evidence that the harm was made good.
        case evidence
        /// No event that takes points since then.
        case noNewPenalty = "no-new-penalty"
        /// Not on the black list.
        case offBlackList = "off-black-list"
    }

    /// Terms with all their parts.
    public init(dayCountMin: Int, needs: Set<Need>) {
        self.dayCountMin = dayCountMin
        self.needs = needs
    }
}
