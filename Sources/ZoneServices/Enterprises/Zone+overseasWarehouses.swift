public import ZoneCore
import ZoneRules
import ZoneStore

/// An overseas warehouse with its history and whether it may be used.
public struct OverseasWarehouseView: Hashable, Sendable {
    /// The warehouse.
    public var warehouse: OverseasWarehouse
    /// The state of its filing.
    public var state: WarehouseFilingState
    /// Whether exports may go there on the day asked about.
    public var use: WarehouseUse
    /// Whether the rules of that day ask for a filing; nil where none says.
    public var needsFiling: Bool?
    /// What happened, oldest first; empty in lists.
    public var events: [WarehouseEvent]
}

/// The register of overseas warehouses.
extension Zone {
    /// A page of warehouses by code, of one operator or all, as they are, judged by the rules of a
    /// day.
    public func overseasWarehouses(
        operator operatorCode: String? = nil, on day: Day? = nil, after code: String? = nil,
        countMax: Int
    ) throws -> (rows: [OverseasWarehouseView], nextAfter: String?) {
        let rules = ruleBook.rules(on: day ?? today)
        let rows = try store.warehouses(
            operator: operatorCode, after: code, countMax: countMax + 1)
        let views = rows.prefix(countMax).map {
            OverseasWarehouseView(
                warehouse: $0.warehouse, state: $0.state,
                use: warehouseUse($0.state, rules: rules),
                needsFiling: needsWarehouseFiling(rules), events: [])
        }
        return (views, rows.count > countMax ? rows[countMax - 1].warehouse.code : nil)
    }

    /// A warehouse as it was at the end of a day; nil where the register had none of that code.
    public func overseasWarehouse(
        _ code: String, on day: Day? = nil
    ) throws -> OverseasWarehouseView? {
        let day = day ?? today
        return view(try store.warehouseEvents(code).filter { $0.at.day <= day }, on: day)
    }

    /// Enters a warehouse or changes it; a change needs a new filing where one is needed. The same
    /// content again changes nothing. True where it is new.
    public func putOverseasWarehouse(
        _ warehouse: OverseasWarehouse, by actor: String
    ) throws -> (view: OverseasWarehouseView, isNew: Bool) {
        let problems = checkWarehouse(warehouse) + textProblems("by", actor)
        guard problems.isEmpty else { throw EnterpriseError.invalid(problems) }
        var isNew = false
        let now = now
        let events = try enterpriseErrors {
            try store.addWarehouseEvent(warehouse.code) { last in
                isNew = last == nil
                if let last, last.warehouse == warehouse, last.state != .closed { return nil }
                let state = try Self.next(last?.state ?? .registered, .change)
                return WarehouseEvent(
                    act: .change, warehouse: warehouse, state: state, at: now, actor: actor)
            }
        }
        enterpriseDesk.take(events)
        guard let view = view(events, on: today) else { throw EnterpriseError.notFound }
        return (view, isNew)
    }

    /// Files a warehouse with customs, notes the answer, or closes it.
    public func actOnOverseasWarehouse(
        _ code: String, _ act: WarehouseAct, reason: String, by actor: String
    ) throws -> OverseasWarehouseView {
        var problems = textProblems("by", actor)
        if act == .refuse || act == .close { problems += textProblems("reason", reason) }
        if act == .change || reason.utf8.count > Self.enterpriseTextByteCountMax {
            problems.append(
                FilingProblem(
                    field: act == .change ? "act" : "reason",
                    value: act == .change ? act.rawValue : reason,
                    zh: "变更请用PUT提交全部内容；理由不得过长。",
                    en: "A change is put with its whole content; a reason has its limit."))
        }
        guard problems.isEmpty else { throw EnterpriseError.invalid(problems) }
        let (now, today) = (now, today)
        if act == .file, needsWarehouseFiling(ruleBook.rules(on: today)) == false {
            throw EnterpriseError.notAllowed(
                step: act.rawValue, zh: "该日无须备案", en: "no filing is needed on \(today)")
        }
        let events = try enterpriseErrors {
            try store.addWarehouseEvent(code) { last in
                guard let last else { throw EnterpriseError.notFound }
                return WarehouseEvent(
                    act: act, warehouse: last.warehouse, state: try Self.next(last.state, act),
                    at: now, actor: actor, reason: reason)
            }
        }
        enterpriseDesk.take(events)
        guard let view = view(events, on: today) else { throw EnterpriseError.notFound }
        return view
    }

    private func view(_ events: [WarehouseEvent], on day: Day) -> OverseasWarehouseView? {
        guard let last = events.last else { return nil }
        let rules = ruleBook.rules(on: day)
        return OverseasWarehouseView(
            warehouse: last.warehouse, state: last.state,
            use: warehouseUse(last.state, rules: rules),
            needsFiling: needsWarehouseFiling(rules), events: events)
    }

    private static func next(
        _ state: WarehouseFilingState, _ act: WarehouseAct
    ) throws(EnterpriseError) -> WarehouseFilingState {
        guard let next = state.next(on: act) else {
            throw .notAllowed(step: act.rawValue, zh: state.rawValue, en: state.rawValue)
        }
        return next
    }

    private func checkWarehouse(_ warehouse: OverseasWarehouse) -> [FilingProblem] {
        var problems = textProblems("name", warehouse.name)
        problems += textProblems("address", warehouse.address)
        func report(_ field: String, _ value: String, zh: String, en: String) {
            problems.append(FilingProblem(field: field, value: value, zh: zh, en: en))
        }
        if !isCreditID(warehouse.code) {
            report(
                "code", warehouse.code, zh: "编码为1至64个字母、数字或.-_。",
                en: "A code has 1 to 64 letters, digits or .-_")
        }
        if warehouse.country.utf8.count != 3 || !warehouse.country.utf8.allSatisfy({ isDigit($0) })
        {
            report(
                "country", warehouse.country, zh: "国家（地区）为海关3位数字代码。",
                en: "A country is the three digits of the customs code.")
        }
        if !(1...10_000_000).contains(warehouse.areaM2) {
            report(
                "areaM2", String(warehouse.areaM2), zh: "面积为1至10000000平方米。",
                en: "The area is 1 to 10,000,000 m².")
        }
        let standing = enterpriseStanding(of: warehouse.operatorCode, role: .overseasWarehouse)
        if SocialCreditCode(warehouse.operatorCode) == nil || !standing.isAllowed {
            report(
                "operator", warehouse.operatorCode, zh: "经营企业须以海外仓企业角色备案：\(standing.zh)。",
                en: "The operator has to be registered as one: \(standing.en).")
        }
        return problems
    }
}

private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
