import ZoneCore

/// The rules between fields that the official text states: SPEC numbers are those of
/// docs/reference/findings.md.
struct BusinessCheck {
    typealias Slot = DecodedMessage.Slot

    private let message: DecodedMessage
    private let records: [DecodedMessage.Record]
    private let slots: [Slot]
    private let plan: BusinessPlan
    private let kind: MessageKind
    private var findings: [Finding] = []
    /// The record and the plan of the document's head, -1 before the first.
    private var current = (record: -1, head: -1)
    private var lineTotal: Int64? = 0
    private var lineCount: Int32 = 0
    private var isSigned = false
    /// The first document's record, and once there is a second one, all by the hash of their key.
    private var firstDocument = -1
    private var documents: [Int: Int] = [:]

    init(_ message: DecodedMessage) {
        self.message = message
        (records, slots) = (message.records, message.slots)
        plan = BusinessPlan.of(message.edition)
        kind = message.root < 0 ? .other : plan.kinds[message.root]
    }

    /// Checks every document of the message; gives all findings.
    mutating func run() -> [Finding] {
        for record in records.indices {
            switch plan.roles[Int(records[record].block)] {
            case .none: continue
            case .signature: isSigned = true
            case .head(let index):
                finishDocument()
                current = (record, index)
                checkHead(record, plan.heads[index])
            case .line(let index): checkLine(record, plan.lines[index])
            }
        }
        finishDocument()
        if !isSigned, plan.signed[message.root] { report("signature.expected", at: 0, slot: -1) }
        return findings
    }

    // MARK: Heads

    private mutating func checkHead(_ record: Int, _ head: BusinessPlan.Head) {
        expect("1", record, head.buyerIdType)
        expect("1", record, head.payerIdType)
        checkDirection(record, head)
        checkWeights(record, head)
        checkSplit(record, head)
        switch kind {
        case .importOrder, .payment, .waybill, .exportOrder: break
        case .importList: checkImportMode(record, head)
        case .exportList: checkExportMode(record, head)
        case .cancellation: expect("1", record, head.appType)
        case .exportReturn: checkReturnCountry(record, head)
        case .summary: checkPeriod(record, head)
        case .importReturn, .tally, .summaryResult, .other: break
        }
        if kind == .waybill || kind == .importList { expectOne(record, head.packNo) }
        checkUnique(record, head)
    }

    private mutating func checkDirection(_ record: Int, _ head: BusinessPlan.Head) {
        let isReturn = kind == .exportReturn || kind == .tally
        expect(message.family == .export && !isReturn ? "E" : "I", record, head.ieFlag)
    }

    private mutating func checkWeights(_ record: Int, _ head: BusinessPlan.Head) {
        guard let gross = number(record, head.grossWeight),
            let net = number(record, head.netWeight), net > gross
        else { return }
        report(
            "weight.net", at: record, slot: head.netWeight,
            expected: "<= " + Fixed5(units: gross).description)
    }

    private mutating func checkSplit(_ record: Int, _ head: BusinessPlan.Head) {
        guard let count = number(record, head.msgCount),
            let place = number(record, head.msgSeqNo), place < 1 || place > count
        else { return }
        report("split.sequence", at: record, slot: head.msgSeqNo, expected: "1...\(count)")
    }

    private mutating func checkImportMode(_ record: Int, _ head: BusinessPlan.Head) {
        let mode = slot(record, head.tradeMode)
        if message.isEqual(mode, "9610") {
            for field in [head.trafNo, head.voyageNo, head.billNo] {
                require(record, field, mode)
            }
        } else if message.isEqual(mode, "1210") || message.isEqual(mode, "1239") {
            for field in [head.emsNo, head.areaCode, head.areaName] {
                require(record, field, mode)
            }
            for field in [head.trafNo, head.voyageNo, head.billNo]
            where slot(record, field).length > 0 {
                report(
                    "mode.superfluous", at: record, slot: field, value: message.string(mode))
            }
            if !message.isEqual(slot(record, head.country), "142") {
                report(
                    "mode.country", at: record, slot: head.country, expected: "142",
                    repair: "142")
            }
        }
        let guarantor = slot(record, head.assureCode)
        let firms = [head.ebpCode, head.ebcCode, head.logisticsCode, head.agentCode]
        if guarantor.length > 0,
            !firms.contains(where: { message.isSame(guarantor, slot(record, $0)) })
        {
            let codes = firms.map { message.string(slot(record, $0)) }
            report(
                "assure.party", at: record, slot: head.assureCode,
                expected: codes.joined(separator: " "))
        }
    }

    private mutating func checkExportMode(_ record: Int, _ head: BusinessPlan.Head) {
        let mode = slot(record, head.tradeMode)
        guard message.isEqual(mode, "1210") || message.isEqual(mode, "1239") else { return }
        for field in [head.iacCode, head.iacName, head.emsNo] { require(record, field, mode) }
    }

    private mutating func checkReturnCountry(_ record: Int, _ head: BusinessPlan.Head) {
        if message.isEqual(slot(record, head.country), "142") {
            report("return.country", at: record, slot: head.country)
        }
    }

    private mutating func checkPeriod(_ record: Int, _ head: BusinessPlan.Head) {
        let start = message.string(slot(record, head.startTime))
        let end = message.string(slot(record, head.endTime))
        if start.isEmpty != end.isEmpty || end < start {
            report("period.pair", at: record, slot: head.endTime, expected: ">= \(start)")
        }
    }

    /// The same document twice in one message.
    private mutating func checkUnique(_ record: Int, _ head: BusinessPlan.Head) {
        let fields: (Int, Int)
        switch kind {
        case .importOrder, .exportOrder, .importList: fields = (head.ebpCode, head.orderNo)
        case .payment: fields = (head.payCode, head.payTransactionId)
        case .waybill: fields = (head.logisticsCode, head.logisticsNo)
        default: return
        }
        let (first, second) = (slot(record, fields.0), slot(record, fields.1))
        guard firstDocument >= 0 else {
            firstDocument = record
            return
        }
        if documents.isEmpty {
            documents[key(slot(firstDocument, fields.0), slot(firstDocument, fields.1))] =
                firstDocument
        }
        let key = key(first, second)
        guard let earlier = documents[key] else {
            documents[key] = record
            return
        }
        guard message.isSame(first, slot(earlier, fields.0)),
            message.isSame(second, slot(earlier, fields.1))
        else { return }
        report(
            "document.duplicate", at: record, slot: fields.1,
            expected: "once; first at " + message.path(of: earlier))
    }

    private func key(_ first: Slot, _ second: Slot) -> Int {
        var hasher = Hasher()
        message.withBytes(first) { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        hasher.combine(first.length)
        message.withBytes(second) { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        return hasher.finalize()
    }

    // MARK: Lines

    private mutating func checkLine(_ record: Int, _ line: BusinessPlan.Line) {
        lineCount += 1
        checkLineNumber(record, line)
        if let total = number(record, line.totalPrice) {
            checkLineTotal(record, line, total: total)
            lineTotal = lineTotal.flatMap { sum in
                let (next, overflow) = sum.addingReportingOverflow(total)
                return overflow ? nil : next
            }
        } else if line.totalPrice >= 0 {
            lineTotal = nil
        }
        checkSecondQuantity(record, line)
        guard current.record >= 0, kind == .importList || kind == .exportList else { return }
        let head = plan.heads[current.head]
        let mode = slot(current.record, head.tradeMode)
        if message.isEqual(mode, "1210") || message.isEqual(mode, "1239") {
            require(record, line.itemRecordNo, mode)
        }
        if kind == .exportList,
            message.isEqual(slot(current.record, head.statisticsFlag), "A")
        {
            checkSimplifiedCode(record, line)
        }
    }

    private mutating func checkLineNumber(_ record: Int, _ line: BusinessPlan.Line) {
        switch kind {
        case .importReturn, .exportReturn, .summary, .summaryResult: return
        default: break
        }
        guard let own = number(record, line.gnum), own != Int64(lineCount) else { return }
        report(
            "line.numbers", at: record, slot: line.gnum, expected: String(lineCount),
            repair: String(lineCount))
    }

    /// Half a fen of rounding is allowed, as a price has at most five fraction digits.
    private mutating func checkLineTotal(
        _ record: Int, _ line: BusinessPlan.Line, total: Int64
    ) {
        guard let price = number(record, line.price), let qty = number(record, line.qty) else {
            return
        }
        let exact = Int128(price) * Int128(qty)
        let given = Int128(total) * Int128(Fixed5.unitsPerOne)
        guard (exact - given).magnitude > 500 * 100_000 else { return }
        let product = Fixed5(units: price).times(Fixed5(units: qty))
        report(
            "line.total", at: record, slot: line.totalPrice,
            expected: product?.description, repair: product?.description)
    }

    private mutating func checkSecondQuantity(_ record: Int, _ line: BusinessPlan.Line) {
        let (quantity, unit) = (slot(record, line.qty2), slot(record, line.unit2))
        let isQuantityGiven = quantity.length > 0
        let isUnitGiven = unit.length > 0
        guard line.qty2 >= 0, line.unit2 >= 0, isQuantityGiven || isUnitGiven else { return }
        // A zero without a unit says that there is no second quantity; many systems write it.
        if isQuantityGiven, !isUnitGiven, quantity.number == 0 { return }
        if !isQuantityGiven || !isUnitGiven || quantity.number <= 0 {
            report("quantity.second", at: record, slot: line.qty2, expected: "qty2 > 0 + unit2")
        }
    }

    private mutating func checkSimplifiedCode(_ record: Int, _ line: BusinessPlan.Line) {
        let isHeading = message.withBytes(slot(record, line.gcode)) { bytes in
            guard bytes.count >= 4 else { return false }
            return bytes[0...1].elementsEqual("00".utf8) == false
        }
        if !isHeading { report("simplified.code", at: record, slot: line.gcode) }
    }

    // MARK: Whole documents

    private mutating func finishDocument() {
        defer {
            current = (-1, -1)
            lineTotal = 0
            lineCount = 0
        }
        guard current.record >= 0, kind == .importOrder || kind == .exportOrder else { return }
        let (record, head) = (current.record, plan.heads[current.head])
        if let goods = number(record, head.goodsValue), let sum = lineTotal, goods != sum,
            lineCount > 0
        {
            let expected = Fixed5(units: sum).description
            report(
                "order.goodsTotal", at: record, slot: head.goodsValue, expected: expected,
                repair: expected)
        }
        if kind == .importOrder { checkPaid(record, head) }
    }

    private mutating func checkPaid(_ record: Int, _ head: BusinessPlan.Head) {
        guard let goods = number(record, head.goodsValue),
            let freight = number(record, head.freight),
            let tax = number(record, head.taxTotal),
            let discount = number(record, head.discount),
            let paid = number(record, head.acturalPaid)
        else { return }
        let due = Int128(goods) + Int128(freight) + Int128(tax) - Int128(discount)
        guard due != Int128(paid) else { return }
        let expected = Int64(exactly: due).map { Fixed5(units: $0).description }
        report(
            "order.paid", at: record, slot: head.acturalPaid, expected: expected,
            repair: expected)
    }

    // MARK: Helpers

    @inline(__always)
    private func slot(_ record: Int, _ slot: Int) -> Slot {
        slot < 0 ? .none : slots[Int(records[record].slotBase) + slot]
    }

    @inline(__always)
    private func number(_ record: Int, _ slot: Int) -> Int64? {
        let number = self.slot(record, slot).number
        return number == .min ? nil : number
    }

    private mutating func expect(_ value: StaticString, _ record: Int, _ field: Int) {
        guard field >= 0 else { return }
        let found = slot(record, field)
        guard found.length > 0, !message.isEqual(found, value) else { return }
        report(
            "value.fixed", at: record, slot: field, expected: "\(value)", repair: "\(value)")
    }

    private mutating func expectOne(_ record: Int, _ field: Int) {
        guard let found = number(record, field), found != 1 else { return }
        report("value.fixed", at: record, slot: field, expected: "1", repair: "1")
    }

    private mutating func require(_ record: Int, _ field: Int, _ mode: Slot) {
        guard field >= 0, slot(record, field).length == 0 else { return }
        report("mode.required", at: record, slot: field, value: message.string(mode))
    }

    private mutating func report(
        _ code: String, at record: Int, slot field: Int, value: String? = nil,
        expected: String? = nil, repair: String? = nil
    ) {
        var path = message.path(of: record)
        var (name, zh) = ("", "")
        var shown = value
        if field >= 0 {
            let grammar = message.grammar
            let particle =
                Int(grammar.blocks[Int(records[record].block)].particles.lowerBound) + field
            name = grammar.name(Int32(particle))
            zh = grammar.labels[particle].zh
            path += "/" + name
            let own = slot(record, field)
            if value == nil, own.isPresent { shown = message.string(own) }
        }
        findings.append(
            FindingCatalog.standard.finding(
                code, at: path, field: name, zh: zh, value: shown, expected: expected,
                repair: repair))
    }
}
