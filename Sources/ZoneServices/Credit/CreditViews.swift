public import ZoneCore
import ZoneRules

/// A kind of credit events with its terms of one day, ready to show.
public struct CreditKindView: Hashable, Sendable {
    /// The id that events name.
    public var id: String
    /// What it is, in Chinese.
    public var zh: String
    /// What it is, in English.
    public var en: String
    /// Points it adds; negative where it takes.
    public var points: Int
    /// For how many days.
    public var dayCount: Int
    /// Days after which it can be lifted; nil where it can't.
    public var repairAfterDayCount: Int?
    /// Instrument and article.
    public var source: String

    init?(_ kind: CreditKind, on day: Day, knownBy: Day) {
        guard let terms = Dated.version(of: kind.versions, on: day, knownOn: knownBy) else {
            return nil
        }
        id = kind.id
        zh = kind.zh
        en = kind.en
        points = terms.value.points
        dayCount = terms.value.dayCount
        repairAfterDayCount = terms.value.repair?.dayCountMin
        source = terms.source.description
    }
}

/// What is assumed of an enterprise to see what it would change.
public struct CreditWhatIf: Hashable, Sendable {
    /// An event that is assumed.
    public struct Event: Hashable, Sendable {
        /// The id of its kind.
        public var kind: String
        /// The day it happens.
        public var happened: Day

        /// An event on a day.
        public init(kind: String, happened: Day) {
            self.kind = kind
            self.happened = happened
        }
    }

    /// Events that are assumed.
    public var events: [Event]
    /// The day of the standing.
    public var day: Day
    /// The grade to look out for.
    public var target: CreditGrade

    /// Most events that can be assumed at once.
    public static let eventCountMax = 20
    /// How far from today a day may lie, in days: ten years.
    public static let dayCountMax = 3_653

    /// Assumptions with all their parts.
    public init(events: [Event], day: Day, target: CreditGrade) {
        self.events = events
        self.day = day
        self.target = target
    }
}

/// An open dispute or repair of an enterprise.
public struct CreditCaseView: Hashable, Sendable {
    /// Whose.
    public var enterprise: SocialCreditCode
    /// What it asked.
    public var one: CreditCase
    /// Whether the answer is late.
    public var isOverdue: Bool
}

/// A page of entries of a list.
public struct CreditListPage: Sendable {
    /// An enterprise's entry.
    public struct Entry: Hashable, Sendable {
        /// Whose.
        public var enterprise: SocialCreditCode
        /// The entry.
        public var listing: CreditListing
        /// Whether the enterprise is on the list on the day asked about.
        public var isListed: Bool
    }

    /// By enterprise and id; those that are over too.
    public var entries: [Entry]
    /// What to ask the next page with; nil at the end.
    public var nextCursor: String?
}
