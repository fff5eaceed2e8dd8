import Testing
import ZoneCore
import ZoneRules

@Suite struct RiskBookTests {
    static let files = RuleBookFiles.bundled()

    @Test func everySafetyHasAnOwnerAndRules() {
        let book = Example.book.risk
        #expect(book.duties.map(\.safety) == Safety.allCases)
        #expect(book.rules.map(\.id) == RiskRuleID.allCases)
        for safety in Safety.allCases { #expect(book.rules.contains { $0.id.safety == safety }) }
        for rule in book.rules {
            #expect(rule.id.name.hasPrefix(rule.id.safety.rawValue + "."))
            #expect(RiskRuleID(name: rule.id.name) == rule.id)
        }
    }

    /// Defects that a file may have, each made in a sound book: the path, what is replaced, by what.
    static let defects: [(path: String, old: String, new: String)] = [
        ("risk/transaction/splitting.yaml", "points: \"40\"", "points: \"-1\""),
        ("risk/transaction/splitting.yaml", "points: \"40\"", "points: \"1001\""),
        ("risk/transaction/splitting.yaml", "action: documentReview", "action: arrest"),
        ("risk/transaction/splitting.yaml", "id: transaction.splitting", "id: transaction.x"),
        ("risk/transaction/splitting.yaml", "risk.splitting-days", "risk.days"),
        ("risk/transaction/splitting.yaml", "from: 2016-04-08", "from: 2016-02-30"),
        ("risk/transaction/splitting.yaml", "known: 2016-04-08", "known: 2017-04-08"),
        ("risk/transaction/splitting.yaml", "{observed}", "{seen}"),
        ("risk/transaction/splitting.yaml", "交易信息审核", "超过5000元审核"),
        ("risk/transaction/splitting.yaml", "交易信息审核", "达到{limit}审核"),
        ("risk/transaction/splitting.yaml", "instrument:", "law:"),
        ("risk/transaction/splitting.yaml", "verified: false", "verified: perhaps"),
        ("risk/transaction/splitting.yaml", "zh: 拆单", "zh: splitting"),
        ("risk/transaction/splitting.yaml", "kind: setting", "kind: guess"),
        ("risk/transaction/splitting.yaml", "values:", "versions:"),
        ("risk/biosafety/prohibited-code.yaml", "\"0301\"", "\"3\""),
        ("risk/biosafety/prohibited-code.yaml", "\"0301\"", "\"03a1\""),
        ("risk/biosafety/prohibited-code.yaml", "id: meat", "id: live-animals"),
        ("risk/biosafety/prohibited-code.yaml", "\"9610\"", "\"961\""),
        ("risk/quality/sampling.yaml", "rate: \"0.005\"", "rate: \"1.5\""),
        ("risk/quality/sampling.yaml", "rate: \"0.005\"", "note2: x"),
        ("risk/state/owner.yaml", "owner:", "holder:"),
        ("risk/state/owner.yaml", "source:", "origin:"),
    ]

    @Test(arguments: defects.indices)
    func defectsAreFound(_ index: Int) throws {
        let defect = Self.defects[index]
        var files = Self.files
        let text = try #require(files.texts[defect.path])
        files.texts[defect.path] = text.replacing(defect.old, with: defect.new, maxReplacements: 1)
        #expect(files.texts[defect.path] != text, "the defect is not made")
        #expect(!checkRuleBook(files).isEmpty, "\(defect)")
    }

    @Test func aMissingRuleAndAStrangerAreFound() {
        var files = Self.files
        files.texts["risk/quality/recall.yaml"] = nil
        #expect(checkRuleBook(files).map(\.kind) == [.missingID])
        files = Self.files
        files.texts["risk/quality/more.yaml"] = files.texts["risk/quality/recall.yaml"]
        #expect(!checkRuleBook(files).isEmpty)
    }

    @Test func anOperatorsListAddsGoods() throws {
        var files = Self.files
        files.texts["risk/lists/bans.yaml"] = """
            rule: biosafety.origin-ban
            goods:
              - id: fruit
                zh: 某国水果
                en: fruit of a country
                codes: ["0810"]
                origins: ["502"]
                from: 2025-01-01
                to: 2025-12-31
                known: 2025-01-01
                source: {instrument: a test, article: "1"}
                verified: true
            """
        let book = try RuleBook(files: files)
        #expect(book.risk[.originBan].goods.map(\.value.id) == ["fruit"])
        #expect(book.risk[.originBan].goods.first?.value.origins == ["502"])
    }

    /// What a declarant may read gives no figure away; what an officer reads has all of them.
    @Test func textsTellEachWhatIsTheirs() {
        let order = RiskExample.subject(buyer: "1", goods: "0210200000", name: "牛肉干")
        var facts = RiskFacts()
        facts.submissionCount = 7_001
        let rules = RiskExample.rules
        let result = screen(order, facts: facts, rules: rules)
        let verdict = RiskVerdict(result, rules)
        #expect(verdict.reasons.count == 2, "two rules of one class say the same")
        for reason in verdict.reasons {
            let digits = (reason.zh + reason.en).unicodeScalars.filter(\.properties.isEmoji)
            #expect(digits.isEmpty, "\(reason)")
        }
        for hit in result.hits {
            for language in RiskLanguage.allCases {
                let text = rules.officerText(of: hit, in: language)
                #expect(!text.contains("{"), "\(text)")
            }
            #expect(rules.source(of: hit) != nil)
        }
        let texts = result.hits.map { rules.officerText(of: $0, in: .zh) }
        #expect(texts.contains("一分钟内7001份报文，上限6000"))
        #expect(texts.contains("第1项编码0210200000属于：肉类及制品"))
    }

    // MARK: Decisions

    private func decided(_ action: RiskAction?) -> Decision {
        let example = Example()
        let reason = Reason(code: "1200", zh: "审", en: "review", returnInfo: "[x]", source: "s")
        return decide(
            example.inventory, match: example.matched(),
            tax: assessTax(example.inventory, allowanceUsed: .zero, rules: Example.rules),
            guaranteeFree: Fen(100_000), rules: Example.rules,
            risk: action.map { RiskVerdict(action: $0, reasons: $0 == .pass ? [] : [reason]) })
    }

    @Test func theVerdictDecidesWhereNothingElseDoes() {
        let plain = decided(nil)
        #expect(plain.status == .released)
        #expect(decided(.pass) == plain)
        let statuses: [(RiskAction, ReturnStatus)] = [
            (.documentReview, .underReview), (.inspect, .inspection), (.hold, .underReview),
        ]
        for (action, status) in statuses {
            let decision = decided(action)
            #expect(decision.status == status)
            #expect(decision.reasons.map(\.zh) == ["审"])
            #expect(decision.allowance == plain.allowance && decision.tax == plain.tax)
        }
    }
}
