public import ZoneCore

/// What the rule book asks of one role, with the rule.
public struct RoleNeed: Hashable, Sendable {
    /// The role.
    public var role: EnterpriseRole
    /// What it needs; nil on days on which no rule says.
    public var need: QualificationNeed?
    /// The decision of the table; nil where it decides nothing.
    public var decision: TableDecision?
}

/// What an enterprise of this kind needs for a role on the day of the rules.
public func neededQualification(
    for role: EnterpriseRole, isBank: Bool, isOverseas: Bool, rules: Rules
) -> RoleNeed {
    let decision = rules.decide(
        .enterpriseQualification,
        [
            "role": .word(role.rawValue), "bank": .flag(isBank), "overseas": .flag(isOverseas),
        ])
    return RoleNeed(
        role: role, need: decision.flatMap { QualificationNeed(rawValue: $0.outcome) },
        decision: decision)
}
