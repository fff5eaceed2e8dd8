import Testing
import ZoneCore
import ZoneRules

@Suite struct DecideTests {
    @Test func goodListsAreReleased() {
        let decision = Example().decided()
        #expect(decision.status == .released)
        #expect(decision.returnInfo() == "[Code:2600;Desc:放行]")
        #expect(decision.allowance == Fen(57_189))
        #expect(decision.tax == Fen(5204))
    }

    @Test func aListWaitsForItsDocuments() {
        let example = Example()
        let decision = decide(
            example.inventory, match: .waiting(missing: [.payment, .waybill]), tax: nil,
            guaranteeFree: .zero, rules: Example.rules)
        #expect(decision.status == .submitting)
        #expect(decision.reasons.map(\.code) == ["wait.payment", "wait.waybill"])
        #expect(
            decision.reasons[0].returnInfo == "清单新增申报成功[电商企业编码：1105910159"
                + "订单编号：order20160321116421002]; 对应电商平台为[1101110325]"
                + "订单号为[order20160321116421002]支付信息不存在")
        #expect(decision.allowance == .zero && decision.tax == .zero)
    }

    @Test(arguments: [(0, 2), (7, 2), (8, 100)])
    func waitingEnds(_ days: Int, _ code: Int) {
        let decision = decide(
            Example().inventory, match: .waiting(missing: .order), tax: nil,
            guaranteeFree: .zero, rules: Example.rules, waitedDayCount: days)
        #expect(decision.status.code == code)
    }

    @Test func everyReasonOfARejectionIsNamed() {
        var example = Example()
        example.payment.amountPaid = Fixed5(1)
        example.inventory.buyerName = "x"
        example.inventory.assureCode = "x"
        let decision = example.decided(used: Fen(2_600_000), free: .zero)
        #expect(decision.status == .rejected)
        #expect(
            decision.reasons.map(\.code) == ["13127", "1332", "guarantee.assureCode", "1313"])
        #expect(decision.allowance == .zero && decision.tax == .zero)
    }

    @Test func theYearlyLimitIsSaidAsCustomsSaysIt() {
        let decision = Example().decided(used: Fen(2_554_255))
        #expect(
            decision.returnInfo() == "[Code:1313;Desc:订购人购买超过年度限额,超过个人年度购买额度;"
                + "totalPrice：26,114.44 > limitPrice: 26,000;]")
    }

    @Test func theTransactionLimitHasItsOfficialCode() {
        var example = Example()
        example.inventory = Example.inventory([
            Example.line("2106909090", price: "5000"),
            Example.line("2106909090", price: "0.01", gnum: 2),
        ])
        let tax = assessTax(
            example.inventory, allowanceUsed: .zero, rules: Example.rules)
        let decision = decide(
            example.inventory, match: .matched, tax: tax, guaranteeFree: Fen(1_000_000),
            rules: Example.rules)
        #expect(decision.status == .rejected)
        #expect(
            decision.returnInfo()
                == "[Code:-621005;Desc:清单[NBBH20160308005]的购买金额超过单笔限额[[5,000]]]")
    }

    @Test func theGuaranteeHasToCoverTheTax() {
        #expect(Example().decided(free: Fen(5204)).status == .released)
        let short = Example().decided(free: Fen(5203))
        #expect(short.status == .rejected)
        #expect(short.returnInfo() == "[Code:1311;Desc:担保金额不足,担保金额不足]")
    }

    @Test func unknownCodesGoToAPerson() {
        var example = Example()
        example.inventory.lines[1].gcode = "9999999999"
        let decision = example.decided()
        #expect(decision.status == .underReview)
        #expect(
            decision.returnInfo()
                == "[Code:1200;Desc:待人工审核],[gnum:2,InventoryList.gcode:9999999999]")
        #expect(decision.allowance == Fen(57_189))
    }

    @Test func amountsOutOfRangeAreRejected() {
        let inventory = Example.inventory([Example.line("2106909090", price: "-1")])
        let decision = decide(
            inventory, match: .matched,
            tax: assessTax(inventory, allowanceUsed: .zero, rules: Example.rules),
            guaranteeFree: .zero, rules: Example.rules)
        #expect(decision.reasons.map(\.code) == ["tax.amountOutOfRange"])
    }

    @Test func nothingIsReleasedWithoutTax() {
        let decision = decide(
            Example().inventory, match: .matched, tax: nil, guaranteeFree: Fen(1),
            rules: Example.rules)
        #expect(decision.status == .underReview)
        let early = Example.book.rules(on: Example.day("2016-04-07"))
        let inventory = Example().inventory
        let undetermined = decide(
            inventory, match: .matched,
            tax: assessTax(inventory, allowanceUsed: .zero, rules: early),
            guaranteeFree: Fen(1), rules: early)
        #expect(undetermined.status == .underReview)
    }

    @Test func receiptTextsFitTheirField() {
        let reasons = (0..<40).map {
            Mismatch(rule: .lineQty, gnum: $0, first: "1", second: "2")
        }
        let decision = decide(
            Example().inventory, match: .mismatched(reasons), tax: nil, guaranteeFree: .zero,
            rules: Example.rules)
        #expect(decision.reasons.count == 40)
        let text = decision.returnInfo()
        #expect(text.unicodeScalars.count <= 1000 && text.hasSuffix("]"))
        #expect(decision.returnInfo(characterCountMax: 10).unicodeScalars.count == 10)
    }

    @Test func guarantorsAreOfTheList() {
        var inventory = Example().inventory
        let expected: [(String, Guarantor?)] = [
            (inventory.ebcCode, .ecommerceFirm), (inventory.ebpCode, .platform),
            (inventory.logisticsCode, .logisticsFirm), (inventory.agentCode, .declarant),
            ("x", nil), ("", nil),
        ]
        for (code, role) in expected {
            inventory.assureCode = code
            #expect(guarantor(of: inventory) == role)
        }
        inventory.assureCode = ""
        inventory.agentCode = ""
        #expect(guarantor(of: inventory) == nil)
    }

    @Test func noTaxNeedsNoGuarantee() {
        #expect(guaranteeCovers(.zero, free: Fen(-1)))
        #expect(guaranteeCovers(Fen(1), free: Fen(1)))
        #expect(!guaranteeCovers(Fen(2), free: Fen(1)))
    }
}
