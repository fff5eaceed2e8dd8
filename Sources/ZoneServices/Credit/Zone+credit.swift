public import ZoneCore
import ZoneRules
import ZoneStore

/// Reading the credit of enterprises.
extension Zone {
    /// Most open cases that are listed.
    public static let openCreditCaseCountMax = 500

    /// The standing of an enterprise on a day as known by another; both today unless said otherwise.
    public func creditStanding(
        _ enterprise: SocialCreditCode, on day: Day? = nil, knownBy: Day? = nil
    ) throws -> CreditStanding {
        ZoneRules.creditStanding(
            try store.creditFile(enterprise), on: day ?? today, knownBy: knownBy ?? today,
            rules: creditRules)
    }

    /// Everything recorded of an enterprise.
    public func creditFile(_ enterprise: SocialCreditCode) throws -> CreditFile {
        try store.creditFile(enterprise)
    }

    /// What the standing would be with further events, and what it takes to reach a grade then.
    /// Nothing is stored.
    public func creditWhatIf(
        _ enterprise: SocialCreditCode, _ question: CreditWhatIf
    ) throws -> (standing: CreditStanding, outlook: CreditOutlook) {
        try checkWhatIf(question)
        let today = today
        let events = question.events.enumerated().map { index, event in
            CreditEvent(
                id: "assumed-\(index + 1)", kind: event.kind, happened: event.happened,
                known: today, evidence: "")
        }
        let file = try store.creditFile(enterprise).adding(events)
        return (
            ZoneRules.creditStanding(file, on: question.day, knownBy: today, rules: creditRules),
            creditOutlook(
                to: question.target, file, on: question.day, knownBy: today, rules: creditRules)
        )
    }

    private func checkWhatIf(_ question: CreditWhatIf) throws(CreditError) {
        let reach = CreditWhatIf.dayCountMax
        let days = today.adding(days: -reach)...today.adding(days: reach)
        guard days.contains(question.day) else { throw .refused("day", days) }
        guard question.events.count <= CreditWhatIf.eventCountMax else {
            throw .refused(
                field: "events", expected: "0...\(CreditWhatIf.eventCountMax)")
        }
        for event in question.events {
            guard creditRules.kind(event.kind) != nil else { throw .unknownKind }
            guard days.contains(event.happened) else { throw .refused("happened", days) }
        }
    }

    /// The kinds of events and what they count today, by id.
    public func creditKinds() -> [CreditKindView] {
        creditRules.kinds.compactMap { CreditKindView($0, on: today, knownBy: today) }
    }

    /// Disputes and repairs without an answer, those due first before the others.
    public func openCreditCases() throws -> [CreditCaseView] {
        let today = today
        return try store.openCreditCases(countMax: Self.openCreditCaseCountMax).map {
            CreditCaseView(
                enterprise: $0.enterprise, one: $0.one, isOverdue: $0.one.isOverdue(on: today))
        }
    }

    /// Entries of a list by enterprise, after a cursor of an earlier page; nil where it is none.
    public func creditList(
        _ list: CreditList, on day: Day? = nil, after cursor: String?, countMax: Int
    ) throws -> CreditListPage? {
        var place: CreditPlace?
        if let cursor {
            let parts = cursor.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 2, SocialCreditCode(parts[0]) != nil, isCreditID(String(parts[1]))
            else { return nil }
            place = CreditPlace(enterprise: String(parts[0]), id: String(parts[1]))
        }
        let rows = try store.creditListings(on: list, after: place, countMax: countMax + 1)
        let entries = rows.prefix(countMax).map {
            CreditListPage.Entry(
                enterprise: $0.enterprise, listing: $0.listing,
                isListed: $0.listing.covers(day ?? today))
        }
        let last = rows.count > countMax ? entries.last : nil
        return CreditListPage(
            entries: entries, nextCursor: last.map { "\($0.enterprise):\($0.listing.id)" })
    }
}
