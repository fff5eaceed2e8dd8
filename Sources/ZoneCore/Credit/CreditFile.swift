/// Everything recorded of the credit of one enterprise, in any order.
public struct CreditFile: Hashable, Sendable {
    /// Most records of each sort that one enterprise may have.
    public static let recordCountMax = 5_000

    /// Whose.
    public var enterprise: SocialCreditCode
    /// What it did.
    public var events: [CreditEvent]
    /// What it asked.
    public var cases: [CreditCase]
    /// Where it was listed.
    public var listings: [CreditListing]

    /// A file with all its parts.
    public init(
        enterprise: SocialCreditCode, events: [CreditEvent] = [], cases: [CreditCase] = [],
        listings: [CreditListing] = []
    ) {
        self.enterprise = enterprise
        self.events = events
        self.cases = cases
        self.listings = listings
    }

    /// The file as it was at the end of `day`: without records, answers and early ends of later days.
    public func known(by day: Day) -> CreditFile {
        var file = self
        file.events.removeAll { $0.known > day }
        file.cases.removeAll { $0.opened > day }
        for index in file.cases.indices
        where file.cases[index].answer.map({ $0.day > day }) ?? false {
            file.cases[index].answer = nil
        }
        file.listings.removeAll { $0.known > day }
        for index in file.listings.indices
        where file.listings[index].ending.map({ $0.day > day }) ?? false {
            file.listings[index].ending = nil
        }
        return file
    }

    /// The file with further events, to see what they would change.
    public func adding(_ events: [CreditEvent]) -> CreditFile {
        var file = self
        file.events += events
        return file
    }
}
