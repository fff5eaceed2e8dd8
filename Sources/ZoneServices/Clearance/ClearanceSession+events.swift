import ZoneCore
import ZoneMessages
import ZoneRules
import ZoneStore

/// What is said to the declarant: events of the journal and entries of the timeline.
extension ClearanceSession {
    /// The standard text of a status, where nothing more is to be said.
    func standardInfo(_ status: Int, guid: String) -> String {
        ReceiptText.standard(status, guid: guid)
    }

    /// The event that becomes the receipt of a document.
    func event(
        for document: ImportDocument, status: Int, info: String,
        declaration: DeclarationRow? = nil
    ) -> JournalEvent {
        let code = Int64(status)
        let guid = document.submission.guid
        switch document {
        case .order(let order):
            return JournalEvent(
                receipt: 312, status: code, info: info,
                texts: [guid, order.ebpCode, order.ebcCode, order.orderNo])
        case .payment(let payment):
            return JournalEvent(
                receipt: 412, status: code, info: info,
                texts: [guid, payment.payCode, payment.payTransactionId])
        case .waybill(let waybill):
            return JournalEvent(
                receipt: 512, status: code, info: info,
                texts: [guid, waybill.logisticsCode, waybill.logisticsNo])
        case .status(let status):
            return JournalEvent(
                receipt: 514, status: code, info: info,
                texts: [guid, status.logisticsCode, status.logisticsNo, status.logisticsStatus])
        case .inventory(let list):
            return listEvent(list, status: code, info: info, declaration: declaration)
        }
    }

    private func listEvent(
        _ list: Inventory, status: Int64, info: String, declaration: DeclarationRow?
    ) -> JournalEvent {
        let isStored = status >= 120 || declaration?.dutiableFen ?? 0 > 0
        return JournalEvent(
            receipt: 622, status: status, info: info,
            texts: [
                list.submission.guid, list.customsCode, list.ebpCode, list.ebcCode,
                list.agentCode, list.copNo,
                declaration.map { DeclarationNumbers.preNo($0) } ?? list.preNo,
                isStored ? declaration.map { DeclarationNumbers.invtNo($0) } ?? "" : "",
            ])
    }

    /// Notes a step that needs no reason.
    mutating func record(
        _ status: ReturnStatus, of declaration: inout DeclarationRow, _ list: Inventory
    ) {
        History.append(
            TimelineEntry(
                at: now, status: Int(status.rawValue), info: "", zh: "", en: "", source: ""),
            to: &declaration.history)
        add(
            listEvent(
                list, status: Int64(status.rawValue), info: "", declaration: declaration),
            for: declaration.recipient)
    }

    /// Notes a decision with its reasons; one that says nothing new is not repeated.
    mutating func note(
        _ decision: Decision, of declaration: inout DeclarationRow, _ list: Inventory
    ) {
        let isPlain = decision.status == .released
        let info = isPlain ? "" : decision.returnInfo()
        let last = History.entries(declaration.history).last
        if let last, last.status == Int(decision.status.rawValue), last.info == info { return }
        History.append(
            TimelineEntry(
                at: now, status: Int(decision.status.rawValue), info: info,
                zh: isPlain ? "" : decision.reasons.map(\.zh).joined(separator: "\n"),
                en: isPlain ? "" : decision.reasons.map(\.en).joined(separator: "\n"),
                source: isPlain ? "" : decision.reasons.map(\.source).joined(separator: "\n")),
            to: &declaration.history)
        add(
            listEvent(
                list, status: Int64(decision.status.rawValue), info: info,
                declaration: declaration),
            for: declaration.recipient)
    }

    /// The tax bill and its first status.
    mutating func addTaxBill(
        _ declaration: DeclarationRow, _ tax: TaxAssessment, _ list: Inventory
    ) {
        let invtNo = DeclarationNumbers.invtNo(declaration)
        let taxNo = DeclarationNumbers.taxNo(declaration)
        var numbers = [declaration.dutyFen, declaration.vatFen, declaration.consumptionFen]
        for line in tax.lines {
            numbers += [
                Int64(line.gnum), line.dutiable.units, line.duty.count, line.vat.count,
                line.consumption.count,
            ]
        }
        add(
            JournalEvent(
                receipt: 816, status: 1,
                texts: [
                    list.submission.guid, invtNo, taxNo, list.assureCode, list.ebcCode,
                    list.logisticsCode, list.agentCode, list.customsCode,
                ] + list.lines.map(\.gcode), numbers: numbers), for: declaration.recipient)
        add(
            JournalEvent(
                receipt: 818, status: 1,
                texts: [list.submission.guid, invtNo, taxNo, list.assureCode]),
            for: declaration.recipient)
    }
}

/// The numbers of a declaration, all from its serial.
enum DeclarationNumbers {
    /// Pre-entry number: B, day, nine digits.
    static func preNo(_ declaration: DeclarationRow) -> String {
        "B" + Timestamp(ms: declaration.receivedMs).day.compact + serial(declaration.id)
    }

    /// List number: customs, year, I, nine digits.
    static func invtNo(_ declaration: DeclarationRow) -> String {
        let year = String(Timestamp(ms: declaration.receivedMs).day.year)
        return declaration.customsCode + year + "I" + serial(declaration.id)
    }

    /// Tax bill number: the standard sets no form (1...50 characters).
    static func taxNo(_ declaration: DeclarationRow) -> String { "T" + invtNo(declaration) }

    private static func serial(_ id: Int64) -> String {
        let text = String(id % 1_000_000_000)
        return String(repeating: "0", count: 9 - text.utf8.count) + text
    }
}

/// Receipt texts that need no reason.
enum ReceiptText {
    static func standard(_ status: Int, guid: String) -> String {
        switch status {
        case 1: "暂存成功[\(guid)]"
        case 2: "新增申报成功[\(guid)]"
        case 120: "[Code:1800;Desc:逻辑校验通过]"
        case 300: "[Code:1200;Desc:待人工审核]"
        case 800: "[Code:2600;Desc:放行]"
        default: ReturnStatus(code: status)?.zh ?? String(status)
        }
    }
}
