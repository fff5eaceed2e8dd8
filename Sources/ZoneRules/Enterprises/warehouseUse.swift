public import ZoneCore

/// Whether an overseas warehouse in this state may be used on the day of the rules.
public func warehouseUse(_ state: WarehouseFilingState, rules: Rules) -> WarehouseUse {
    if state == .closed { return .closed }
    switch needsWarehouseFiling(rules) {
    case nil: return .unknown
    case false?: return .may
    case true?: return state == .accepted ? .may : .notFiled
    }
}

/// Whether overseas warehouses have to be filed on the day of the rules; nil where no rule says.
public func needsWarehouseFiling(_ rules: Rules) -> Bool? {
    switch rules.version(of: .overseasWarehouseFiling)?.value {
    case .flag(let isNeeded): isNeeded
    default: nil
    }
}
