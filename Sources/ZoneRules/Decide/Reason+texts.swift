import ZoneCore

private let observed = "observed customs receipts (codes/customs_rejection_texts.tsv)"

extension Reason {
    /// The one reason of every release, made once.
    static let released = [
        Reason(code: "2600", zh: "放行", en: "released", source: observed)
    ]

    /// One reason a missing document, in the words that E-port uses.
    static func waiting(for missing: DocumentSet, _ inventory: Inventory) -> [Reason] {
        let orderNo = inventory.orderNo
        let head =
            "清单新增申报成功[电商企业编码：\(inventory.ebcCode)订单编号：\(orderNo)]; "
            + "对应电商平台为[\(inventory.ebpCode)]订单号为[\(orderNo)]"
        return awaited.filter { missing.contains($0.document) }.map { awaited in
            Reason(
                code: awaited.code, zh: awaited.zh, en: awaited.en,
                returnInfo: head + awaited.zh, source: observed)
        }
    }

    private static let awaited: [(document: DocumentSet, code: String, zh: String, en: String)] = [
        (.order, "wait.order", "订单信息不存在", "no order received yet"),
        (.payment, "wait.payment", "支付信息不存在", "no payment received yet"),
        (.waybill, "wait.waybill", "运单信息不存在", "no waybill received yet"),
    ]

    static func waitIsOver(_ missing: DocumentSet, after max: Int, rules: Rules) -> Reason {
        var zh: [String] = []
        var en: [String] = []
        for (document, chinese, english) in [
            (DocumentSet.order, "订单", "order"), (.payment, "支付单", "payment"),
            (.waybill, "运单", "waybill"),
        ] where missing.contains(document) {
            zh.append(chinese)
            en.append(english)
        }
        return Reason(
            code: "wait.over", zh: "超过\(max)天未收到\(zh.joined(separator: "、"))",
            en: "not received within \(max) days: \(en.joined(separator: ", "))",
            source: rules.source(of: .documentWaitDays))
    }

    static let unknownGuarantor = Reason(
        code: "guarantee.assureCode", zh: "担保企业不是清单的电商平台、电商企业、物流企业或申报企业",
        en: "the guarantor is not one of the firms that the list names",
        source: "202205 规范 CEB621 assureCode (PDF and XSD differ; the union is accepted)")

    static let amountOutOfRange = Reason(
        code: "tax.amountOutOfRange", zh: "金额为负或超出可计算范围",
        en: "an amount is negative or the list is worth over a billion yuan",
        source: "202205 规范 CEB621; PilotZone's range")

    static let taxNotAssessed = Reason(
        code: "1200", zh: "待人工审核", en: "waiting for manual review: the tax was not assessed",
        source: observed)

    /// Official error -621005, whose text has the list and the limit in brackets.
    static func overTransaction(
        _ inventory: Inventory, tax: TaxAssessment, rules: Rules
    ) -> Reason {
        let limit = grouped(rules.transactionValueMax ?? .zero)
        return Reason(
            code: "-621005", zh: "清单[\(inventory.copNo)]的购买金额超过单笔限额[[\(limit)]]",
            en: "dutiable value \(tax.dutiable) yuan is over the transaction limit of \(limit)",
            source: rules.source(of: .transactionValueMax))
    }

    /// 1313, with the two amounts as customs writes them.
    static func overYear(_ limits: LimitCheck, rules: Rules) -> Reason {
        let limit = rules.yearlyValueMax ?? .zero
        let sign = limits.yearAfter > limit ? ">" : ">="
        let zh = "订购人购买超过年度限额,超过个人年度购买额度;"
        return Reason(
            code: "1313", zh: "订购人购买超过年度限额",
            en: "the buyer's year would reach \(limits.yearAfter) yuan of \(limit)",
            returnInfo: "[Code:1313;Desc:\(zh)totalPrice：\(grouped(limits.yearAfter)) "
                + "\(sign) limitPrice: \(grouped(limit));]",
            source: rules.source(of: .yearlyValueMax))
    }

    static func guaranteeShort(tax: Fen, free: Fen) -> Reason {
        Reason(
            code: "1311", zh: "担保金额不足",
            en: "the guarantee's free balance of \(free) yuan does not cover the tax of \(tax)",
            returnInfo: "[Code:1311;Desc:担保金额不足,担保金额不足]", source: observed)
    }

    /// One reason of review for every issue; at least one.
    static func review(of tax: TaxAssessment) -> [Reason] {
        if tax.issues.isEmpty { return [taxNotAssessed] }
        return tax.issues.map { issue in
            let line = issue.gnum.map { "[gnum:\($0),InventoryList.gcode:\(issue.gcode)]" }
            let (zh, en) = issue.kind.texts
            return Reason(
                code: "1200", zh: "待人工审核：\(zh)", en: "waiting for manual review: \(en)",
                returnInfo: "[Code:1200;Desc:待人工审核]" + (line.map { "," + $0 } ?? ""),
                source: observed)
        }
    }
}

extension TaxIssue.Kind {
    /// What is missing, in Chinese and English.
    public var texts: (zh: String, en: String) {
        switch self {
        case .unknownCode: ("税则数据中没有该商品编码", "the tariff data does not have the HS code")
        case .incompleteTariff:
            ("该商品编码的税率数据不全", "the tariff data of the HS code lacks a rate")
        case .noRateOnDay:
            ("规则库在该日没有所需参数", "the rule book has no value of a parameter on that day")
        case .noQuantity:
            (
                "没有可用于判断单位价格的数量",
                "no quantity is in a unit that the price a unit can be measured by"
            )
        case .amountOutOfRange: ("金额超出范围", "an amount is out of range")
        }
    }
}

extension Rules {
    /// The source of a parameter's value, in words.
    func source(of id: ParameterID) -> String { version(of: id)?.source.description ?? id.rawValue }
}

/// Yuan with commas between thousands and, where there are fen, two digits: `26,114.44`, `26,000`.
func grouped(_ amount: Fen) -> String {
    let magnitude = amount.count.magnitude
    let digits = String(magnitude / 100)
    var text = amount.count < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
        if index > 0, (digits.count - index).isMultiple(of: 3) { text += "," }
        text.append(digit)
    }
    let fen = magnitude % 100
    return fen == 0 ? text : text + (fen < 10 ? ".0" : ".") + String(fen)
}
