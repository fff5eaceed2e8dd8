/// Whether a supervision mode may be used.
public enum ModeUse: String, Sendable, CaseIterable {
    /// It may.
    case allowed
    /// It may not.
    case refused
    /// The rule book has nothing on that mode, day and district: a person decides.
    case unknown
}

/// Whether the supervision mode of these rules' scope may be used in its district on their day.
public func modeUse(rules: Rules) -> ModeUse {
    switch rules.version(of: .modeIsAllowed)?.value {
    case .flag(true): .allowed
    case .flag(false): .refused
    case .number, nil: .unknown
    }
}

/// Whether 9610 exports of the rules' district may come back through another district.
public func mayReturnAcrossDistricts(rules: Rules) -> Bool {
    rules.values.flag(.returnsAcrossDistricts)
}

/// Whether exports of the rules' district may be checked first and loaded later; then each step has to be recorded.
public func isCheckedFirst(rules: Rules) -> Bool { rules.values.flag(.checksFirst) }
