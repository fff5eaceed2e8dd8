import Testing
import ZoneCore
import ZoneRules

/// An export list with its order, receipt of payment and waybill, all in agreement.
struct ExportExample {
    var order: ExportOrder
    var proceeds: Proceeds
    var waybill: ExportWaybill
    var list: ExportInventory
    static let book = try! RuleBook.bundled()

    init() {
        let submission = Submission(guid: "", kind: .new, appTime: "", isDraft: false)
        order = ExportOrder(submission: submission)
        order.orderType = "E"
        order.orderNo = "N1"
        order.ebpCode = "P1"
        order.ebcCode = "S1"
        order.goodsValue = Fixed5(30)
        order.freight = Fixed5(2)
        order.currency = "142"
        list = ExportInventory(submission: submission)
        list.orderNo = "N1"
        list.ebpCode = "P1"
        list.ebcCode = "S1"
        list.customsCode = "4600"
        list.logisticsCode = "C1"
        list.logisticsNo = "L1"
        list.tradeMode = "9610"
        list.statisticsFlag = "B"
        list.packNo = 1
        list.netWeight = Fixed5(1)
        for number in 1...2 {
            var line = ExportOrder.Line()
            line.gnum = Int32(number)
            line.itemNo = "I\(number)"
            line.unit = "011"
            line.currency = "142"
            line.qty = Fixed5(Int64(number))
            line.price = Fixed5(10)
            line.totalPrice = Fixed5(Int64(10 * number))
            order.lines.append(line)
            var own = ExportInventory.Line()
            own.gnum = line.gnum
            own.itemNo = line.itemNo
            own.gcode = "6911101900"
            own.unit = line.unit
            own.currency = line.currency
            own.qty = line.qty
            own.price = line.price
            own.totalPrice = line.totalPrice
            list.lines.append(own)
        }
        proceeds = Proceeds(submission: submission)
        proceeds.orderNo = "N1"
        proceeds.ebpCode = "P1"
        proceeds.charge = Fixed5(32)
        proceeds.currency = "142"
        waybill = ExportWaybill(submission: submission)
        waybill.logisticsCode = "C1"
        waybill.logisticsNo = "L1"
        waybill.ebcCode = "S1"
        waybill.packNo = 1
        waybill.grossWeight = Fixed5(1)
    }

    static func rules(_ day: String, mode: String = "9610", district: String = "4600") -> Rules {
        let day = Day(day)!
        return book.rules(on: day, at: RuleScope(district: district, mode: mode))
    }

    func matched(_ rules: Rules = rules("2026-07-01")) -> MatchResult {
        match(list, order: order, proceeds: proceeds, waybill: waybill, rules: rules)
    }
}

@Suite struct ExportMatchTests {
    /// A change of one document and the differences it has to bring.
    struct Change: Sendable, CustomTestStringConvertible {
        var rules: [MatchRule]
        var apply: @Sendable (inout ExportExample) -> Void
        var testDescription: String { "\(rules)" }

        init(_ rules: MatchRule..., apply: @escaping @Sendable (inout ExportExample) -> Void) {
            self.rules = rules
            self.apply = apply
        }
    }

    static let changes = [
        Change(.orderType) { $0.order.orderType = "B" },
        Change(.charge) { $0.proceeds.charge = Fixed5(31) },
        Change(.packNo) { $0.waybill.packNo = 2 },
        Change(.waybillEbcCode) { $0.waybill.ebcCode = "x" },
        Change(.goodsValue, .charge) { $0.order.goodsValue = Fixed5(31) },
        Change(.ebcCode) { $0.order.ebcCode = "x" },
        Change(.lineQty) { $0.order.lines[1].qty = Fixed5(9) },
        Change(.lineUnit) { $0.order.lines[0].unit = "035" },
        Change(.linePrice) { $0.order.lines[0].price = Fixed5(9) },
        Change(.lineTotalPrice) { $0.order.lines[0].totalPrice = Fixed5(9) },
        Change(.lineCurrency) { $0.order.lines[0].currency = "502" },
        Change(.lineItemNo) { $0.order.lines[0].itemNo = "x" },
        Change(.lineCount, .lineInOrder) { $0.order.lines.removeLast() },
        Change(.goodsValue, .lineCount, .lineInInventory) { $0.list.lines.removeLast() },
        Change(.paymentOrderNo) { $0.proceeds.orderNo = "x" },
        Change(.paymentEbpCode) { $0.proceeds.ebpCode = "x" },
        Change(.paymentCurrency) { $0.proceeds.currency = "502" },
        Change(.logisticsNo) { $0.waybill.logisticsNo = "x" },
        Change(.logisticsCode) { $0.waybill.logisticsCode = "x" },
        Change(.weight) { $0.list.netWeight = Fixed5(units: 100_001) },
    ]

    @Test func theExampleMatches() {
        #expect(ExportExample().matched() == .matched)
    }

    @Test(arguments: changes) func everyDifferenceIsFound(_ change: Change) {
        var example = ExportExample()
        change.apply(&example)
        guard case .mismatched(let mismatches) = example.matched() else {
            Issue.record("matched")
            return
        }
        #expect(mismatches.map(\.rule) == change.rules)
        for mismatch in mismatches { #expect(mismatch.first != mismatch.second) }
    }

    /// The same list before and after the day from which receipts of payment are not waited for.
    @Test func receiptOfPaymentIsADatedDuty() {
        let example = ExportExample()
        func missing(_ day: String) -> MatchResult {
            match(
                example.list, order: example.order, proceeds: nil, waybill: example.waybill,
                rules: ExportExample.rules(day))
        }
        #expect(missing("2024-12-14") == .waiting(missing: .payment))
        #expect(missing("2024-12-15") == .matched)
    }
}

/// Decisions about export lists.
@Suite struct ExportDecisionTests {
    private func decide(
        _ change: (inout ExportExample) -> Void = { _ in }, mode: String = "9610",
        day: String = "2026-07-01", district: String = "4600"
    ) -> Decision {
        var example = ExportExample()
        example.list.tradeMode = mode
        change(&example)
        let rules = ExportExample.rules(day, mode: mode, district: district)
        return ZoneRules.decide(
            example.list, order: example.order, match: .matched, rules: rules)
    }

    /// The ceiling of lists for B2B, on both sides.
    @Test(arguments: [(Int64(5000), ReturnStatus.released), (5001, .rejected)])
    func ceilingOfB2B(yuan: Int64, status: ReturnStatus) {
        let decision = decide(
            { example in
                example.list.statisticsFlag = "A"
                example.list.lines.removeLast()
                example.list.lines[0].totalPrice = Fixed5(yuan)
            }, mode: "9710")
        #expect(decision.status == status)
        #expect(decision.reasons.contains { $0.code == "channel.declaration" } == (yuan > 5000))
    }

    /// Ten districts from 2020-07-01, the whole country from 2021-07-01; what the sources leave open goes to a person.
    @Test(arguments: [
        ("2020-06-30", "4600", ReturnStatus.underReview), ("2020-07-01", "4600", .released),
        ("2021-06-30", "2200", .underReview), ("2021-07-01", "2200", .released),
    ])
    func districtsOfB2B(day: String, district: String, status: ReturnStatus) {
        let decision = decide(
            { $0.list.statisticsFlag = "A" }, mode: "9710", day: day, district: district)
        #expect(decision.status == status, "\(decision.reasons)")
    }

    @Test func simplifiedListsNeedNoLicence() {
        #expect(decide({ $0.list.statisticsFlag = "A" }).status == .released)
        let licensed = decide {
            $0.list.statisticsFlag = "A"
            $0.list.licenseNo = "26-AA-1"
        }
        #expect(licensed.status == .rejected)
        #expect(licensed.reasons.map(\.code) == ["channel.simplified"])
    }

    @Test func otherCurrenciesGoToAPerson() {
        let decision = decide(
            {
                $0.list.statisticsFlag = "A"
                $0.list.lines[0].currency = "502"
            }, mode: "9810")
        #expect(decision.status == .underReview)
    }
}

/// Summing lists up.
@Suite struct SumUpTests {
    private let rules = ExportExample.rules("2026-07-01")

    private func list(_ id: Int64, _ change: (inout ExportInventory) -> Void = { _ in })
        -> ListToSum
    {
        var list = ExportExample().list
        change(&list)
        return ListToSum(id: id, list: list)
    }

    /// Totals of the declarations are those of the lists, whatever the lists are.
    @Test func totalsStayTheSame() throws {
        var random = SplitMix64(seed: 7)
        var lists: [ListToSum] = []
        var (value, weight) = (Int64(0), Int64(0))
        for id in 1...300 {
            let item = list(Int64(id)) { list in
                list.country = ["502", "303", "110"].randomElement(using: &random)!
                list.trafMode = ["2", "5"].randomElement(using: &random)!
                for index in list.lines.indices {
                    list.lines[index].gcode =
                        "69111\(Int.random(in: 0..<90, using: &random) + 10)000"
                    list.lines[index].totalPrice = Fixed5(
                        units: .random(in: 1..<100_000_000, using: &random))
                }
            }
            value += item.list.lines.reduce(0) { $0 + $1.totalPrice.units }
            weight += item.list.netWeight.units
            lists.append(item)
        }
        let sums = try #require(sumUp(lists, rules: rules))
        let total = sums.flatMap(\.lines).reduce(0) { $0 + $1.totalPrice.units }
        #expect(total == value)
        #expect(sums.reduce(0) { $0 + $1.netWeight.units } == weight)
        #expect(sums.flatMap(\.lists).sorted() == lists.map(\.id))
        #expect(sums.allSatisfy { $0.lines.count <= 50 })
        #expect(sums.count > 6)
        #expect(sums.flatMap(\.lines).flatMap(\.members).count == 600)
    }

    @Test func keyAndLinesDivide() throws {
        let lists = [
            list(1), list(2), list(3) { $0.country = "303" },
            list(4) { $0.lines[0].gcode = "6911102900" },
        ]
        let sums = try #require(sumUp(lists, rules: rules))
        #expect(sums.map(\.lists) == [[1, 2, 4], [3]])
        #expect(sums[0].lines.map(\.gcode) == ["6911101900", "6911102900"])
        #expect(sums[0].lines[0].qty == Fixed5(8))
    }
}
