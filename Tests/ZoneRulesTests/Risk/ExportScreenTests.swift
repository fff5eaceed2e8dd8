import Testing
import ZoneCore
import ZoneRules

/// Screening of exports: goods, destinations and the control sample; nothing that is about imports.
@Suite struct ExportScreenTests {
    /// An export list of one line.
    private func list(
        _ gcode: String = "6911101900", _ gname: String = "cup", to country: String = "502"
    ) -> ExportInventory {
        var list = ExportInventory(submission: Example.submission)
        list.ebcCode = "1105910159"
        list.tradeMode = "9610"
        list.country = country
        var line = ExportInventory.Line()
        line.gnum = 1
        line.gcode = gcode
        line.gname = gname
        line.country = "142"
        list.lines = [line]
        return list
    }

    private func result(
        _ list: ExportInventory, _ rules: RiskRules = RiskExample.rules,
        _ facts: RiskFacts = RiskFacts()
    ) -> RiskResult {
        screen(RiskSubject(list, day: RiskExample.day), facts: facts, rules: rules)
    }

    @Test(arguments: [
        ("6911101900", "cup", []), ("9303200000", "part", ["state.export-prohibited"]),
        ("9706", "bowl", ["state.export-prohibited"]),
        ("3926400000", "象牙雕件", ["state.export-prohibited"]),
        ("3926400000", "象牙白花瓶", []), ("9503008900", "玩具弹药箱", []),
        ("3304910010", "powder", ["state.controlled-goods"]),
        ("3304990021", "cream", ["biosafety.endangered-species"]),
        // What may not be mailed into the country may leave it.
        ("0201100010", "牛肉", []),
    ])
    func goodsOfExports(gcode: String, gname: String, rules: [String]) {
        // Supervision conditions are the tariff's: 8 of 3304910010, E of 3304990021.
        #expect(result(list(gcode, gname)).names == rules, "\(gcode) \(gname)")
    }

    /// The same goods on their way in.
    @Test func importsAreNotHeldAgainstRulesOfExports() {
        let order = RiskExample.subject(buyer: "1", goods: "9303200000", name: "象牙雕件")
        let hit = screen(order, facts: RiskFacts(), rules: RiskExample.rules)
        #expect(!hit.names.contains("state.export-prohibited"))
        #expect(hit.notEvaluated.contains(.exportProhibited))
    }

    @Test func destinationsAreTheOperatorsToImport() {
        #expect(result(list(to: "502")).notEvaluated.contains(.restrictedDestination))
        var somewhere = GoodsCriterion(id: "x", zh: "某国", en: "a country")
        somewhere.direction = .export
        somewhere.destinations = ["502"]
        let dated = Dated(
            from: Example.day("2016-04-08"), known: Example.day("2016-04-08"), value: somewhere,
            source: LegalSource(instrument: "test", article: "1"), isVerified: true)
        let book = Example.book.risk.adding([dated], to: .restrictedDestination)
        let rules = Example.book.replacing(risk: book).rules(on: RiskExample.day).risk
        let listed = result(list(to: "502"), rules)
        #expect(listed.names == ["state.restricted-destination"])
        #expect(listed.action == .inspect && listed.hits.first?.found == "502")
        #expect(result(list(to: "601"), rules).hits.isEmpty)
        // Imports from there are not meant.
        let order = RiskExample.subject(buyer: "1")
        #expect(screen(order, facts: RiskFacts(), rules: rules).hits.isEmpty)
    }

    /// No document of an export names a buyer: what is about buyers is counted as not evaluated, never as passed.
    @Test func whatIsAboutBuyersIsNotEvaluated() {
        let open = result(list()).notEvaluated
        for rule in [
            RiskRuleID.deniedParty, .deniedPartyAlike, .amountDiffers, .splitting,
            .borrowedIdentity, .allowanceTheft, .priceOutlier, .resaleRing, .prohibitedCode,
            .prohibitedName, .sampling, .restrictedOrigin,
        ] { #expect(open.contains(rule), "\(rule.name)") }
        for rule in [RiskRuleID.exportProhibited, .controlledGoods, .endangeredSpecies] {
            #expect(!open.contains(rule), "\(rule.name)")
        }
    }

    @Test func aDrawnExportIsInspected() {
        var facts = RiskFacts()
        facts.draws = SampleDraws(control: SampleDraw(0), quality: SampleDraw(.max))
        let drawn = result(list(), RiskExample.rules, facts)
        #expect(drawn.isControl && drawn.action == .inspect)
        facts.draws = SampleDraws(control: SampleDraw(.max), quality: SampleDraw(.max))
        #expect(result(list(), RiskExample.rules, facts).action == .pass)
    }

    @Test(arguments: ["direction: outward", "destinations: [\"50\"]", "destinations: [\"502\"]"])
    func defectsOfExportGoodsAreFound(_ field: String) throws {
        let path = "risk/state/controlled-goods.yaml"
        var files = RuleBookFiles.bundled()
        let text = try #require(files.texts[path])
        files.texts[path] = text.replacing(
            "    supervision: \"9\"\n", with: "    supervision: \"9\"\n    \(field)\n")
        #expect(files.texts[path] != text)
        #expect(!checkRuleBook(files).isEmpty)
    }
}
