import ZoneCore
import ZoneMessages
import ZoneServices

/// A receipt status with its meaning in both languages.
struct StatusAnswer: Encodable {
    var code: Int
    var zh: String
    var en: String

    init(_ code: Int) {
        self.code = code
        zh = statusName(code, in: .zh)
        en = statusName(code, in: .en)
    }
}

/// One line of the list of declarations.
struct DeclarationRow: Encodable {
    var id: String
    var status: StatusAnswer
    var invtNo: String
    var tradeMode: String
    var dutiableFen: Int64
    var taxFen: Int64
    var receivedAt: String

    init(_ summary: DeclarationSummary) {
        id = summary.id
        status = StatusAnswer(summary.status)
        invtNo = summary.invtNo
        tradeMode = summary.tradeMode
        dutiableFen = summary.dutiable.count
        taxFen = summary.tax.count
        receivedAt = summary.receivedAt.iso8601
    }
}

/// A page of declarations, newest first.
struct DeclarationPageAnswer: Encodable {
    var declarations: [DeclarationRow]
    /// What to ask `before` with for the older ones; missing at the end.
    var nextBefore: Int64?
}

/// One declaration; without the buyer's name, number, telephone and address.
struct DeclarationAnswer: Encodable {
    struct Document: Encodable {
        var kind: String
        var key: String
        var status: StatusAnswer
        var info: String
    }

    struct Missing: Encodable {
        var kind: String
        var from: String
    }

    struct Event: Encodable {
        var at: String
        var status: StatusAnswer
        var info: String
        var zh: String
        var en: String
        var source: String
    }

    var id: String
    var status: StatusAnswer
    var preNo: String
    var invtNo: String
    var list: ListAnswer?
    var documents: [Document]
    var missing: [Missing]
    var waitsUntil: String?
    var timeline: [Event]
    var tax: TaxAnswer?
    var hold: HoldAnswer?

    init(_ view: DeclarationView) {
        id = view.id
        status = StatusAnswer(view.status)
        preNo = view.preNo
        invtNo = view.invtNo
        list = view.inventory.map(ListAnswer.init) ?? view.exportInventory.map(ListAnswer.init)
        documents = view.documents.map {
            Document(
                kind: $0.kind.name, key: $0.key, status: StatusAnswer($0.status), info: $0.info)
        }
        missing = view.missing.map { Missing(kind: $0.kind.name, from: $0.from) }
        waitsUntil = view.waitsUntil?.iso8601
        timeline = view.timeline.map {
            Event(
                at: $0.at.iso8601, status: StatusAnswer($0.status), info: $0.info, zh: $0.zh,
                en: $0.en, source: $0.source)
        }
        tax = view.tax.map(TaxAnswer.init)
        hold = view.hold.map(HoldAnswer.init)
    }
}

/// Why a declaration stands still, what to do, until when, and how to appeal.
struct HoldAnswer: Encodable {
    var reason: String
    var zh: String
    var en: String
    var whatToDoZh: String
    var whatToDoEn: String
    var appealZh: String
    var appealEn: String
    var source: String
    var since: String
    var expected: String?
    var sampleCount: Int

    init(_ hold: HoldView) {
        let reason = hold.reason
        self.reason = reason.name
        (zh, en) = (reason.zh, reason.en)
        (whatToDoZh, whatToDoEn) = (reason.whatToDoZh, reason.whatToDoEn)
        (appealZh, appealEn) = (reason.appealZh, reason.appealEn)
        source = reason.source
        since = hold.since.iso8601
        expected = hold.expected?.iso8601
        sampleCount = hold.sampleCount
    }
}

/// The declaration list's own figures, without personal data.
struct ListAnswer: Encodable {
    struct Line: Encodable {
        var gnum: Int32
        var itemNo: String
        var gcode: String
        var gname: String
        var country: String
        var qty: String
        var unit: String
        var price: String
        var totalPrice: String
    }

    var copNo: String
    var ebpCode: String
    var ebcCode: String
    var agentCode: String
    var logisticsCode: String
    var logisticsNo: String
    var assureCode: String
    var emsNo: String
    var customsCode: String
    var portCode: String
    var tradeMode: String
    var freight: String
    var insuredFee: String
    var grossWeight: String
    var netWeight: String
    var lines: [Line]

    init(_ list: Inventory) {
        copNo = list.copNo
        ebpCode = list.ebpCode
        ebcCode = list.ebcCode
        agentCode = list.agentCode
        logisticsCode = list.logisticsCode
        logisticsNo = list.logisticsNo
        assureCode = list.assureCode
        emsNo = list.emsNo
        customsCode = list.customsCode
        portCode = list.portCode
        tradeMode = list.tradeMode
        freight = list.freight.description
        insuredFee = list.insuredFee.description
        grossWeight = list.grossWeight.description
        netWeight = list.netWeight.description
        lines = list.lines.map {
            Line(
                gnum: $0.gnum, itemNo: $0.itemNo, gcode: $0.gcode, gname: $0.gname,
                country: $0.country, qty: $0.qty.description, unit: $0.unit,
                price: $0.price.description, totalPrice: $0.totalPrice.description)
        }
    }
}

/// Tax with each step of its computation.
struct TaxAnswer: Encodable {
    var taxNo: String
    var dutiableFen: Int64
    var dutyFen: Int64
    var valueAddedTaxFen: Int64
    var consumptionTaxFen: Int64
    var totalFen: Int64
    var assureCode: String
    var trace: [String]

    init(_ tax: TaxView) {
        taxNo = tax.taxNo
        dutiableFen = tax.dutiable.count
        dutyFen = tax.duty.count
        valueAddedTaxFen = tax.valueAddedTax.count
        consumptionTaxFen = tax.consumptionTax.count
        totalFen = tax.total.count
        assureCode = tax.assureCode
        trace = tax.trace
    }
}

extension TaxView {
    /// All three taxes.
    var total: Fen { duty + valueAddedTax + consumptionTax }
}

/// What a receipt status means: a state, or an error code of the standard's table.
func statusName(_ code: Int, in language: Language) -> String {
    if let status = ReturnStatus(code: code) { return language == .zh ? status.zh : status.en }
    if code == 0 {
        return language == .zh ? ReturnStatus.withdrawn.zh : ReturnStatus.withdrawn.en
    }
    let entry = CodeLists.standard.entry(String(code), in: "eportError")
    switch language {
    case .zh: return entry?.zh ?? (code < 0 ? "处理异常" : "状态\(code)")
    case .en:
        if let en = entry?.en, !en.isEmpty { return en }
        return code < 0 ? "processing error" : "status \(code)"
    }
}

extension ListAnswer {
    init(_ list: ExportInventory) {
        copNo = list.copNo
        ebpCode = list.ebpCode
        ebcCode = list.ebcCode
        agentCode = list.agentCode
        logisticsCode = list.logisticsCode
        logisticsNo = list.logisticsNo
        assureCode = ""
        emsNo = list.emsNo
        customsCode = list.customsCode
        portCode = list.portCode
        tradeMode = list.tradeMode
        freight = list.freight.description
        insuredFee = list.insuredFee.description
        grossWeight = list.grossWeight.description
        netWeight = list.netWeight.description
        lines = list.lines.map {
            Line(
                gnum: $0.gnum, itemNo: $0.itemNo, gcode: $0.gcode, gname: $0.gname,
                country: $0.country, qty: $0.qty.description, unit: $0.unit,
                price: $0.price.description, totalPrice: $0.totalPrice.description)
        }
    }
}
