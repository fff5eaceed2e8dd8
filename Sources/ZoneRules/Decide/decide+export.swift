public import ZoneCore

/// Decides one export list. The only place that branches between outcomes.
///
/// - 2 where a document is missing and the list may still wait;
/// - 100 where it has waited too long, documents differ, the supervision mode may not be used, or the goods have to go by
///   another kind of declaration, with every reason;
/// - 300 where the rules leave a question open, or the screening asks for the papers or holds the goods;
/// - 500 where nothing but the screening is open, and it asks for the goods;
/// - 800 otherwise.
///
/// `rules` are those of the list's customs district and supervision mode; `registers` is what the zone's registers say of
/// its firms and its overseas warehouse.
public func decide(
    _ list: ExportInventory, order: ExportOrder?, match: MatchResult, rules: Rules,
    waitedDayCount: Int = 0, risk: RiskVerdict? = nil, registers: RegisterCheck = RegisterCheck()
) -> Decision {
    var refusals: [Reason] = []
    switch match {
    case .waiting(let missing):
        if let max = rules.documentWaitDayCountMax, waitedDayCount > max {
            return Decision(
                status: .rejected, reasons: [.waitIsOver(missing, after: max, rules: rules)])
        }
        return Decision(status: .submitting, reasons: Reason.waiting(for: missing, list))
    case .matched: break
    case .mismatched(let mismatches): refusals = mismatches.map(Reason.init)
    }
    refusals += registers.refusals
    var doubts = registers.doubts
    switch modeUse(rules: rules) {
    case .allowed: break
    case .refused: refusals.append(.modeRefused(list.tradeMode, list.customsCode, rules))
    case .unknown: doubts.append(.modeUnknown(list.tradeMode, list.customsCode))
    }
    if list.tradeMode == "9710" || list.tradeMode == "9810" {
        checkChannel(list, rules, &refusals, &doubts)
    } else if list.statisticsFlag == "A" {
        checkSimplified(list, rules, &refusals, &doubts)
    }
    guard refusals.isEmpty else { return Decision(status: .rejected, reasons: refusals) }
    let status = doubts.isEmpty ? risk?.action.status ?? .released : .underReview
    doubts += risk?.reasons ?? []
    return Decision(status: status, reasons: status == .released ? Reason.released : doubts)
}

/// Whether a B2B export may go by list: its value, licence, inspection and tax.
private func checkChannel(
    _ list: ExportInventory, _ rules: Rules, _ refusals: inout [Reason], _ doubts: inout [Reason]
) {
    guard let value = list.value else { return doubts.append(.valueUnknown) }
    let conditions = ExportConditions(
        needsLicence: !list.licenseNo.isEmpty, needsInspection: false,
        concernsTax: list.statisticsFlag == "B")
    guard let (channel, decision) = exportChannel(value: value, conditions, rules: rules) else {
        return doubts.append(.channelUnknown)
    }
    if channel == .declaration {
        refusals.append(.declarationNeeded(value, row: decision.row, decision.source.description))
    }
}

/// Whether a retail export may go by a simplified list: nothing of it may need a declaration.
private func checkSimplified(
    _ list: ExportInventory, _ rules: Rules, _ refusals: inout [Reason], _ doubts: inout [Reason]
) {
    let decision = rules.decide(
        .exportRelease,
        [
            "in-zone": .flag(true), "export-duty": .flag(false), "refund": .flag(false),
            "licence": .flag(!list.licenseNo.isEmpty), "inspection": .flag(false),
        ])
    guard let decision else { return doubts.append(.channelUnknown) }
    if decision.outcome != ExportSummary.statistics.rawValue {
        refusals.append(.simplifiedRefused(row: decision.row, decision.source.description))
    }
}

extension ExportInventory {
    /// The sum of its lines in fen; nil where a line is in another currency than yuan, or the sum is out of range.
    public var value: Fen? {
        var units = 0
        for line in lines {
            guard line.currency == "142" else { return nil }
            let sum = units.addingReportingOverflow(Int(line.totalPrice.units))
            guard !sum.overflow else { return nil }
            units = sum.partialValue
        }
        return Fixed5(units: Int64(units)).fen
    }
}

extension Reason {
    fileprivate static func waiting(
        for missing: DocumentSet, _ list: ExportInventory
    ) -> [Reason] {
        let documents: [(DocumentSet, String, String, String)] = [
            (.order, "order", "订单", "order"), (.payment, "payment", "收款单", "receipt of payment"),
            (.waybill, "waybill", "运单", "waybill"),
        ]
        return documents.filter { missing.contains($0.0) }.map { _, name, zh, en in
            Reason(
                code: "wait." + name, zh: "\(zh)信息不存在", en: "no \(en) received yet",
                returnInfo: "清单新增申报成功[电商企业编码：\(list.ebcCode)"
                    + "订单编号：\(list.orderNo)]; 对应电商平台为[\(list.ebpCode)]"
                    + "订单号为[\(list.orderNo)]\(zh)信息不存在",
                source: "海关总署公告2018年第194号; worded as observed for imports")
        }
    }

    fileprivate static func modeRefused(
        _ mode: String, _ office: String, _ rules: Rules
    ) -> Reason {
        Reason(
            code: "mode.refused", zh: "监管方式\(mode)在关区\(office)不可使用",
            en: "supervision mode \(mode) may not be used at customs office \(office)",
            source: rules.source(of: .modeIsAllowed))
    }

    fileprivate static func modeUnknown(_ mode: String, _ office: String) -> Reason {
        Reason(
            code: "mode.unknown", zh: "规则库无法确定监管方式\(mode)在关区\(office)可否使用，待人工审核",
            en: "the rule book does not say whether mode \(mode) may be used at \(office): review",
            source: ParameterID.modeIsAllowed.rawValue)
    }

    fileprivate static let valueUnknown = Reason(
        code: "channel.value", zh: "清单币制不是人民币，无法与限值比较，待人工审核",
        en: "a line is not in yuan, so the value can't be held against the limit: review",
        source: ParameterID.exportListValueMax.rawValue)

    fileprivate static let channelUnknown = Reason(
        code: "channel.unknown", zh: "规则库在该日没有申报方式的规定，待人工审核",
        en: "the rule book has nothing on the kind of declaration on that day: review",
        source: "export.channel, export.release")

    fileprivate static func declarationNeeded(
        _ value: Fen, row: String, _ source: String
    ) -> Reason {
        Reason(
            code: "channel.declaration",
            zh: "该批货物（价值\(grouped(value))元）不能以清单申报，应以报关单申报并随附单证10000004",
            en:
                "these goods, worth \(grouped(value)) yuan, have to go by ordinary declaration that "
                + "cites the order as document 10000004 (rule: \(row))",
            source: source)
    }

    fileprivate static func simplifiedRefused(row: String, _ source: String) -> Reason {
        Reason(
            code: "channel.simplified", zh: "该清单不符合简化申报条件，应以汇总申报（B）方式申报",
            en: "the list may not be simplified (A): declare it to be summed up (B) (rule: \(row))",
            source: source)
    }
}
