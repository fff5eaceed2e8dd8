import ZoneCore
import ZoneServices

/// The five safeties, what their rules hit, and the control sample's proofs.
struct RiskPage {
    struct Safety {
        var id: String
        var name: String
        var owner: String
        var coverage: String
        var source: String
        var rules: [Rule]
    }

    struct Rule {
        var id: String
        var url: String
        var name: String
        var looksAt: String
        var action: String
        var hits: String
        var controlHits: String
        var state: ToneTag
        var source: String
    }

    struct Sample {
        var day: String
        var commitment: String
        var seed: String
    }

    var text: RiskText
    var on: String
    var safeties: [Safety]
    var samples: [Sample]
    var hasSamples: Bool
    var formLanguage: String?

    init(_ safeties: [SafetyView], _ samples: [ControlSampleView], on day: Day, visit: Visit) {
        let isChinese = visit.language == .zh
        let text = RiskText.of(visit.language)
        self.text = text
        on = day.description
        self.safeties = safeties.map { view in
            Safety(
                id: view.id, name: isChinese ? view.zh : view.en,
                owner: isChinese ? view.ownerZh : view.ownerEn,
                coverage: "\(view.evaluatedCount) / \(view.rules.count)", source: view.source,
                rules: view.rules.map { Rule($0, text, on: day, visit) })
        }
        self.samples = samples.map {
            Sample(
                day: $0.day.description, commitment: $0.commitment,
                seed: $0.seed ?? text.stillSecret)
        }
        hasSamples = !samples.isEmpty
        formLanguage = visit.isExplicit ? visit.language.rawValue : nil
    }
}

extension RiskPage.Rule {
    init(_ view: RiskRuleView, _ text: RiskText, on day: Day, _ visit: Visit) {
        let isChinese = visit.language == .zh
        id = view.id
        url = visit.url("/rules/" + view.id.percentEncoded(), [("on", day.description)])
        name = isChinese ? view.zh : view.en
        looksAt = isChinese ? view.looksAtZh : view.looksAtEn
        action = (isChinese ? view.actionZh : view.actionEn) ?? "–"
        hits = Self.share(view.hitRate)
        controlHits = Self.share(view.controlHitRate)
        state =
            switch view.coverage {
            case "evaluated": ToneTag(text.evaluated, "good")
            case "notInForce": ToneTag(text.notInForce, "wait")
            default: ToneTag(text.needs[view.coverage] ?? view.coverage, "look")
            }
        source = view.source ?? ""
    }

    /// `3 / 1200 (0.09–0.73%)`.
    private static func share(_ share: ShareView) -> String {
        guard share.total > 0 else { return "–" }
        func percent(_ value: Double) -> String {
            let hundredths = Int((value * 10_000).rounded())
            let rest = hundredths % 100
            return "\(hundredths / 100)." + (rest < 10 ? "0" : "") + "\(rest)"
        }
        return "\(share.count) / \(share.total) (\(percent(share.low))–\(percent(share.high))%)"
    }
}

/// The fixed texts of the page of risk; one table a language.
struct RiskText: Sendable {
    var title: String
    var lead: String
    var onDay: String
    var apply: String
    var owner: String
    var coverage: String
    var source: String
    var rule: String
    var looksAt: String
    var action: String
    var hits: String
    var controlHits: String
    var state: String
    var evaluated: String
    var notInForce: String
    /// By need.
    var needs: [String: String]
    var sample: String
    var sampleLead: String
    var day: String
    var commitment: String
    var seed: String
    var stillSecret: String

    /// The table of a language.
    static func of(_ language: Language) -> RiskText { language == .zh ? zh : en }

    static let zh = RiskText(
        title: "风险", lead: "五类安全及其风险规则：由谁负责、看什么、能否评估、命中多少。命中率附95%区间；随机对照样本的命中率不受人为选择影响。",
        onDay: "日期", apply: "查看", owner: "责任部门", coverage: "可评估的规则", source: "依据",
        rule: "规则", looksAt: "比较内容", action: "至少采取的措施", hits: "命中（全部）",
        controlHits: "命中（对照样本）", state: "状态", evaluated: "可评估", notInForce: "未生效",
        needs: [
            "deniedParties": "缺受限主体名单", "goods": "缺商品名单", "signatures": "缺签名结果",
            "replays": "缺重放检查", "certificates": "缺证书信息", "submissionRates": "缺申报频率",
            "orderHistory": "缺订单历史", "allowances": "缺年度额度", "priceHistory": "缺价格历史",
            "draws": "缺抽签密钥",
        ],
        sample: "随机对照样本", sampleLead: "当日之前公布承诺值，当日之后公布种子；任何人都可重算每一票是否应当抽中。", day: "日期",
        commitment: "承诺值（SHA-256）", seed: "种子", stillSecret: "当日结束后公布")

    static let en = RiskText(
        title: "Risk",
        lead: "The five safeties and their risk rules: who answers for them, what they look at, "
            + "whether they can be "
            + "evaluated and how often they hit, with the 95% range. Hits in the control "
            + "sample are unbiased: nobody chose what is in it.",
        onDay: "Day", apply: "Show", owner: "Owner", coverage: "Rules that can be evaluated",
        source: "Source", rule: "Rule", looksAt: "Looks at", action: "Least action",
        hits: "Hits (all)", controlHits: "Hits (control sample)", state: "State",
        evaluated: "evaluated", notInForce: "not in force",
        needs: [
            "deniedParties": "no list of denied parties", "goods": "no list of goods",
            "signatures": "signatures not known", "replays": "replays not known",
            "certificates": "certificates not known", "submissionRates": "rates not known",
            "orderHistory": "no history of orders", "allowances": "no allowances",
            "priceHistory": "no history of prices", "draws": "no secret to draw with",
        ],
        sample: "Control sample",
        sampleLead: "The commitment is published before the day, the seed after it: anybody "
            + "can compute again which declarations had to be drawn.",
        day: "Day", commitment: "Commitment (SHA-256)", seed: "Seed",
        stillSecret: "published after the day")
}
