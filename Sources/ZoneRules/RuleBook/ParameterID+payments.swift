public import ZoneCore

/// The parameters of payment data on demand. All are the operator's settings: the announcements say that customs may ask,
/// and give neither a time nor a share.
extension ParameterID {
    static let paymentData: [ParameterID] = [
        paymentDueHours, paymentSampleRate, paymentIsAskedByRule,
    ]

    public static let paymentDueHours = ParameterID("payment-data.due-hours", .count)
    public static let paymentSampleRate = ParameterID("payment-data.sample-rate", .ratio)
    public static let paymentIsAskedByRule = ParameterID("payment-data.asked-by-rule", .flag)
}

/// When platforms are asked for payment data, and how long they have.
public struct PaymentDataRules: Hashable, Sendable {
    /// Hours from the question to the data.
    public let dueHours: Int
    /// Share of the decided import lists that are asked about by draw; nil without a version.
    public let sampleRate: Rate?
    /// Whether a list that screening held for a rule of transaction safety is asked about.
    public let isAskedByRule: Bool
}

extension RuleBook {
    /// The rules of a day; nil on days on which nobody may ask.
    public func paymentDataRules(on day: Day) -> PaymentDataRules? {
        guard let hours = wholeNumber(.paymentDueHours, on: day) else { return nil }
        func value(_ id: ParameterID) -> ParameterValue? {
            parameters.first { $0.id == id }?.version(on: day)?.value
        }
        let share: Rate? =
            if case .number(let number) = value(.paymentSampleRate) { Rate(number) } else { nil }
        return PaymentDataRules(
            dueHours: hours, sampleRate: share,
            isAskedByRule: value(.paymentIsAskedByRule) == .flag(true))
    }
}
