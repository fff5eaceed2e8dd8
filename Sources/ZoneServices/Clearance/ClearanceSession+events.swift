import ZoneCore
import ZoneMessages
import ZoneRules
import ZoneStore

/// What is said to the declarant: events of the journal and entries of the timeline.
extension ClearanceSession {
    /// Adds the events that become the receipts of a document, one a status; `info` belongs to the last.
    mutating func add(
        _ document: ImportDocument, statuses: [Int64], info: String, to outbox: Int
    ) {
        let guid = document.submission.guid
        func texts(_ receipt: Int64, _ texts: [String]) {
            outboxes[outbox].add(
                receipt: receipt, statuses: statuses, info: info, textCount: texts.count + 1
            ) { out in
                out.write(guid)
                for text in texts { out.write(text) }
            }
        }
        switch document {
        case .order(let order): texts(312, [order.ebpCode, order.ebcCode, order.orderNo])
        case .payment(let payment): texts(412, [payment.payCode, payment.payTransactionId])
        case .waybill(let waybill): texts(512, [waybill.logisticsCode, waybill.logisticsNo])
        case .status(let status):
            texts(514, [status.logisticsCode, status.logisticsNo, status.logisticsStatus])
        case .inventory(let list):
            texts(
                622,
                [
                    list.customsCode, list.ebpCode, list.ebcCode, list.agentCode, list.copNo,
                    list.preNo, "",
                ])
        }
    }

    /// Adds the events of a declaration's statuses; from "stored" on a receipt has the list number.
    private mutating func addListEvents(
        _ row: DeclarationRow, _ list: Inventory, statuses: [Int64], info: String
    ) {
        let outbox = outboxIndex(row.recipient)
        let isNumbered = statuses.contains { $0 >= 120 }
        outboxes[outbox].add(
            receipt: 622, statuses: statuses, info: info, textCount: 8
        ) { out in
            out.write(list.submission.guid)
            out.write(list.customsCode)
            out.write(list.ebpCode)
            out.write(list.ebcCode)
            out.write(list.agentCode)
            out.write(list.copNo)
            out.write(DeclarationNumbers.preNo(row))
            out.write(isNumbered ? DeclarationNumbers.invtNo(row) : "")
        }
    }

    /// Notes a step that needs no reason; its receipt goes out with the next one that is said.
    func record(_ status: ReturnStatus, of work: DeclarationWork) {
        work.note(
            TimelineEntry(
                at: now, status: Int(status.rawValue), info: "", zh: "", en: "", source: ""))
        work.unsaid.append(Int64(status.rawValue))
    }

    /// Notes a decision with its reasons; one that says nothing new is not repeated.
    func note(_ decision: Decision, of work: DeclarationWork) -> String {
        let code = Int(decision.status.rawValue)
        guard decision.status != .released else {
            record(.released, of: work)
            return ""
        }
        let info = decision.returnInfo()
        if let last = work.lastEntry, last.status == code, last.info == info { return "" }
        work.note(
            TimelineEntry(
                at: now, status: code, info: info,
                zh: decision.reasons.map(\.zh).joined(separator: "\n"),
                en: decision.reasons.map(\.en).joined(separator: "\n"),
                source: decision.reasons.map(\.source).joined(separator: "\n")))
        work.unsaid.append(Int64(code))
        return info
    }

    /// Says what was noted since the last time.
    mutating func say(_ work: DeclarationWork, _ list: Inventory, info: String) {
        guard !work.unsaid.isEmpty else { return }
        addListEvents(work.row, list, statuses: work.unsaid, info: info)
        work.unsaid.removeAll(keepingCapacity: true)
    }

    /// The tax bill and its first status.
    mutating func addTaxBill(_ row: DeclarationRow, _ tax: TaxAssessment, _ list: Inventory) {
        let invtNo = DeclarationNumbers.invtNo(row)
        let taxNo = "T" + invtNo
        var numbers = [row.dutyFen, row.vatFen, row.consumptionFen]
        for line in tax.lines {
            numbers += [
                Int64(line.gnum), line.dutiable.units, line.amounts.duty.count,
                line.amounts.vat.count, line.amounts.consumption.count,
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
        outboxes[outbox].add(receipt: 818, statuses: [1], info: "", textCount: 4) { out in
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
