import ZoneCore
import ZoneServices

/// An event as recorded.
struct CreditEventAnswer: Encodable {
    var id: String
    var kind: String
    var happened: String
    var known: String
    var evidence: String
    var note: String
    var supersedes: String?

    init(_ event: CreditEvent) {
        id = event.id
        kind = event.kind
        happened = event.happened.description
        known = event.known.description
        evidence = event.evidence
        note = event.note
        supersedes = event.supersedes
    }
}

/// A dispute or a repair with its clock.
struct CreditCaseAnswer: Encodable {
    struct Answer: Encodable {
        var day: String
        var outcome: String
        var reason: String
    }

    var kind: String
    var id: String
    var event: String
    var opened: String
    var answerBy: String?
    var overdue: Bool
    var ground: String
    var evidence: String
    var rectified: String?
    var answer: Answer?

    init(_ one: CreditCase, today: Day) {
        kind = one.kind.rawValue
        id = one.id
        event = one.event
        opened = one.opened.description
        answerBy = one.answerBy?.description
        overdue = one.isOverdue(on: today)
        ground = one.ground
        evidence = one.evidence
        rectified = one.rectified?.description
        answer = one.answer.map {
            Answer(day: $0.day.description, outcome: $0.outcome.rawValue, reason: $0.reason)
        }
    }
}

/// An entry of a list.
struct CreditListingAnswer: Encodable {
    struct Ending: Encodable {
        var day: String
        var reason: String
    }

    var id: String
    var list: String
    var from: String
    var to: String?
    var known: String
    var reason: String
    var source: String
    var ending: Ending?

    init(_ listing: CreditListing) {
        id = listing.id
        list = listing.list.rawValue
        from = listing.from.description
        to = listing.to?.description
        known = listing.known.description
        reason = listing.reason
        source = listing.source
        ending = listing.ending.map { Ending(day: $0.day.description, reason: $0.reason) }
    }
}

/// Everything recorded of an enterprise.
struct CreditFileAnswer: Encodable {
    var enterprise: String
    var events: [CreditEventAnswer]
    var cases: [CreditCaseAnswer]
    var listings: [CreditListingAnswer]

    init(_ file: CreditFile, today: Day) {
        enterprise = file.enterprise.description
        events = file.events.map(CreditEventAnswer.init)
        cases = file.cases.map { CreditCaseAnswer($0, today: today) }
        listings = file.listings.map(CreditListingAnswer.init)
    }
}

/// The disputes and repairs without an answer.
struct OpenCreditCasesAnswer: Encodable {
    struct Entry: Encodable {
        var enterprise: String
        var `case`: CreditCaseAnswer
    }

    var cases: [Entry]

    init(_ cases: [CreditCaseView], today: Day) {
        self.cases = cases.map {
            Entry(
                enterprise: $0.enterprise.description,
                case: CreditCaseAnswer($0.one, today: today))
        }
    }
}

/// A page of a list.
struct CreditListAnswer: Encodable {
    struct Entry: Encodable {
        var enterprise: String
        var listed: Bool
        var listing: CreditListingAnswer
    }

    var list: String
    var entries: [Entry]
    var nextAfter: String?

    init(_ list: CreditList, _ page: CreditListPage) {
        self.list = list.rawValue
        entries = page.entries.map {
            Entry(
                enterprise: $0.enterprise.description, listed: $0.isListed,
                listing: CreditListingAnswer($0.listing))
        }
        nextAfter = page.nextCursor
    }
}

/// The kinds of events with what they count today.
struct CreditKindsAnswer: Encodable {
    struct Kind: Encodable {
        var id: String
        var zh: String
        var en: String
        var points: Int
        var countsDays: Int
        var repairAfterDays: Int?
        var source: String
    }

    var kinds: [Kind]

    init(_ kinds: [CreditKindView]) {
        self.kinds = kinds.map {
            Kind(
                id: $0.id, zh: $0.zh, en: $0.en, points: $0.points, countsDays: $0.dayCount,
                repairAfterDays: $0.repairAfterDayCount, source: $0.source)
        }
    }
}
