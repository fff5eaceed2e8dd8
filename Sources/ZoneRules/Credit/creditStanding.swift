public import ZoneCore

/// The credit of an enterprise on `day`, from the records and the rules known by `knownBy`.
///
/// The same records in any order give the same standing, and a record known later never changes what
/// it was as known before. An event counts by the terms in force when it happened; parameters are
/// those of `day`.
public func creditStanding(
    _ file: CreditFile, on day: Day, knownBy: Day, rules: CreditRules
) -> CreditStanding {
    let file = file.known(by: knownBy)
    let rating = CreditRating(file: file, day: day, knownBy: knownBy, rules: rules)
    var standing = CreditStanding(
        enterprise: file.enterprise, day: day, knownBy: knownBy,
        base: rules.figure(.creditBasePoints, on: day, knownBy: knownBy),
        lines: file.events.filter { $0.happened <= day }
            .sorted { ($0.happened, $0.id) < ($1.happened, $1.id) }.map(rating.line),
        thresholds: CreditGrade.allCases.reduce(into: [:]) { thresholds, grade in
            thresholds[grade] = ParameterID.creditPointsMin(grade).flatMap {
                rules.figure($0, on: day, knownBy: knownBy)
            }
        })
    standing.grade = standing.gradeByPoints
    if let (listing, grade, rule) = rating.listing {
        standing.listing = listing
        standing.listingRule = rule
        standing.grade = grade
    }
    standing.inspectionRate = standing.grade.flatMap {
        rules.inspectionRate(for: $0, on: day, knownBy: knownBy)
    }
    return standing
}

/// What one file's records mean on one day.
private struct CreditRating {
    let day: Day
    let knownBy: Day
    let rules: CreditRules
    let casesByEvent: [String: [CreditCase]]
    /// The event that replaced another, by the id of the other.
    let successors: [String: String]
    let listings: [CreditListing]

    init(file: CreditFile, day: Day, knownBy: Day, rules: CreditRules) {
        self.day = day
        self.knownBy = knownBy
        self.rules = rules
        casesByEvent = Dictionary(
            grouping: file.cases.sorted { ($0.opened, $0.id) < ($1.opened, $1.id) }, by: \.event)
        successors = file.events.reduce(into: [:]) { successors, event in
            guard let old = event.supersedes else { return }
            successors[old] = successors[old].map { min($0, event.id) } ?? event.id
        }
        listings = file.listings.filter { $0.covers(day) }
            .sorted { ($0.from, $0.id) < ($1.from, $1.id) }
    }

    /// The entry that decides the grade: of the black list before one of the red list.
    var listing: (CreditListing, CreditGrade, CreditRule)? {
        let choices: [(CreditList, CreditGrade, ParameterID)] = [
            (.black, .d, .creditBlackListIsLowest), (.red, .a, .creditRedListIsHighest),
        ]
        for (list, grade, id) in choices {
            guard let entry = listings.first(where: { $0.list == list }),
                let rule = rules.flag(id, on: day, knownBy: knownBy)
            else { continue }
            return (entry, grade, rule)
        }
        return nil
    }

    func line(_ event: CreditEvent) -> CreditLine {
        guard let kind = rules.kind(event.kind),
            let terms = rules.terms(of: event, knownBy: knownBy)
        else {
            return CreditLine(
                event: event, state: .unrated, points: 0, fullPoints: 0, lastDay: nil, rule: nil)
        }
        let lastDay = terms.value.lastDay(of: event)
        let (state, cause) = state(of: event, lastDay: lastDay)
        return CreditLine(
            event: event, state: state, points: counts(state) ? terms.value.points : 0,
            fullPoints: terms.value.points, lastDay: lastDay, rule: rules.rule(kind, terms),
            cause: cause)
    }

    /// How an event stands, and the id of what makes it so. What undoes an event for good goes
    /// before what passes.
    private func state(
        of event: CreditEvent, lastDay: Day
    ) -> (CreditLine.State, cause: String?) {
        if let successor = successors[event.id] { return (.superseded, successor) }
        let cases = casesByEvent[event.id] ?? []
        if let dispute = cases.first(where: { $0.answer?.outcome == .withdrawn }) {
            return (.withdrawn, dispute.id)
        }
        let isLifted = { (one: CreditCase) in
            one.answer.map { $0.outcome == .lifted && $0.day <= day } ?? false
        }
        if let repair = cases.first(where: isLifted) { return (.lifted, repair.id) }
        if lastDay < day { return (.expired, nil) }
        if let dispute = cases.first(where: { $0.kind == .dispute && $0.isOpen(on: day) }) {
            return (dispute.isOverdue(on: day) ? .overdue : .contested, dispute.id)
        }
        return (.counts, nil)
    }

    private func counts(_ state: CreditLine.State) -> Bool {
        switch state {
        case .counts: true
        case .contested:
            rules.flag(.creditContestedCounts, on: day, knownBy: knownBy) != nil
        case .overdue:
            rules.flag(.creditOverdueCounts, on: day, knownBy: knownBy) != nil
        case .superseded, .withdrawn, .lifted, .expired, .unrated: false
        }
    }
}
