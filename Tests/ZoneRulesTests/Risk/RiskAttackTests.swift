import Testing
import ZoneCore
import ZoneRules

/// Each attack with a harmless twin that looks like it and has to pass.
@Suite struct RiskAttackTests {
    // MARK: Splitting

    @Test func ordersSplitAcrossDaysAndShopsAreFound() {
        let example = RiskExample()
        var results: [RiskResult] = []
        for (index, shop) in ["A", "B", "C"].enumerated() {
            var order = RiskExample.subject(
                buyer: "110160199001010011", value: 3000,
                day: RiskExample.day.adding(days: index))
            order.shop = shop
            results.append(example.take(order))
        }
        #expect(results.map(\.names) == [[], [], ["transaction.splitting"]])
        #expect(results[2].action == .documentReview)
        #expect(results[2].hits[0].observed == 3)
        #expect(results[2].hits[0].observed2 == 900_000)
        let text = RiskExample.rules.officerText(of: results[2].hits[0], in: .en)
        #expect(
            text == "3 linked orders (from 3) worth 9000.00 yuan together; "
                + "the transaction limit is 5000.00")
    }

    @Test func manySmallOrdersOrBigOnesFarApartPass() {
        let example = RiskExample()
        for index in 0..<6 {
            let small = RiskExample.subject(buyer: "110160199001010011", value: 900)
            #expect(example.take(small).names == [], "small order \(index)")
            let big = RiskExample.subject(
                buyer: "110160199001010022", value: 3000,
                day: RiskExample.day.adding(days: index * 3))
            #expect(example.take(big).names == [], "big order \(index)")
        }
    }

    // MARK: Identity

    @Test(arguments: [RiskWord.telephone, .address, .payer])
    func aBorrowedIdentityIsFound(_ what: RiskWord) {
        let example = RiskExample()
        var last: RiskResult?
        for index in 0..<6 {
            var order = RiskExample.subject(
                buyer: "110160199001010033", day: RiskExample.day.adding(days: index * 5))
            switch what {
            case .telephone: order.telephone = "1400000000\(index)"
            case .address: order.address = "星海路\(index)号"
            default: order.payerID = "11016019900101004\(index)"
            }
            last = example.take(order)
        }
        #expect(last?.names == ["transaction.borrowed-identity"])
        #expect(last?.hits.first?.what == what)
    }

    @Test func presentsToFamilyPass() {
        let example = RiskExample()
        for index in 0..<12 {
            var order = RiskExample.subject(
                buyer: "110160199001010033", day: RiskExample.day.adding(days: index * 5))
            order.address = ["星海路1号", "听涛路 2 号", "望湖路3号"][index % 3]
            order.telephone = ["14000000001", "+86 140-0000-0002"][index % 2]
            #expect(example.take(order).names == [], "order \(index)")
        }
    }

    @Test func anAddressStaysOneHoweverItIsWritten() {
        let example = RiskExample()
        for (index, address) in [
            "示范省云港市望湖路8号3幢A座", "示范省 云港市 望湖路8号，3幢a座", "示范省云港市望湖路８号３幢Ａ座",
            "示范省，云港市、望湖路8号（3幢）A座", "示范省云港市望湖路8号-3幢-A座", " 示范省云港市望湖路8号3幢 A 座。",
        ].enumerated() {
            var order = RiskExample.subject(buyer: "110160199001010033")
            order.address = address
            #expect(example.facts(order).history?.addressCount == 1, "\(index)")
            example.take(order)
        }
    }

    // MARK: Allowance

    @Test func aStolenAllowanceIsFound() {
        let example = RiskExample()
        let owner = RiskExample.subject(buyer: "110160199001010055")
        #expect(example.take(owner, yearAfter: 20_000).names == [])
        var thief = owner
        thief.address = "明月路99号"
        thief.telephone = "14099999999"
        let result = example.take(thief, yearAfter: 25_500)
        #expect(result.names == ["transaction.allowance-theft"])
        #expect(result.action == .inspect)
    }

    @Test func movingHouseAndUsingUpTheYearAtHomePass() {
        let example = RiskExample()
        let owner = RiskExample.subject(buyer: "110160199001010055")
        example.take(owner, yearAfter: 4_000)
        #expect(example.take(owner, yearAfter: 25_900).names == [])
        var moved = RiskExample.subject(buyer: "110160199001010066")
        example.take(moved, yearAfter: 4_000)
        moved.address = "明月路99号"
        moved.telephone = "14099999999"
        #expect(example.take(moved, yearAfter: 8_000).names == [])
        moved.address = "明月路100号"
        #expect(example.take(moved, yearAfter: 25_900).names == [], "the telephone is known")
    }

    // MARK: Rings

    @Test(arguments: [RiskWord.address, .telephone, .payer])
    func aResaleRingIsFound(_ what: RiskWord) {
        let example = RiskExample()
        var last: RiskResult?
        for index in 0..<8 {
            var order = RiskExample.subject(buyer: "1101601990010100\(10 + index)")
            switch what {
            case .telephone: order.telephone = "14012345678"
            case .address: order.address = "仓库路1号"
            default: order.payerID = "110160198001010011"
            }
            last = example.take(order)
        }
        #expect(last?.names == ["transaction.resale-ring"])
        #expect(last?.hits.first?.what == what)
    }

    @Test func aSharedFlatAndATowerOfFlatsPass() {
        let example = RiskExample()
        for index in 0..<20 {
            var flat = RiskExample.subject(buyer: "1101601990010101\(10 + index % 4)")
            flat.address = "翠竹苑1幢101室"
            flat.lines[0].totalPrice = Example.fixed("50")
            flat.value = Fen(5000)
            var tower = RiskExample.subject(buyer: "1101601990010102\(10 + index)")
            tower.address = "锦绣苑1幢\(100 + index)室"
            if index < 4 { #expect(example.take(flat).names == []) }
            #expect(example.take(tower).names == [])
        }
    }

    // MARK: Prices

    @Test func aPriceFarFromTheOthersIsFound() {
        let example = RiskExample()
        for index in 0..<20 {
            let usual = RiskExample.subject(
                buyer: "1101601990010103\(10 + index)", value: 190 + Int64(index))
            #expect(example.take(usual).names == [])
        }
        let low = RiskExample.subject(buyer: "110160199001010399", value: 20)
        let result = example.take(low)
        #expect(result.names == ["transaction.price-outlier"])
        #expect(result.hits[0].gnum == 1)
        #expect((1_980...2_020).contains(result.hits[0].observed))
        #expect((19_700...20_100).contains(result.hits[0].limit))
        let high = RiskExample.subject(buyer: "110160199001010398", value: 2_000)
        #expect(example.take(high).names == ["transaction.price-outlier"])
    }

    @Test func pricesThatVaryAnywayPass() {
        let example = RiskExample()
        for index in 0..<40 {
            let varied = RiskExample.subject(
                buyer: "1101601990010104\(10 + index)", value: [20, 60, 200, 600][index % 4])
            #expect(example.take(varied).names == [], "\(index)")
        }
        let sale = RiskExample()
        for index in 0..<20 {
            sale.take(RiskExample.subject(buyer: "1101601990010105\(10 + index)"))
        }
        let half = RiskExample.subject(buyer: "110160199001010599", value: 80)
        #expect(sale.take(half).names == [], "a sale is no outlier")
    }

    // MARK: Goods

    @Test(arguments: [
        ("9503008900", "牛肉干", "biosafety.prohibited-name"),
        ("2106909090", "美国蜥蜴 活体", "biosafety.prohibited-name"),
        ("0210200000", "儿童玩具", "biosafety.prohibited-code"),
        ("0407210000", "鲜鸡蛋", "biosafety.prohibited-code"),
    ])
    func prohibitedGoodsUnderAnotherNameAreFound(code: String, name: String, rule: String) {
        let order = RiskExample.subject(buyer: "110160199001010077", goods: code, name: name)
        let result = RiskExample().take(order)
        #expect(result.names.contains(rule))
        #expect(result.action >= .inspect)
    }

    @Test(arguments: [
        ("9503008900", "毛绒玩具 火腿造型"), ("2106909090", "牛肉味膨化食品"), ("1901101090", "牧星婴儿配方奶粉2段"),
        ("3304990099", "燕窝面膜"), ("3301299999", "葡萄种子油"), ("2106909090", "蓝湾深海鱼油软胶囊"),
        ("3304990039", "乳木果身体黄油乳"), ("9025800000", "土壤湿度检测仪"), ("8211920000", "火腿刀"),
    ])
    func harmlessGoodsOfASimilarNamePass(code: String, name: String) {
        let order = RiskExample.subject(buyer: "110160199001010077", goods: code, name: name)
        #expect(RiskExample().take(order).names == [])
    }

    @Test func whatComesInBulkAndUnderQuarantineIsNotHeld() {
        var order = RiskExample.subject(
            buyer: "110160199001010077", goods: "0401200000", name: "灭菌乳")
        #expect(RiskExample().take(order).names == ["biosafety.prohibited-code"])
        order.tradeMode = "1210"
        #expect(RiskExample().take(order).names == [])
    }

    // MARK: Messages

    @Test func aReplayedMessageIsHeldAndAFreshOnePasses() {
        let order = RiskExample.subject(buyer: "110160199001010088")
        var facts = RiskFacts()
        facts.isReplayed = true
        let result = screen(order, facts: facts, rules: RiskExample.rules)
        #expect(result.names == ["network.replay"])
        #expect(result.action == .hold)
        facts.isReplayed = false
        #expect(screen(order, facts: facts, rules: RiskExample.rules).action == .pass)
    }
}
