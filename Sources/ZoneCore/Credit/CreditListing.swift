/// An entry of an enterprise on the red or the black list.
public struct CreditListing: Hashable, Sendable {
    /// What the sender calls it; one an enterprise. ``isCreditID(_:)`` says the form.
    public var id: String
    /// Which list.
    public var list: CreditList
    /// The first day on the list.
    public var from: Day
    /// The last day on the list; nil where no end was set.
    public var to: Day?
    /// The day the zone learnt of it.
    public var known: Day
    /// Why, in plain words.
    public var reason: String
    /// Who decided it, and where that can be read.
    public var source: String
    /// How it was taken off the list early, if it was.
    public var ending: Ending?

    /// An early end of an entry.
    public struct Ending: Hashable, Sendable {
        /// The day of the decision, and the first day off the list.
        public var day: Day
        /// Why, in plain words.
        public var reason: String

        /// An end with all its parts.
        public init(day: Day, reason: String) {
            self.day = day
            self.reason = reason
        }
    }

    /// An entry with all its parts.
    public init(
        id: String, list: CreditList, from: Day, to: Day? = nil, known: Day, reason: String,
        source: String, ending: Ending? = nil
    ) {
        self.id = id
        self.list = list
        self.from = from
        self.to = to
        self.known = known
        self.reason = reason
        self.source = source
        self.ending = ending
    }

    /// Whether the enterprise is on the list on `day`.
    public func covers(_ day: Day) -> Bool {
        from <= day && to.map { day <= $0 } ?? true && ending.map { day < $0.day } ?? true
    }
}

/// The two lists.
public enum CreditList: String, Hashable, Sendable, CaseIterable {
    /// Enterprises commended for their credit.
    case red
    /// Enterprises barred or warned of.
    case black
}
