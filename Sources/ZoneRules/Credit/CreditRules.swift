public import ZoneCore

/// The credit part of a rule book, ready to be asked for any day.
public struct CreditRules: Sendable {
    /// All kinds of events, by id.
    public let kinds: [CreditKind]
    private let kindsByID: [String: CreditKind]
    private let parameters: [ParameterID: Parameter]
    private let adjustedDays: DatedList?

    /// What a rule book says of credit.
    public init(_ book: RuleBook) {
        kinds = book.creditKinds
        adjustedDays = book.lists[.adjustedDays]
        kindsByID = Dictionary(kinds.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        parameters = ParameterID.credit.reduce(into: [:]) { $0[$1] = book[$1] }
    }

    /// The kind of that id.
    public func kind(_ id: String) -> CreditKind? { kindsByID[id] }

    /// The terms in force when an event happened, as known on a day.
    func terms(of event: CreditEvent, knownBy: Day) -> Dated<CreditTerms>? {
        kind(event.kind).flatMap {
            .version(of: $0.versions, on: event.happened, knownOn: knownBy)
        }
    }

    /// A kind's terms as a rule to cite.
    func rule(_ kind: CreditKind, _ version: Dated<CreditTerms>) -> CreditRule {
        CreditRule(
            id: "credit." + kind.id, zh: kind.zh, en: kind.en, from: version.from,
            source: version.source.description, isVerified: version.isVerified)
    }

    /// The value of a parameter on a day as known on another, with the rule to cite.
    func value(_ id: ParameterID, on day: Day, knownBy: Day) -> (ParameterValue, CreditRule)? {
        guard let parameter = parameters[id],
            let version = parameter.version(on: day, knownOn: knownBy)
        else { return nil }
        let rule = CreditRule(
            id: id.rawValue, zh: parameter.zh, en: parameter.en, from: version.from,
            source: version.source.description, isVerified: version.isVerified)
        return (version.value, rule)
    }

    /// A whole number among the parameters.
    func figure(_ id: ParameterID, on day: Day, knownBy: Day) -> CreditFigure? {
        guard case (.number(let number), let rule)? = value(id, on: day, knownBy: knownBy),
            let count = number.whole(of: 1)
        else { return nil }
        return CreditFigure(count: Int(count), rule: rule)
    }

    /// The rule of a flag that is set; nil where it is not.
    func flag(_ id: ParameterID, on day: Day, knownBy: Day) -> CreditRule? {
        guard case (.flag(true), let rule)? = value(id, on: day, knownBy: knownBy) else {
            return nil
        }
        return rule
    }

    /// By how much a grade multiplies the regular inspection rate on a day; nil where no rule says.
    public func inspectionRate(
        for grade: CreditGrade, on day: Day, knownBy: Day
    ) -> CreditInspectionRate? {
        let id = ParameterID.creditInspectionRate(grade)
        guard case (.number(let number), let rule)? = value(id, on: day, knownBy: knownBy),
            let units = number.whole(of: Fixed5.unitsPerOne)
        else { return nil }
        return CreditInspectionRate(factor: Fixed5(units: units), rule: rule)
    }

    /// The last day for the answer to a case opened on a day; nil where no rule says so.
    public func answerDay(for kind: CreditCase.Kind, opened: Day) -> Day? {
        let id: ParameterID =
            kind == .dispute ? .creditDisputeAnswerDays : .creditRepairAnswerDays
        return figure(id, on: opened, knownBy: opened).map {
            calendar(on: opened, knownBy: opened).day(workingDays: $0.count, after: opened)
        }
    }

    /// Which days are worked, by the list of a day as known on another.
    func calendar(on day: Day, knownBy: Day) -> WorkCalendar {
        WorkCalendar(adjustedDays, on: day, knownOn: knownBy)
    }

    /// The days on which a parameter of credit gets another value.
    var daysOfChange: [Day] {
        parameters.values.flatMap(\.versions).flatMap { version in
            [version.from] + (version.to.map { [$0.adding(days: 1)] } ?? [])
        }
    }
}
