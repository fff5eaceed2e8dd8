public import ZoneCore

/// Every dated parameter, list and decision table, the tariff table, the risk rules and the test
/// cases: the law and the settings as data, complete and
/// checked.
public struct RuleBook: Hashable, Sendable {
    /// One of each ``ParameterID``, in its order.
    public let parameters: [Parameter]
    /// One of each ``ListID``.
    public let lists: [ListID: DatedList]
    /// One of each ``TableID``.
    public let tables: [TableID: DecisionTable]
    /// What people expect of the rules, to be tested.
    public let cases: [RuleCase]
    /// The kinds of credit events, by id.
    public let creditKinds: [CreditKind]
    /// What is known of HS codes.
    public let tariff: TariffTable
    /// The five safeties and the rules of risk screening.
    public private(set) var risk: RiskBook
    /// Every value of every rule as text, with those of the past and the future, by part, id and day;
    /// made once.
    public private(set) var entries: [RuleEntry] = []
    /// Which parts of a scope any rule asks for; the others make no difference.
    private let namedParts: RuleScope

    /// What a reader without problems read.
    init(_ reader: RuleBookReader) {
        parameters = ParameterID.allCases.compactMap { id in
            reader.parameters.first { $0.id == id }
        }
        lists = Dictionary(reader.lists.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
        tables = Dictionary(reader.tables.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
        cases = reader.cases
        creditKinds = reader.creditKinds.sorted { $0.id < $1.id }
        tariff = TariffTable(reader.tariff)
        risk = RiskBook(reader.risk)
        let scopes =
            reader.parameters.flatMap { $0.versions.map(\.scope) }
            + reader.lists.flatMap { $0.entries.values.flatMap { $0.map(\.scope) } }
            + reader.tables.flatMap { $0.versions.map(\.scope) }
        namedParts = RuleScope(
            zone: scopes.lazy.compactMap(\.zone).first,
            district: scopes.lazy.compactMap(\.district).first,
            mode: scopes.lazy.compactMap(\.mode).first)
        entries = makeEntries()
    }

    private func makeEntries() -> [RuleEntry] {
        parameters.flatMap(\.entries)
            + lists.values.sorted { $0.id.rawValue < $1.id.rawValue }.flatMap(\.ruleEntries)
            + tables.values.sorted { $0.id.rawValue < $1.id.rawValue }.flatMap(\.entries)
            + risk.rules.flatMap(\.entries) + creditKinds.flatMap(\.entries)
    }

    /// The same book with other risk rules.
    public func replacing(risk: RiskBook) -> RuleBook {
        var book = self
        book.risk = risk
        book.entries = book.makeEntries()
        return book
    }

    /// The parameter of that id.
    public subscript(id: ParameterID) -> Parameter? { parameters.first { $0.id == id } }

    /// Everything the rules need on one day, as plain stored values: resolve once, use for many
    /// lists.
    ///
    /// `knownOn` asks what was known on that day; nil uses all that is known. `place` is where the
    /// question is asked. ``Rules/at(_:on:)`` keeps what is resolved.
    public func rules(
        on day: Day, knownOn: Day? = nil, at place: RuleScope = .everywhere
    ) -> Rules {
        var versions: [ParameterID: ParameterVersion] = [:]
        for parameter in parameters {
            versions[parameter.id] = parameter.version(on: day, knownOn: knownOn, at: place)
        }
        let question = RuleQuestion(day: day, knownOn: knownOn, scope: place)
        return Rules(question, versions: versions, book: self)
    }

    /// The scope without the parts that no rule of this book asks for: places that share it share
    /// their rules.
    func relevant(_ place: RuleScope) -> RuleScope {
        RuleScope(
            zone: namedParts.zone == nil ? nil : place.zone,
            district: namedParts.district == nil ? nil : place.district,
            mode: namedParts.mode == nil ? nil : place.mode)
    }
}
