import Testing
import ZoneCore
import ZoneRules

@Suite struct MatchTests {
    @Test func documentsThatAgreeMatch() {
        #expect(Example().matched() == .matched)
    }

    @Test func missingDocumentsAreNamed() {
        let example = Example()
        for bits in UInt8(1)...7 {
            let missing = DocumentSet(rawValue: bits)
            let result = match(
                example.inventory, order: missing.contains(.order) ? nil : example.order,
                payment: missing.contains(.payment) ? nil : example.payment,
                waybill: missing.contains(.waybill) ? nil : example.waybill)
            #expect(result == .waiting(missing: missing))
        }
    }

    @Test func aDraftIsMissing() {
        var example = Example()
        example.payment.submission.isDraft = true
        #expect(example.matched() == .waiting(missing: .payment))
    }

    struct Change: Sendable, CustomTestStringConvertible {
        var rules: [MatchRule]
        var apply: @Sendable (inout Example) -> Void
        var testDescription: String { "\(rules)" }

        init(_ rules: MatchRule..., apply: @escaping @Sendable (inout Example) -> Void) {
            self.rules = rules
            self.apply = apply
        }
    }

    /// One change of one field, and the rules it breaks.
    static let changes: [Change] = [
        Change(.orderNo) { $0.inventory.orderNo = "x" },
        Change(.ebpCode) { $0.inventory.ebpCode = "x" },
        Change(.ebcCode) { $0.inventory.ebcCode = "x" },
        Change(.buyerIdNumber) { $0.inventory.buyerIdNumber = "x" },
        Change(.buyerName) { $0.inventory.buyerName = "李小宜" },
        Change(.buyerTelephone) { $0.inventory.buyerTelephone = "x" },
        Change(.consigneeAddress) { $0.inventory.consigneeAddress = "x" },
        Change(.currency, .waybillCurrency) { $0.inventory.currency = "502" },
        Change(.goodsValue) { $0.order.goodsValue = Fixed5(units: 56_189_001) },
        Change(.goodsValue, .lineCount, .lineInInventory) { $0.inventory.lines.removeLast() },
        Change(.lineCount, .lineInOrder) { $0.order.lines.removeLast() },
        Change(.lineInInventory, .lineInOrder) { $0.inventory.lines[1].gnum = 3 },
        Change(.lineQty) { $0.order.lines[1].qty = Fixed5(2) },
        Change(.lineUnit) { $0.order.lines[1].unit = "036" },
        Change(.linePrice) { $0.order.lines[1].price = Fixed5(2) },
        Change(.goodsValue, .lineTotalPrice) { $0.inventory.lines[1].totalPrice = Fixed5(2) },
        Change(.lineCurrency) { $0.order.lines[1].currency = "502" },
        Change(.lineItemNo) { $0.order.lines[1].itemNo = "SKU-x" },
        Change(.paymentOrderNo) { $0.payment.orderNo = "x" },
        Change(.paymentEbpCode) { $0.payment.ebpCode = "x" },
        Change(.payCode) { $0.payment.payCode = "x" },
        Change(.payTransactionId) { $0.payment.payTransactionId = "x" },
        Change(.amountPaid) { $0.payment.amountPaid = Fixed5(1) },
        Change(.payerName) { $0.payment.payerName = "x" },
        Change(.payerIdNumber) { $0.payment.payerIdNumber = "x" },
        Change(.paymentCurrency) { $0.payment.currency = "502" },
        Change(.waybillOrderNo) { $0.waybill.orderNo = "x" },
        Change(.consignee) { $0.waybill.consignee = "x" },
        Change(.consigneeTelephone) { $0.waybill.consigneeTelephone = "x" },
        Change(.waybillConsigneeAddress) { $0.waybill.consigneeAddress = "x" },
        Change(.logisticsCode) { $0.waybill.logisticsCode = "x" },
        Change(.logisticsNo) { $0.waybill.logisticsNo = "x" },
        Change(.freight) { $0.waybill.freight = Fixed5(9) },
        Change(.insuredFee) { $0.waybill.insuredFee = Fixed5(9) },
        Change(.waybillCurrency) { $0.waybill.currency = "502" },
        Change(.weight) { $0.inventory.netWeight = Fixed5(units: 150_001) },
    ]

    @Test(arguments: changes) func everyDifferenceIsFound(_ change: Change) throws {
        var example = Example()
        change.apply(&example)
        guard case .mismatched(let mismatches) = example.matched() else {
            Issue.record("matched")
            return
        }
        #expect(mismatches.map(\.rule) == change.rules)
        for mismatch in mismatches { #expect(mismatch.first != mismatch.second) }
    }

    @Test func everyRuleHasAChangeThatBreaksIt() {
        let exportOnly = ExportMatchTests.changes.flatMap(\.rules)
        #expect(Set(Self.changes.flatMap(\.rules) + exportOnly) == Set(MatchRule.allCases))
    }

    @Test func fieldsThatAnOrderNeedNotCarryAreNotCompared() {
        var example = Example()
        example.order.payCode = ""
        example.order.payTransactionId = ""
        example.order.lines[0].itemNo = ""
        example.inventory.lines[1].itemNo = ""
        #expect(example.matched() == .matched)
    }

    @Test func linesArePairedByNumberAndNotByPlace() {
        var example = Example()
        example.order.lines.reverse()
        #expect(example.matched() == .matched)
    }

    @Test func receiptTextsFollowTheGrammar() {
        let paid = Mismatch(rule: .amountPaid, first: "561.89", second: "3197.95")
        #expect(
            paid.returnInfo == "[Code:1332;Desc:支付单支付金额与订单支付金额不一致],"
                + "[OrderHead.acturalPaid:561.89,PaymentHead.amountPaid:3197.95]")
        let line = Mismatch(rule: .lineQty, gnum: 2, first: "1", second: "3")
        #expect(
            line.returnInfo == "[Code:1322;Desc:订单清单表体商品项不一致],"
                + "[gnum:2,OrderList.qty:1,InventoryList.qty:3]")
        #expect(line.firstPath == "OrderList[2].qty")
        #expect(line.secondPath == "InventoryList[2].qty")
    }

    @Test func receiptTextsDoNotRepeatPersonalData() {
        let name = Mismatch(rule: .buyerName, first: "李小宝", second: "李小宜")
        #expect(name.returnInfo == "[Code:13127;Desc:清单上的订购人姓名与订单上的订购人姓名不一致]")
        for rule in MatchRule.allCases where rule.isPersonal {
            let text = Mismatch(rule: rule, first: "secret1", second: "secret2").returnInfo
            #expect(!text.contains("secret"))
        }
    }

    @Test func onlyCodesSeenAtCustomsAreUsedAsSuch() {
        let codes = Set(MatchRule.allCases.compactMap(\.customsCode))
        #expect(codes == ["1320", "1322", "1332", "13035", "13127", "130126"])
        #expect(MatchRule.consigneeAddress.code == "match.consigneeAddress")
        for rule in MatchRule.allCases {
            #expect(!rule.zh.isEmpty && !rule.en.isEmpty && !rule.source.isEmpty)
        }
    }

    @Test func hugeAmountsDoNotTrap() {
        var example = Example()
        example.inventory.lines[0].totalPrice = Fixed5(units: .max)
        example.inventory.lines[1].totalPrice = Fixed5(units: .max)
        #expect(example.matched() != .matched)
    }
}
