import ZoneCore
import ZoneMessages
import ZoneRules
import ZoneStore

/// What is said to the declarant: events of the journal and entries of the timeline.
extension ClearanceSession {
    /// Adds the event that becomes the receipt of a document.
    mutating func add(
        _ document: ImportDocument, status: Int, info: String, to outbox: Int
    ) {
        let code = Int64(status)
        let guid = document.submission.guid
        switch document {
        case .order(let order):
            outboxes[outbox].add(receipt: 312, status: code, info: info, textCount: 4) { out in
                out.write(guid)
                out.write(order.ebpCode)
                out.write(order.ebcCode)
                out.write(order.orderNo)
            }
        case .payment(let payment):
            outboxes[outbox].add(receipt: 412, status: code, info: info, textCount: 3) { out in
                out.write(guid)
                out.write(payment.payCode)
                out.write(payment.payTransactionId)
            }
        case .waybill(let waybill):
            outboxes[outbox].add(receipt: 512, status: code, info: info, textCount: 3) { out in
                out.write(guid)
                out.write(waybill.logisticsCode)
                out.write(waybill.logisticsNo)
            }
        case .status(let status):
            outboxes[outbox].add(receipt: 514, status: code, info: info, textCount: 4) { out in
                out.write(guid)
                out.write(status.logisticsCode)
                out.write(status.logisticsNo)
                out.write(status.logisticsStatus)
            }
        case .inventory(let list):
            addListEvent(list, status: code, info: info, preNo: list.preNo, invtNo: "", outbox)
        }
    }

    private mutating func addListEvent(
        _ list: Inventory, status: Int64, info: String, preNo: String, invtNo: String,
        _ outbox: Int
    ) {
        outboxes[outbox].add(receipt: 622, status: status, info: info, textCount: 8) { out in
            out.write(list.submission.guid)
            out.write(list.customsCode)
            out.write(list.ebpCode)
            out.write(list.ebcCode)
            out.write(list.agentCode)
            out.write(list.copNo)
            out.write(preNo)
            out.write(invtNo)
        }
    }

    /// Adds the event of a declaration's status; from "stored" on it has its list number.
    private mutating func addListEvent(
        _ row: DeclarationRow, _ list: Inventory, status: Int64, info: String
    ) {
        addListEvent(
            list, status: status, info: info, preNo: DeclarationNumbers.preNo(row),
            invtNo: status >= 120 ? DeclarationNumbers.invtNo(row) : "",
            outboxIndex(row.recipient))
    }

    /// Notes a step that needs no reason.
    mutating func record(_ status: ReturnStatus, of work: DeclarationWork, _ list: Inventory) {
        let code = Int(status.rawValue)
        work.note(
            TimelineEntry(at: now, status: code, info: "", zh: "", en: "", source: ""))
        addListEvent(work.row, list, status: Int64(code), info: "")
    }

    /// Notes a decision with its reasons; one that says nothing new is not repeated.
    mutating func note(_ decision: Decision, of work: DeclarationWork, _ list: Inventory) {
        let code = Int(decision.status.rawValue)
        guard decision.status != .released else {
            return record(.released, of: work, list)
        }
        let info = decision.returnInfo()
        if let last = work.lastEntry, last.status == code, last.info == info { return }
        work.note(
            TimelineEntry(
                at: now, status: code, info: info,
                zh: decision.reasons.map(\.zh).joined(separator: "\n"),
                en: decision.reasons.map(\.en).joined(separator: "\n"),
                source: decision.reasons.map(\.source).joined(separator: "\n")))
        addListEvent(work.row, list, status: Int64(code), info: info)
    }

    /// The tax bill and its first status.
    mutating func addTaxBill(_ row: DeclarationRow, _ tax: TaxAssessment, _ list: Inventory) {
        let invtNo = DeclarationNumbers.invtNo(row)
        let taxNo = "T" + invtNo
        var numbers = [row.dutyFen, row.vatFen, row.consumptionFen]
        for line in tax.lines {
            numbers += [
                Int64(line.gnum), line.dutiable.units, line.duty.count, line.vat.count,
                line.consumption.count,
            ]
        }
        let outbox = outboxIndex(row.recipient)
        outboxes[outbox].add(
            JournalEvent(
                receipt: 816, status: 1,
                texts: [
                    list.submission.guid, invtNo, taxNo, list.assureCode, list.ebcCode,
                    list.logisticsCode, list.agentCode, list.customsCode,
                ] + list.lines.map(\.gcode), numbers: numbers))
        outboxes[outbox].add(receipt: 818, status: 1, info: "", textCount: 4) { out in
            out.write(list.submission.guid)
            out.write(invtNo)
            out.write(taxNo)
            out.write(list.assureCode)
        }
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
