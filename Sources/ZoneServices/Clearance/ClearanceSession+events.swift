import ZoneCore
import ZoneMessages
import ZoneRules
import ZoneStore

/// What is said to the declarant: events of the journal and entries of the timeline.
extension ClearanceSession {
    /// Adds the events that become the receipts of a document, one a status; `info` belongs to the last.
    mutating func add(
        _ prepared: PreparedDocument, statuses: [Int64], info: String, to outbox: Int
    ) {
        let texts = prepared.receipt ?? PackedTexts(prepared.document, serial: serial)
        outboxes[outbox].add(
            receipt: Int64(prepared.document.kind.receipt), statuses: statuses, info: info,
            textCount: texts.count
        ) { $0.write(raw: texts.bytes[...]) }
    }

    /// Adds the events of a declaration's statuses; of imports, from "stored" on a receipt has the list number.
    private mutating func addListEvents(
        _ row: DeclarationRow, _ list: some DeclaredList, statuses: [Int64], info: String
    ) {
        let outbox = outboxIndex(row.recipient)
        let isNumbered = row.isExport || statuses.contains { $0 >= 120 }
        let texts = list.receiptTexts(
            preNo: DeclarationNumbers.preNo(row),
            invtNo: isNumbered ? DeclarationNumbers.invtNo(row) : "")
        outboxes[outbox].add(
            receipt: row.isExport ? 604 : 622, statuses: statuses, info: info,
            textCount: texts.count + 1
        ) { out in
            out.write(list.submission.guid)
            for text in texts { out.write(text) }
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
    mutating func say(_ work: DeclarationWork, _ list: some DeclaredList, info: String) {
        guard !work.unsaid.isEmpty else { return }
        addListEvents(work.row, list, statuses: work.unsaid, info: info)
        work.unsaid.removeAll(keepingCapacity: true)
    }

    /// The tax bill and its first status.
    mutating func addTaxBill(_ row: DeclarationRow, _ list: Inventory) {
        let (invtNo, outbox) = (DeclarationNumbers.invtNo(row), outboxIndex(row.recipient))
        var numbers = [row.dutyFen, row.vatFen, row.consumptionFen]
        LineTax.forEachNumber(in: row.lineTaxes) { numbers.append($0) }
        addTaxBill(invtNo: invtNo, list, numbers: numbers, to: outbox)
        addTaxBillStatus(invtNo: invtNo, list, status: 1, to: outbox)
    }

    /// The tax bill once more, under the same number, with what its lines bear after a part went back.
    mutating func addTaxBill(_ row: DeclarationRow, _ list: Inventory, lines: [LineTax]) {
        var numbers = [row.dutyFen, row.vatFen, row.consumptionFen]
        for line in lines {
            numbers += [
                Int64(line.gnum), line.dutiable.units, line.dutyFen, line.vatFen,
                line.consumptionFen,
            ]
        }
        addTaxBill(
            invtNo: DeclarationNumbers.invtNo(row), list, numbers: numbers,
            to: outboxIndex(row.recipient))
    }

    private mutating func addTaxBill(
        invtNo: String, _ list: Inventory, numbers: [Int64], to outbox: Int
    ) {
        outboxes[outbox].add(
            receipt: 816, statuses: [1], info: "", textCount: 8 + list.lines.count,
            numbers: numbers
        ) { out in
            out.write(list.submission.guid)
            out.write(invtNo)
            out.write(DeclarationNumbers.taxNo(invtNo: invtNo))
            out.write(list.assureCode)
            out.write(list.ebcCode)
            out.write(list.logisticsCode)
            out.write(list.agentCode)
            out.write(list.customsCode)
            for line in list.lines { out.write(line.gcode) }
        }
    }

    /// Where the tax bill stands: 1 made, 2 summed up, 3 void.
    mutating func addTaxBillStatus(_ row: DeclarationRow, _ list: Inventory, status: Int64) {
        addTaxBillStatus(
            invtNo: DeclarationNumbers.invtNo(row), list, status: status,
            to: outboxIndex(row.recipient))
    }

    private mutating func addTaxBillStatus(
        invtNo: String, _ list: Inventory, status: Int64, to outbox: Int
    ) {
        outboxes[outbox].add(receipt: 818, statuses: [status], info: "", textCount: 4) { out in
            out.write(list.submission.guid)
            out.write(invtNo)
            out.write(DeclarationNumbers.taxNo(invtNo: invtNo))
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

    /// List number: customs, year, I or E, nine digits.
    static func invtNo(_ declaration: DeclarationRow) -> String {
        let year = String(Timestamp(ms: declaration.receivedMs).day.year)
        let direction = declaration.isExport ? "E" : "I"
        return declaration.customsCode + year + direction + serial(declaration.id)
    }

    /// The declaration that a list number may be of; nil where it can't be one.
    static func id(invtNo: String) -> Int64? {
        let bytes = Array(invtNo.utf8)
        guard bytes.count == 18, bytes[8] == UInt8(ascii: "I") || bytes[8] == UInt8(ascii: "E")
        else { return nil }
        return Int64(invtNo.suffix(9))
    }

    /// Pre-entry number of a request or notice, or of a list that was refused and has none of its own: a letter that
    /// declarations do not have, the day it was reported, nine digits of its place.
    static func preNo(_ document: TradeDocument, serial: Int64) -> String {
        let letter = document.kind.isList ? "E" : document.kind == .returnTally ? "o" : "T"
        let day = document.submission.appTime.prefix(8)
        return letter + (day.utf8.count == 8 ? String(day) : "00000000") + self.serial(serial)
    }

    /// Number of a summary request or of a summary declaration: S, the day, nine digits.
    static func summaryNo(on day: Day, serial: Int64) -> String {
        "S" + day.compact + self.serial(serial)
    }

    /// Tax bill number of a list number: the standard sets no form (1...50 characters).
    static func taxNo(invtNo: String) -> String { "T" + invtNo }

    /// The last nine digits, with leading zeros.
    private static func serial(_ id: Int64) -> String {
        String(unsafeUninitializedCapacity: 9) { digits in
            var rest = id
            for place in (0..<9).reversed() {
                digits[place] = 0x30 + UInt8(rest % 10)
                rest /= 10
            }
            return 9
        }
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
