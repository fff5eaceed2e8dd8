public import ZoneCore

/// A line of a list of which something may go back.
public struct ReturnableLine: Hashable, Sendable {
    public var gnum: Int32
    public var gcode: String
    public var qty: Fixed5
    public var unit: String
    /// What went back before.
    public var returned: Fixed5

    /// A line with all its parts.
    public init(gnum: Int32, gcode: String, qty: Fixed5, unit: String, returned: Fixed5 = .zero) {
        self.gnum = gnum
        self.gcode = gcode
        self.qty = qty
        self.unit = unit
        self.returned = returned
    }
}

/// A list whose goods go back.
public struct ReturnedList: Hashable, Sendable {
    public var customsCode: String
    public var tradeMode: String
    public var releasedOn: Day
    public var lines: [ReturnableLine]

    /// A list with all its parts.
    public init(
        customsCode: String, tradeMode: String, releasedOn: Day, lines: [ReturnableLine]
    ) {
        self.customsCode = customsCode
        self.tradeMode = tradeMode
        self.releasedOn = releasedOn
        self.lines = lines
    }

    /// Until when goods may come back; nil where the rules of the day of release name no day.
    public func window(isExport: Bool, rules: Rules) -> ReturnWindow? {
        returnWindow(
            of: isExport ? .export : .retailImport, releasedOn: releasedOn,
            rules: rules.at(rules.scope, on: releasedOn))
    }
}

/// Everything that keeps goods of a released list from going back; empty where they may.
///
/// `rules` are those of today in general.
///
/// Source: 海关总署公告2020年第45号 (imports), 2020年第44号 and 2024年第167号 (exports); message standard 202205, CEB213, CEB625.
public func checkReturn(
    _ request: GoodsReturn, of list: ReturnedList, today: Day, rules: Rules
) -> [Reason] {
    var reasons: [Reason] = []
    if let window = list.window(isExport: request.isExport, rules: rules) {
        if let last = window.applyBy, today > last {
            reasons.append(.returnLate(last, today, rules.source(of: .returnApplyDays)))
        }
        if today > window.arriveBy {
            let id: ParameterID = request.isExport ? .exportReturnMonths : .returnArriveDays
            reasons.append(.returnLate(window.arriveBy, today, rules.source(of: id)))
        }
    } else {
        reasons.append(.returnUnruled)
    }
    if request.isExport { checkExportReturn(request, list, rules, &reasons) }
    var seen: Set<Int32> = []
    for line in request.lines {
        guard seen.insert(line.gnum).inserted,
            let own = list.lines.first(where: { $0.gnum == line.gnum }), own.gcode == line.gcode
        else {
            reasons.append(.returnLineUnknown(line))
            continue
        }
        if own.unit != line.unit { reasons.append(.returnUnit(line, own)) }
        let total = own.returned.units.addingReportingOverflow(line.qty.units)
        if line.qty <= .zero || total.overflow || total.partialValue > own.qty.units {
            reasons.append(.returnQuantity(line, own))
        }
    }
    return reasons
}

private func checkExportReturn(
    _ request: GoodsReturn, _ list: ReturnedList, _ rules: Rules, _ reasons: inout [Reason]
) {
    let mode = list.tradeMode == "1210" || list.tradeMode == "1239" ? "1261" : "9661"
    if !request.tradeMode.isEmpty, request.tradeMode != mode {
        reasons.append(.returnMode(request.tradeMode, mode))
    }
    let district = RuleScope.district(ofOffice: request.customsCode)
    guard district != RuleScope.district(ofOffice: list.customsCode) else { return }
    let there = rules.at(RuleScope(district: district, mode: list.tradeMode))
    if !mayReturnAcrossDistricts(rules: there) {
        reasons.append(
            .returnDistrict(
                request.customsCode, list.customsCode,
                there.source(of: .returnsAcrossDistricts)))
    }
}

extension Reason {
    fileprivate static func returnLate(_ last: Day, _ today: Day, _ source: String) -> Reason {
        Reason(
            code: "return.late", zh: "退货期限为\(last)，今日\(today)已超过",
            en: "goods could go back until \(last); today is \(today)", source: source)
    }

    fileprivate static let returnUnruled = Reason(
        code: "return.unruled", zh: "规则库在放行日没有退货期限",
        en: "the rule book has no time for returns on the day of release",
        source: "import-return, export-return")

    fileprivate static func returnMode(_ mode: String, _ expected: String) -> Reason {
        Reason(
            code: "return.mode", zh: "退货监管方式\(mode)与原清单不符，应为\(expected)",
            en: "mode \(mode) does not go with the original list: \(expected)",
            source: "202205 规范 CEB213 tradeMode")
    }

    fileprivate static func returnDistrict(
        _ office: String, _ original: String, _ source: String
    ) -> Reason {
        Reason(
            code: "return.district", zh: "不可在关区\(office)退货，原清单关区为\(original)",
            en: "goods declared at \(original) may not come back at \(office)", source: source)
    }

    fileprivate static func returnLineUnknown(_ line: GoodsReturn.Line) -> Reason {
        Reason(
            code: "-625209",
            zh: "在关联的清单中未找到表体序号为[\(line.gnum)],商品编号为[\(line.gcode)]的数据",
            en: "the list has no line \(line.gnum) of code \(line.gcode), or it is named twice",
            source: "202205 规范, table 7-2")
    }

    fileprivate static func returnUnit(_ line: GoodsReturn.Line, _ own: ReturnableLine) -> Reason {
        Reason(
            code: "return.unit", zh: "第\(line.gnum)项计量单位\(line.unit)与原清单\(own.unit)不一致",
            en: "line \(line.gnum): unit \(line.unit), the list has \(own.unit)",
            source: "202205 规范 CEB213, CEB625 unit")
    }

    fileprivate static func returnQuantity(
        _ line: GoodsReturn.Line, _ own: ReturnableLine
    ) -> Reason {
        Reason(
            code: "return.quantity",
            zh: "第\(line.gnum)项退货数量\(line.qty)，原数量\(own.qty)，已退\(own.returned)",
            en: "line \(line.gnum): \(line.qty) to go back of \(own.qty), of which "
                + "\(own.returned) went back before",
            source: "202205 规范 CEB213, CEB625 qty: at most the original quantity")
    }
}
