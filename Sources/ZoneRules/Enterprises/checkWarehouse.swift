public import ZoneCore

extension RegisterCheck {
    /// Adds what the register of overseas warehouses says against an export list of mode 9810 on the day of the rules.
    ///
    /// `name` is what the booking note calls the warehouse (ebpName of CEB303 may be that), `state` that of its entry, nil
    /// where the register has none.
    public mutating func add(
        overseasWarehouse name: String, code: String, _ state: WarehouseFilingState?, rules: Rules
    ) {
        let use = warehouseUse(state ?? .registered, rules: rules)
        switch use {
        case .may: return
        case .unknown: doubts.append(.warehouse(name, code, state, use, rules))
        case .notFiled, .closed: refusals.append(.warehouse(name, code, state, use, rules))
        }
    }
}

extension Reason {
    fileprivate static func warehouse(
        _ name: String, _ code: String, _ state: WarehouseFilingState?, _ use: WarehouseUse,
        _ rules: Rules
    ) -> Reason {
        let found = state?.rawValue ?? "none"
        let fix: (zh: String, en: String) =
            switch use {
            case .closed: ("请改用可用的海外仓", "export to a warehouse in use")
            case .may, .notFiled, .unknown:
                ("请先在海外仓登记中完成备案", "enter it in the register and have its filing accepted")
            }
        return Reason(
            code: "warehouse.\(use.rawValue)",
            zh: "海外仓「\(name)」（ebpName；ebpCode或ebcCode：\(code)）登记状态为\(found)，"
                + "\(rules.day)应为accepted或无须备案：\(use.zh)；\(fix.zh)",
            en: "overseas warehouse \"\(name)\" (ebpName; ebpCode or ebcCode \(code)) stands as "
                + "\(found) in the register; on \(rules.day) it \(use.en); \(fix.en)",
            source: rules.source(of: .overseasWarehouseFiling))
    }
}
