import Testing
import ZoneCore
import ZoneMessages

/// Every fault of form and business must be in the first report, with its code and at its place.
@Suite
struct FaultTests {
    /// A change of a clean message and the finding it must lead to.
    struct Fault: Sendable, CustomTestStringConvertible {
        let message: String
        let field: String
        /// What the field's element is replaced with; nil drops it.
        let value: String?
        let code: String
        let path: String

        init(_ message: String, _ field: String, _ value: String?, _ code: String, _ path: String) {
            (self.message, self.field, self.value) = (message, field, value)
            (self.code, self.path) = (code, path)
        }

        var testDescription: String { "\(code) at \(path): \(value ?? "-")" }

        /// The text with the first element of that name changed.
        func seeded(in text: String) -> String {
            let (open, close) = ("<ceb:\(field)>", "</ceb:\(field)>")
            guard let start = text.firstRange(of: open),
                let end = text[start.upperBound...].firstRange(of: close)
            else { return text }
            let element = value.map { open + $0 + close } ?? ""
            return text[..<start.lowerBound] + element + text[end.upperBound...]
        }
    }

    static func clean(_ message: String) -> String {
        switch message {
        case "311": CleanMessage.order()
        case "411": CleanMessage.payment()
        case "511": CleanMessage.waybill()
        default: CleanMessage.list()
        }
    }

    private static let order = "CEB311Message/Order[1]/OrderHead/"
    private static let orderLine = "CEB311Message/Order[1]/OrderList[1]/"
    private static let payment = "CEB411Message/Payment[1]/PaymentHead/"
    private static let waybill = "CEB511Message/Logistics[1]/LogisticsHead/"
    private static let list = "CEB621Message/Inventory[1]/InventoryHead/"
    private static let line = "CEB621Message/Inventory[1]/InventoryList[1]/"

    static let structure: [Fault] = [
        Fault("311", "orderNo", nil, "structure.missing", order + "orderNo"),
        Fault("311", "orderNo", "", "structure.length", order + "orderNo"),
        Fault(
            "311", "orderNo", String(repeating: "9", count: 61), "structure.length",
            order + "orderNo"),
        Fault("311", "goodsValue", "1,5", "structure.type", order + "goodsValue"),
        Fault("311", "goodsValue", "1e3", "structure.type", order + "goodsValue"),
        Fault("311", "goodsValue", "0.123456", "structure.digits", order + "goodsValue"),
        Fault(
            "311", "goodsValue", "12345678901234567890", "structure.digits", order + "goodsValue"),
        Fault("311", "currency", "840", "structure.fixed", order + "currency"),
        Fault("311", "gnum", "1.0", "structure.type", orderLine + "gnum"),
        Fault("311", "gnum", "2147483648", "structure.type", orderLine + "gnum"),
        Fault("511", "packNo", "1234567890", "structure.digits", waybill + "packNo"),
        Fault("511", "weight", "x", "structure.type", waybill + "weight"),
        Fault("621", "gcode", "961900", "structure.length", line + "gcode"),
        Fault("621", "note", "<b>x</b>", "structure.childInField", list + "note"),
    ]

    static let form: [Fault] = [
        Fault("311", "guid", CleanMessage.guid.lowercased(), "form.guid", order + "guid"),
        Fault("311", "appType", "7", "form.code", order + "appType"),
        Fault("311", "appStatus", "55", "form.code", order + "appStatus"),
        Fault("311", "orderType", "X", "form.code", order + "orderType"),
        Fault("311", "appTime", "20230229101112", "form.time", order + "appTime"),
        Fault("311", "appTime", "20260301241112", "form.time", order + "appTime"),
        Fault("311", "appTime", "20260301236012", "form.time", order + "appTime"),
        Fault("311", "ebpCode", "12345", "form.firm", order + "ebpCode"),
        Fault("311", "ebpCode", "330196_A1B", "form.firm", order + "ebpCode"),
        Fault("311", "ebcCode", "91330100MA27XF6Q2C", "form.socialCredit", order + "ebcCode"),
        Fault("311", "ebcCode", "91330100MA27XF6O2Q", "form.socialCredit", order + "ebcCode"),
        Fault("311", "buyerIdNumber", "1101011990030700", "form.idNumber", order + "buyerIdNumber"),
        Fault(
            "311", "buyerIdNumber", "1101011990030700Y2", "form.idNumber", order + "buyerIdNumber"),
        Fault(
            "311", "buyerIdNumber", "110101199002300021", "form.idBirthday", order + "buyerIdNumber"
        ),
        Fault(
            "311", "buyerIdNumber", "110101199003070021", "form.idCheckDigit",
            order + "buyerIdNumber"),
        Fault("311", "goodsValue", "-1", "form.negative", order + "goodsValue"),
        Fault("311", "goodsValue", "9999999999999999999", "form.range", order + "goodsValue"),
        Fault("311", "qty", "0", "form.positive", orderLine + "qty"),
        Fault("311", "unit", "0X1", "form.code", orderLine + "unit"),
        Fault("311", "country", "998", "form.code", orderLine + "country"),
        Fault("411", "payTime", "20260230101010", "form.time", payment + "payTime"),
        Fault(
            "411", "payerIdNumber", "11010119900307002Y", "form.idNumber", payment + "payerIdNumber"
        ),
        Fault("411", "amountPaid", "-0.01", "form.negative", payment + "amountPaid"),
        Fault("511", "weight", "0", "form.positive", waybill + "weight"),
        Fault("511", "freight", "-1", "form.negative", waybill + "freight"),
        Fault("511", "logisticsCode", "abc", "form.firm", waybill + "logisticsCode"),
        Fault("621", "declTime", "20230229", "form.date", list + "declTime"),
        Fault("621", "declTime", "2023022X", "form.date", list + "declTime"),
        Fault("621", "ieDate", "20261301", "form.date", list + "ieDate"),
        Fault("621", "customsCode", "1", "structure.length", list + "customsCode"),
        Fault("621", "customsCode", "ABCD", "form.code", list + "customsCode"),
        Fault("621", "customsCode", "9876", "form.codeUnknown", list + "customsCode"),
        Fault("621", "tradeMode", "0110", "form.code", list + "tradeMode"),
        Fault("621", "trafMode", "~", "form.code", list + "trafMode"),
        Fault("621", "ieFlag", "X", "form.code", list + "ieFlag"),
        Fault("621", "gcode", "96190011AB", "form.hsCode", line + "gcode"),
        Fault("621", "unit1", "999", "form.code", line + "unit1"),
        Fault("621", "invtNo", "299220261000000001", "form.listNumber", list + "invtNo"),
        Fault("621", "preNo", "1202603010000000AA", "form.preEntryNumber", list + "preNo"),
        Fault("621", "grossWeight", "-1", "form.positive", list + "grossWeight"),
        Fault("621", "dxpMode", "ABC", "form.code", "CEB621Message/BaseTransfer/dxpMode"),
    ]

    static let business: [Fault] = [
        Fault("311", "gnum", "2", "line.numbers", orderLine + "gnum"),
        Fault("311", "totalPrice", "26", "line.total", orderLine + "totalPrice"),
        Fault("311", "goodsValue", "76", "order.goodsTotal", order + "goodsValue"),
        Fault("311", "acturalPaid", "81.46", "order.paid", order + "acturalPaid"),
        Fault("311", "freight", "5.51", "order.paid", order + "acturalPaid"),
        Fault("311", "buyerIdType", "2", "value.fixed", order + "buyerIdType"),
        Fault("411", "payerIdType", "2", "value.fixed", payment + "payerIdType"),
        Fault("511", "packNo", "2", "value.fixed", waybill + "packNo"),
        Fault("621", "packNo", "3", "value.fixed", list + "packNo"),
        Fault("621", "ieFlag", "E", "value.fixed", list + "ieFlag"),
        Fault("621", "trafNo", "", "mode.required", list + "trafNo"),
        Fault("621", "voyageNo", nil, "mode.required", list + "voyageNo"),
        Fault("621", "billNo", nil, "mode.required", list + "billNo"),
        Fault("621", "tradeMode", "1210", "mode.required", list + "emsNo"),
        Fault("621", "tradeMode", "1210", "mode.required", list + "areaCode"),
        Fault("621", "tradeMode", "1210", "mode.required", line + "itemRecordNo"),
        Fault("621", "tradeMode", "1210", "mode.superfluous", list + "trafNo"),
        Fault("621", "tradeMode", "1239", "mode.country", list + "country"),
        Fault("621", "assureCode", "3301960A1C", "assure.party", list + "assureCode"),
        Fault("621", "unit2", nil, "quantity.second", line + "qty2"),
        Fault("621", "qty2", nil, "quantity.second", line + "qty2"),
        Fault("621", "qty2", "0", "quantity.second", line + "qty2"),
        Fault("621", "netWeight", "1.26", "weight.net", list + "netWeight"),
        Fault("621", "gnum", "7", "line.numbers", line + "gnum"),
        Fault("621", "totalPrice", "24.99", "line.total", line + "totalPrice"),
    ]

    @Test(arguments: ["311", "411", "511", "621"])
    func cleanMessagesHaveNoFinding(_ message: String) {
        let report = checkMessage(Array(Self.clean(message).utf8))
        #expect(report.verdict == .valid)
        #expect(report.findings.map(\.code) == [])
    }

    @Test(arguments: structure + form + business)
    func oneFaultIsFoundAtItsPlace(_ fault: Fault) {
        let bytes = Array(fault.seeded(in: Self.clean(fault.message)).utf8)
        let findings = checkMessage(bytes, options: CheckOptions(edition: .e202205)).findings
        #expect(
            findings.contains { $0.code == fault.code && $0.path == fault.path },
            "\(findings.map { $0.code + " " + $0.path })")
    }

    /// Each fault seeded by itself is reported once, and together all of them are in one report.
    @Test func manyFaultsAreFoundTogether() {
        let faults = [
            ("appTime", "20230229101112", "form.time"), ("orderNo", "", "structure.length"),
            ("ebpCode", "12345", "form.firm"), ("goodsValue", "75.000001", "structure.digits"),
            ("buyerIdNumber", "110101199003070021", "form.idCheckDigit"),
            ("buyerIdType", "4", "value.fixed"), ("currency", "840", "structure.fixed"),
            ("unit", "0X1", "form.code"), ("totalPrice", "26", "line.total"),
            ("gnum", "2", "line.numbers"),
        ]
        var text = CleanMessage.order()
        for (field, value, code) in faults {
            text = Fault("311", field, value, code, "").seeded(in: text)
        }
        let found = checkMessage(Array(text.utf8)).findings.map(\.code)
        for (_, _, code) in faults { #expect(found.contains(code), "\(code) in \(found)") }
    }

    @Test func pairsOfFaultsAreFoundTogether() {
        let faults = (Self.form + Self.business).filter { $0.message == "621" && $0.value != nil }
        var random = SplitMix64(seed: 5)
        for _ in 0..<200 {
            let (first, second) = (random.pick(faults), random.pick(faults))
            guard first.field != second.field else { continue }
            let text = second.seeded(in: first.seeded(in: CleanMessage.list()))
            let findings = checkMessage(Array(text.utf8)).findings
            for fault in [first, second] where !Self.isMasked(fault, by: [first, second]) {
                #expect(
                    findings.contains { $0.code == fault.code && $0.path == fault.path },
                    "\(first.testDescription) with \(second.testDescription)")
            }
        }
    }

    /// A rule between fields is silent while one of them can't be read or the mode is another.
    private static func isMasked(_ fault: Fault, by faults: [Fault]) -> Bool {
        let fields = faults.map(\.field)
        if fault.code.hasPrefix("mode.") { return fields.contains("tradeMode") && faults.count > 1 }
        if fault.code == "weight.net" { return fields.contains("grossWeight") }
        return fault.code == "quantity.second"
    }

    @Test func duplicatesAreFound() {
        for text in [
            CleanMessage.order(documents: 3), CleanMessage.payment(documents: 3),
            CleanMessage.waybill(documents: 3), CleanMessage.list(documents: 3),
        ] {
            let same = text.replacing("000003", with: "000001")
            let findings = checkMessage(Array(same.utf8)).findings
            #expect(findings.map(\.code) == ["document.duplicate"])
            #expect(findings.first?.path.contains("[3]") == true)
            #expect(findings.first?.expected?.contains("[1]") == true)
        }
    }

    @Test func aMissingSignatureIsAWarning() {
        let text = CleanMessage.order().replacing(CleanMessage.signature, with: "")
        let report = checkMessage(Array(text.utf8))
        #expect(report.verdict == .valid)
        #expect(report.findings.map(\.code) == ["signature.expected"])
        let list = CleanMessage.list().replacing(CleanMessage.signature, with: "")
        #expect(checkMessage(Array(list.utf8)).findings.contains { $0.path.hasSuffix("Signature") })
    }
}
