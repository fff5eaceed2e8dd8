public import ZoneCore

/// The parameters of warehouses and gates. All are the operator's settings.
extension ParameterID {
    static let warehouse: [ParameterID] = [gatePassHours, discrepancyDays]

    public static let gatePassHours = ParameterID("warehouse.gate-pass-hours", .count)
    public static let discrepancyDays = ParameterID("warehouse.discrepancy-days", .day)
}

extension RuleBook {
    /// Hours for which a gate pass of a day is good; none on days without a setting.
    public func gatePassHourCount(on day: Day) -> Int { wholeNumber(.gatePassHours, on: day) ?? 0 }

    /// Days to clear up a difference that came up on a day; none on days without a setting.
    public func discrepancyDayCount(on day: Day) -> Int {
        wholeNumber(.discrepancyDays, on: day) ?? 0
    }

    /// One parameter's whole number, without resolving all the others; nil on days without a value.
    func wholeNumber(_ id: ParameterID, on day: Day) -> Int? {
        let version = parameters.first { $0.id == id }?.version(on: day)
        guard case .number(let number) = version?.value else { return nil }
        return number.whole(of: 1).map { Int($0) }
    }
}
