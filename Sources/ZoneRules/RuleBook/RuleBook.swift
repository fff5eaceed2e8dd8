public import ZoneCore

/// Every dated parameter and the tariff table: the law and the settings as data, complete and
/// checked.
public struct RuleBook: Hashable, Sendable {
    /// One of each ``ParameterID``, in its order.
    public let parameters: [Parameter]
    /// What is known of HS codes.
    public let tariff: TariffTable

    /// Throws all that ``checkParameters(_:)`` finds.
    public init(parameters: [Parameter], tariff: TariffTable) throws(RuleBookError) {
        let problems = checkParameters(parameters)
        guard problems.isEmpty else { throw RuleBookError(problems: problems) }
        self.parameters = ParameterID.allCases.compactMap { id in
            parameters.first { $0.id == id }
        }
        self.tariff = tariff
    }

    /// The parameter of that id.
    public subscript(id: ParameterID) -> Parameter? { parameters.first { $0.id == id } }

    /// Everything the rules need on one day, as plain stored values: resolve once, use for many
    /// lists.
    ///
    /// `knownOn` asks what was known on that day; nil uses all that is known.
    public func rules(on day: Day, knownOn: Day? = nil) -> Rules {
        var versions: [ParameterID: ParameterVersion] = [:]
        for parameter in parameters {
            versions[parameter.id] = parameter.version(on: day, knownOn: knownOn)
        }
        return Rules(day: day, versions: versions, tariff: tariff)
    }
}
