public import ZoneCore

/// The rule book on one day, resolved. Each field is nil on days on which its parameter has no
/// value; what then depends on it goes to a person.
public struct Rules: Sendable {
    /// The day the values are in force on.
    public let day: Day
    /// Where they hold.
    public let scope: RuleScope
    /// Ceiling of one transaction.
    public let transactionValueMax: Fen?
    /// Ceiling of one person's calendar year.
    public let yearlyValueMax: Fen?
    /// Whether a year of exactly the ceiling is allowed.
    public let yearlyValueMaxIsInclusive: Bool
    /// Duty within the limits.
    public let dutyRate: Rate?
    /// Share of VAT and consumption tax that is levied within the limits.
    public let taxedShare: Rate?
    /// VAT, standard rate.
    public let vatStandard: Rate?
    /// VAT, low rate.
    public let vatLow: Rate?
    /// VAT of listed drugs.
    public let vatDrug: Rate?
    /// The figures of consumption tax.
    public let consumption: ConsumptionRules
    /// How each tax becomes whole fen; half up on days without a setting.
    public let taxRounding: Rounding
    /// How many days a list waits for its documents.
    public let documentWaitDayCountMax: Int?
    /// Which days are worked.
    public let calendar: WorkCalendar
    /// What is known of HS codes.
    public let tariff: TariffTable
    /// The rules of risk screening.
    public let risk: RiskRules
    /// The version of each parameter that has one on the day.
    let values: ResolvedValues
    private let knownOn: Day?
    private let elsewhere: RulesElsewhere
    private let lists: [ListID: DatedList]
    private let tables: [TableID: DecisionTable]

    init(
        _ question: RuleQuestion, versions: [ParameterID: ParameterVersion], book: RuleBook
    ) {
        let values = ResolvedValues(versions: versions)
        self.day = question.day
        self.scope = question.scope
        self.values = values
        knownOn = question.knownOn
        elsewhere = RulesElsewhere(book)
        lists = book.lists
        tables = book.tables
        tariff = book.tariff
        calendar = WorkCalendar(
            book.lists[.adjustedDays], on: question.day, knownOn: question.knownOn,
            at: question.scope)
        risk = RiskRules(
            book.risk, on: question.day, knownOn: question.knownOn, at: question.scope,
            values: values, tariff: book.tariff)
        transactionValueMax = values.fen(.transactionValueMax)
        yearlyValueMax = values.fen(.yearlyValueMax)
        yearlyValueMaxIsInclusive = values.flag(.yearlyValueMaxIsInclusive)
        dutyRate = values.rate(.dutyRate)
        taxedShare = values.rate(.taxedShare)
        vatStandard = values.rate(.vatStandard)
        vatLow = values.rate(.vatLow)
        vatDrug = values.rate(.vatDrug)
        consumption = ConsumptionRules(values)
        taxRounding = values.versions[.taxRoundingHalfUp]?.value == .flag(false) ? .down : .halfUp
        documentWaitDayCountMax = values.whole(.documentWaitDays)
    }

    /// The same rule book at another place, as known on the same day; each place and day is resolved once.
    public func at(_ place: RuleScope, on day: Day? = nil) -> Rules {
        let day = day ?? self.day
        let place = elsewhere.book.relevant(place)
        if place == scope, day == self.day { return self }
        return elsewhere.rules(RuleQuestion(day: day, knownOn: knownOn, scope: place))
    }

    /// The version of a parameter that these rules use, with its source; nil where there is none.
    public func version(of id: ParameterID) -> ParameterVersion? { values.versions[id] }

    /// Whether a code is on a list.
    public func contains(_ code: String, in list: ListID) -> Membership {
        lists[list]?.contains(code, on: day, knownOn: knownOn, at: scope) ?? .unknown
    }

    /// What a list says of a code, with its source; nil where it says nothing.
    public func member(_ code: String, of list: ListID) -> Dated<ListMember?>? {
        lists[list]?.version(of: code, on: day, knownOn: knownOn, at: scope)
    }

    /// What a table decides; nil where it has no rows on the day, or the case is none of its.
    public func decide(
        _ table: TableID, _ answers: [String: TableAnswer]
    ) -> TableDecision? {
        tables[table]?.decide(answers, on: day, knownOn: knownOn, at: scope)
    }

    /// The VAT rate of a class.
    public func vat(_ vatClass: VATClass) -> Rate? {
        switch vatClass {
        case .standard: vatStandard
        case .low: vatLow
        case .drug: vatDrug
        }
    }
}

/// When, as known when, and where a question is asked.
struct RuleQuestion: Hashable, Sendable {
    var day: Day
    var knownOn: Day?
    var scope: RuleScope
}

/// The figures of import consumption tax on one day.
public struct ConsumptionRules: Sendable {
    /// Wine and other alcohol.
    public let wine: Rate?
    /// Spirits, ad valorem part.
    public let spirits: Rate?
    /// Spirits, yuan a litre.
    public let spiritsPerLitre: Fixed5?
    /// Beer at or over the threshold, yuan a litre.
    public let beerPerLitreHigh: Fixed5?
    /// Beer below the threshold, yuan a litre.
    public let beerPerLitreLow: Fixed5?
    /// Dutiable yuan a litre from which beer bears the higher tax.
    public let beerThreshold: Ratio?
    /// High-end cosmetics.
    public let cosmetics: Rate?
    /// Dutiable yuan a gram from which cosmetics are high-end.
    public let cosmeticsPerGramMin: Ratio?
    /// Dutiable yuan a millilitre from which cosmetics are high-end.
    public let cosmeticsPerMillilitreMin: Ratio?
    /// Dutiable yuan a piece from which cosmetics are high-end.
    public let cosmeticsPerPieceMin: Ratio?
    /// High-end watches.
    public let watch: Rate?
    /// Dutiable yuan a piece from which a watch is high-end.
    public let watchMin: Ratio?

    init(_ values: ResolvedValues) {
        wine = values.rate(.wine)
        spirits = values.rate(.spirits)
        spiritsPerLitre = values.fixed5(.spiritsPerLitre)
        beerPerLitreHigh = values.fixed5(.beerPerLitreHigh)
        beerPerLitreLow = values.fixed5(.beerPerLitreLow)
        beerThreshold = values.number(.beerThreshold)
        cosmetics = values.rate(.cosmetics)
        cosmeticsPerGramMin = values.number(.cosmeticsPerGramMin)
        cosmeticsPerMillilitreMin = values.number(.cosmeticsPerMillilitreMin)
        cosmeticsPerPieceMin = values.number(.cosmeticsPerPieceMin)
        watch = values.rate(.watch)
        watchMin = values.number(.watchMin)
    }
}

/// Typed reading of the versions in force on one day.
struct ResolvedValues: Sendable {
    let versions: [ParameterID: ParameterVersion]

    func number(_ id: ParameterID) -> Ratio? {
        if case .number(let number) = versions[id]?.value { number } else { nil }
    }

    func whole(_ id: ParameterID) -> Int? { number(id)?.whole(of: 1).map { Int($0) } }

    func rate(_ id: ParameterID) -> Rate? { number(id).flatMap { Rate($0) } }

    func fen(_ id: ParameterID) -> Fen? { number(id)?.whole(of: 100).map { Fen($0) } }

    func fixed5(_ id: ParameterID) -> Fixed5? {
        number(id)?.whole(of: Fixed5.unitsPerOne).map { Fixed5(units: $0) }
    }

    func flag(_ id: ParameterID) -> Bool { versions[id]?.value == .flag(true) }
}
