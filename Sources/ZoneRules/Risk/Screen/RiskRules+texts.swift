import ZoneCore

/// A language of texts.
public enum RiskLanguage: Sendable, CaseIterable {
    case zh, en
}

extension RiskRules {
    /// What an officer reads of a hit: both values, the entry and what was found.
    public func officerText(of hit: RiskHit, in language: RiskLanguage) -> String {
        let rule = rule(hit.rule)
        var text = language == .zh ? rule.officerZh : rule.officerEn
        let entry = rule.goods.first { $0.value.id == hit.entry }?.value
        let words = [
            ("observed", String(hit.observed)), ("limit", String(hit.limit)),
            ("observed2", String(hit.observed2)), ("limit2", String(hit.limit2)),
            ("observed|yuan", Fen(hit.observed).description),
            ("limit|yuan", Fen(hit.limit).description),
            ("observed2|yuan", Fen(hit.observed2).description),
            ("limit2|yuan", Fen(hit.limit2).description),
            ("line", hit.gnum.map { String($0) } ?? ""),
            ("what", (language == .zh ? hit.what?.zh : hit.what?.en) ?? ""),
            ("entry", (language == .zh ? entry?.zh : entry?.en) ?? hit.entry),
            ("found", hit.found),
        ]
        for (name, word) in words { text = text.replacing("{\(name)}", with: word) }
        return text
    }

    /// The names that officers' texts may use.
    static let placeholders: Set<String> = [
        "observed", "limit", "observed2", "limit2", "observed|yuan", "limit|yuan",
        "observed2|yuan", "limit2|yuan", "line", "what", "entry", "found",
    ]

    /// The law or the list that a hit rests on.
    public func source(of hit: RiskHit) -> LegalSource? {
        rule(hit.rule).goods.first { $0.value.id == hit.entry }?.source
            ?? version(of: hit.rule)?.source
    }
}

/// What screening means for a decision: what to do, and what the declarant may read of it.
public struct RiskVerdict: Hashable, Sendable {
    public var action: RiskAction
    /// For the declarant: the class of each reason, no value and no threshold. Empty on a pass.
    public var reasons: [Reason]

    /// A verdict with all its parts.
    public init(action: RiskAction, reasons: [Reason]) {
        self.action = action
        self.reasons = reasons
    }

    /// The verdict of a result.
    public init(_ result: RiskResult, _ rules: RiskRules) {
        action = result.action
        reasons = []
        guard result.action > .pass else { return }
        var told: RiskRuleSet = []
        for hit in result.hits where told.insert(RiskRuleSet(hit.rule)).inserted {
            let rule = rules.rule(hit.rule)
            let reason = Self.reason(
                action, zh: rule.declarantZh, en: rule.declarantEn,
                source: rules.version(of: hit.rule)?.source.description ?? rule.id.name)
            if !reasons.contains(reason) { reasons.append(reason) }
        }
        if result.isControl || result.isDrawnByCredit, reasons.isEmpty {
            // The declarant reads the same of both draws, and neither rate nor grade.
            let drawn = result.isControl ? ParameterID.controlRate : .inspectionRate
            reasons = [
                Self.reason(action, zh: "随机抽查", en: "random check", source: drawn.rawValue)
            ]
        }
    }

    private static func reason(
        _ action: RiskAction, zh: String, en: String, source: String
    ) -> Reason {
        action == .inspect
            ? Reason(
                code: "risk.inspection", zh: "布控查验：\(zh)", en: "inspection: \(en)", source: source)
            : Reason(
                code: "1200", zh: "待人工审核：\(zh)", en: "waiting for manual review: \(en)",
                source: source)
    }
}
