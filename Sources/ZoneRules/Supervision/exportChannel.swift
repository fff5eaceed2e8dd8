public import ZoneCore

/// By which declaration a B2B export (9710, 9810) goes.
public enum ExportChannel: String, Sendable, CaseIterable {
    /// The list of the unified version, or the ordinary declaration: the firm chooses.
    case list
    /// The ordinary declaration only.
    case declaration
}

/// What decides the channel of a B2B export besides its value.
public struct ExportConditions: Hashable, Sendable {
    /// A licence is needed.
    public var needsLicence: Bool
    /// An inspection is needed.
    public var needsInspection: Bool
    /// An export tax or a refund is involved.
    public var concernsTax: Bool

    /// Conditions with all their parts.
    public init(needsLicence: Bool, needsInspection: Bool, concernsTax: Bool) {
        self.needsLicence = needsLicence
        self.needsInspection = needsInspection
        self.concernsTax = concernsTax
    }
}

/// The channel of one consignment of that value; nil on days without a rule.
public func exportChannel(
    value: Fen, _ conditions: ExportConditions, rules: Rules
) -> (channel: ExportChannel, decision: TableDecision)? {
    guard let ceiling = rules.values.fen(.exportListValueMax),
        let decision = rules.decide(
            .exportChannel,
            [
                "within-list-value": .flag(value <= ceiling),
                "licence": .flag(conditions.needsLicence),
                "inspection": .flag(conditions.needsInspection),
                "tax": .flag(conditions.concernsTax),
            ]),
        let channel = ExportChannel(rawValue: decision.outcome)
    else { return nil }
    return (channel, decision)
}
