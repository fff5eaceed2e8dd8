import Testing
import ZoneCore
import ZoneRules

@Suite struct ScreenTests {
    static let order = RiskExample.subject(buyer: "110160199001010099")

    @Test func whatIsNotKnownIsNotEvaluatedAndNoPass() {
        let result = screen(Self.order, facts: RiskFacts(), rules: RiskExample.rules)
        #expect(result.hits.isEmpty)
        #expect(result.action == .pass)
        let open = result.notEvaluated.rules
        for rule in [
            RiskRuleID.deniedParty, .signatureMissing, .signatureInvalid, .replay,
            .certificateEnding, .certificateEnded, .submissionRate, .splitting, .borrowedIdentity,
            .allowanceTheft, .priceOutlier, .resaleRing, .sampling, .originBan, .recall,
            .bannedBrand, .restrictedOrigin,
        ] { #expect(open.contains(rule), "\(rule.name)") }
        for rule in [RiskRuleID.amountDiffers, .prohibitedCode, .prohibitedName, .controlledGoods] {
            #expect(!open.contains(rule), "\(rule.name)")
        }
    }

    @Test func networkFacts() {
        func names(_ change: (inout RiskFacts) -> Void) -> [String] {
            var facts = RiskFacts()
            change(&facts)
            return screen(Self.order, facts: facts, rules: RiskExample.rules).names
        }
        #expect(names { $0.signature = .missing } == ["network.signature-missing"])
        #expect(names { $0.signature = .invalid } == ["network.signature-invalid"])
        #expect(names { $0.signature = .valid } == [])
        #expect(names { $0.certificateDayCount = 15 } == [])
        #expect(names { $0.certificateDayCount = 14 } == ["network.certificate-ending"])
        #expect(names { $0.certificateDayCount = 0 } == ["network.certificate-ending"])
        #expect(names { $0.certificateDayCount = -1 } == ["network.certificate-ended"])
        #expect(names { $0.submissionCount = 6000 } == [])
        #expect(names { $0.submissionCount = 6001 } == ["network.submission-rate"])
        #expect(
            names { $0.parties = [PartyFact(role: .payer, entry: "L-1", score: 100)] }
                == ["state.denied-party"])
        #expect(
            names { $0.parties = [PartyFact(role: .payer, entry: "L-1", score: 96)] }
                == ["state.denied-party-alike"])
        #expect(names { $0.parties = [PartyFact(role: .buyer, entry: "L-1", score: 95)] } == [])
        #expect(names { $0.parties = [] } == [])
    }

    @Test func namesAreHeldAgainstTheListOfTheDay() {
        let list = NameList([
            NameEntry(id: "L-1", kind: .person, names: ["欧阳若晨", "Ouyang Ruochen"]),
            NameEntry(
                id: "L-2", kind: .person, names: ["诸葛听涛"], to: RiskExample.day.adding(days: -1)),
        ])
        var parties = DeniedParties(NameIndex(list))
        func names(_ change: (inout RiskSubject) -> Void) -> [String] {
            var order = Self.order
            change(&order)
            var facts = RiskFacts()
            facts.parties = parties.facts(about: order, RiskExample.rules.limits)
            return screen(order, facts: facts, rules: RiskExample.rules).names
        }
        #expect(names { $0.buyerName = "歐陽若晨" } == ["state.denied-party"])
        #expect(names { $0.consignee = "欧阳若辰" } == ["state.denied-party-alike"])
        #expect(names { $0.payerName = "OUYANG RUOCHEN" } == ["state.denied-party"])
        #expect(names { $0.buyerName = "诸葛听涛" } == [], "no longer listed")
        #expect(names { _ in } == [])
    }

    @Test func pointsAddUpToBands() {
        var facts = RiskFacts()
        facts.signature = .missing
        facts.submissionCount = 1_000_000
        let twice = screen(Self.order, facts: facts, rules: RiskExample.rules)
        #expect(twice.score == 30)
        #expect(twice.action == .documentReview, "both rules alone let pass")
        facts.certificateDayCount = 3
        var order = Self.order
        order.hasAmountMismatch = true
        let more = screen(order, facts: facts, rules: RiskExample.rules)
        #expect(more.score == 75)
        #expect(more.action == .inspect)
    }

    @Test func importedListsAreScreened() {
        func dated(_ criterion: GoodsCriterion, to: Day? = nil) -> Dated<GoodsCriterion> {
            Dated(
                from: Example.day("2025-11-01"), to: to, known: Example.day("2025-11-01"),
                value: criterion, source: LegalSource(instrument: "test", article: "1"),
                isVerified: true)
        }
        var origin = GoodsCriterion(id: "ban", zh: "某国水果", en: "fruit of a country")
        origin.codes = ["0810"]
        origin.origins = ["502"]
        var recall = GoodsCriterion(id: "lot", zh: "批次", en: "a lot")
        recall.items = ["SKU-77"]
        let book = Example.book.risk
            .adding([dated(origin, to: Example.day("2025-11-14"))], to: .originBan)
            .adding([dated(recall)], to: .recall)
        var order = RiskExample.subject(buyer: "1", goods: "0810500000", name: "猕猴桃")
        order.tradeMode = "1210"
        order.lines[0].itemNo = "SKU-77"
        func names(_ day: String) -> [String] {
            let rules = Example.book.replacing(risk: book).rules(on: Example.day(day)).risk
            return screen(order, facts: RiskFacts(), rules: rules).names
        }
        #expect(names("2025-10-31") == [])
        #expect(names("2025-11-14") == ["biosafety.origin-ban", "quality.recall"])
        #expect(names("2025-11-15") == ["quality.recall"])
        order.lines[0].country = "601"
        order.country = "601"
        #expect(names("2025-11-14") == ["quality.recall"])
    }

    @Test func aMemoChangesNoResult() {
        var goods = GoodsCriterion(id: "x", zh: "浴盐", en: "bath salts")
        goods.phrases = ["浴盐"]
        let dated = Dated(
            from: Example.day("2016-04-08"), known: Example.day("2016-04-08"), value: goods,
            source: LegalSource(instrument: "test", article: "1"), isVerified: true)
        let other = Example.book.replacing(
            risk: Example.book.risk.adding([dated], to: .bannedBrand)
        ).rules(on: RiskExample.day).risk
        var memo = ScreeningMemo()
        var random = SplitMix64(seed: 20_260_109)
        for _ in 0..<200 {
            let name = ["浴盐", "牛肉干", "速溶咖啡", "牛肉味浴盐"].randomElement(using: &random) ?? ""
            let order = RiskExample.subject(buyer: "1", name: name)
            for rules in [RiskExample.rules, other] {
                let result = screen(order, facts: RiskFacts(), rules: rules, memo: &memo)
                #expect(result == screen(order, facts: RiskFacts(), rules: rules))
            }
        }
    }

    @Test func rulesBeginOnTheirDays() {
        let order = RiskExample.subject(buyer: "1", goods: "0210200000", name: "肉")
        func names(_ day: String) -> [String] {
            let rules = Example.book.rules(on: Example.day(day)).risk
            return screen(order, facts: RiskFacts(), rules: rules).names
        }
        #expect(names("2021-09-30") == [])
        #expect(names("2021-10-01") == ["biosafety.prohibited-code"])
    }

    @Test func licencesAreAskedForInOneModeOnly() {
        let rules = RiskExample.rules
        for row in Example.book.tariff.rows where row.supervision.contains("L") {
            let text = String(row.code)
            var order = RiskExample.subject(
                buyer: "1",
                goods: String(repeating: "0", count: 10 - text.utf8.count) + text)
            #expect(!screen(order, facts: RiskFacts(), rules: rules).rules.contains(.licence))
            order.tradeMode = "1239"
            #expect(screen(order, facts: RiskFacts(), rules: rules).rules.contains(.licence))
        }
    }

    @Test func samplingGoesByTheDraw() {
        var facts = RiskFacts()
        let order = RiskExample.subject(buyer: "1", goods: "1901101090", name: "奶粉")
        func names(_ share: Double) -> [String] {
            let draw = SampleDraw(UInt32(share * 4_294_967_296))
            facts.draws = SampleDraws(control: SampleDraw(.max), quality: draw)
            return screen(order, facts: facts, rules: RiskExample.rules).names
        }
        #expect(names(0.0049) == ["quality.sampling"])
        #expect(names(0.0051) == [])
    }

    @Test func theControlSampleIsInspectedWhateverTheScore() {
        var facts = RiskFacts()
        facts.draws = SampleDraws(control: SampleDraw(0), quality: SampleDraw(.max))
        let result = screen(Self.order, facts: facts, rules: RiskExample.rules)
        #expect(result.isControl)
        #expect(result.score == 0)
        #expect(result.action == .inspect)
        let verdict = RiskVerdict(result, RiskExample.rules)
        #expect(verdict.reasons.map(\.zh) == ["布控查验：随机抽查"])
    }

    // MARK: Properties

    static func random(_ random: inout SplitMix64) -> RiskFacts {
        var facts = RiskFacts()
        if let grade = CreditGrade.allCases.randomElement(using: &random) {
            facts.credit = CreditFact(
                grade: grade, draw: SampleDraw(random.next() > .max / 2 ? 0 : .max))
        }
        func count(_ max: Int64, _ random: inout SplitMix64) -> Int64 {
            Int64.random(in: 0...max, using: &random)
        }
        func maybe(_ random: inout SplitMix64) -> Bool { Bool.random(using: &random) }
        if maybe(&random) {
            var history = OrderHistory()
            history.linkedOrderCount = count(5, &random)
            history.linkedValue = Fen(count(1_500_000, &random))
            history.buyerOrderCount = count(5, &random)
            history.telephoneCount = count(6, &random)
            history.addressCount = count(8, &random)
            history.payerCount = count(5, &random)
            history.isElsewhere = maybe(&random)
            history.addressBuyerCount = count(10, &random)
            history.telephoneBuyerCount = count(7, &random)
            history.payerBuyerCount = count(6, &random)
            facts.history = history
        }
        if maybe(&random) { facts.yearAfter = Fen(count(2_700_000, &random)) }
        if maybe(&random) {
            facts.prices = (0..<count(3, &random)).map { line in
                PriceFact(
                    gnum: Int32(line), isOfItem: maybe(&random), sampleCount: count(32, &random),
                    price: LogPrice(steps: Int16(count(9000, &random))),
                    median: LogPrice(steps: Int16(count(9000, &random))),
                    deviation: count(500, &random))
            }
        }
        if maybe(&random) {
            facts.parties = (0..<count(2, &random)).map {
                PartyFact(role: .buyer, entry: "名单-\($0)", score: count(100, &random))
            }
        }
        if maybe(&random) { facts.signature = SignatureFact.allCases.randomElement(using: &random) }
        if maybe(&random) { facts.isReplayed = maybe(&random) }
        if maybe(&random) { facts.certificateDayCount = count(60, &random) - 30 }
        if maybe(&random) { facts.submissionCount = count(12_000, &random) }
        if maybe(&random) {
            facts.draws = SampleDraws(
                control: SampleDraw(UInt32(truncatingIfNeeded: random.next())),
                quality: SampleDraw(UInt32(truncatingIfNeeded: random.next())))
        }
        return facts
    }

    @Test func moreFactsNeverLowerScoreOrAction() {
        var random = SplitMix64(seed: 20_260_101)
        for draw in 0..<5_000 {
            let facts = Self.random(&random)
            let before = screen(Self.order, facts: facts, rules: RiskExample.rules)
            var more = facts
            let other = Self.random(&random)
            more.history = facts.history ?? other.history
            more.yearAfter = facts.yearAfter ?? other.yearAfter
            more.prices = facts.prices ?? other.prices
            more.parties = facts.parties ?? other.parties
            more.signature = facts.signature ?? other.signature
            more.isReplayed = facts.isReplayed ?? other.isReplayed
            more.certificateDayCount = facts.certificateDayCount ?? other.certificateDayCount
            more.submissionCount = facts.submissionCount ?? other.submissionCount
            more.draws = facts.draws ?? other.draws
            more.history?.addressBuyerCount += 2
            more.history?.telephoneCount += 1
            more.history?.linkedValue += Fen(500_000)
            let after = screen(Self.order, facts: more, rules: RiskExample.rules)
            #expect(after.score >= before.score, "draw \(draw)")
            #expect(after.action >= before.action, "draw \(draw)")
            #expect(before.rules.isSubset(of: after.rules), "draw \(draw)")
            #expect(after.notEvaluated.isSubset(of: before.notEvaluated), "draw \(draw)")
        }
    }

    @Test func factsComeBackFromTheirBytesAndDecideTheSame() throws {
        var random = SplitMix64(seed: 20_260_102)
        for draw in 0..<5_000 {
            let facts = Self.random(&random)
            let packed = facts.packed
            let back = try #require(RiskFacts(packed: packed), "draw \(draw)")
            #expect(back == facts, "draw \(draw)")
            #expect(back.packed == packed, "draw \(draw)")
            let results = [facts, back].map {
                screen(Self.order, facts: $0, rules: RiskExample.rules)
            }
            #expect(results[0] == results[1], "draw \(draw)")
            for end in 0..<packed.count {
                #expect(RiskFacts(packed: Array(packed[..<end])) == nil, "draw \(draw), \(end)")
            }
            #expect(RiskFacts(packed: packed + [0]) == nil)
        }
    }

    @Test func spoiledBytesAreReadOrRefusedWithoutHarm() {
        var random = SplitMix64(seed: 20_260_103)
        for _ in 0..<20_000 {
            var packed = Self.random(&random).packed
            let at = Int.random(in: 0..<packed.count, using: &random)
            packed[at] = UInt8(truncatingIfNeeded: random.next())
            _ = RiskFacts(packed: packed)
        }
    }
}
