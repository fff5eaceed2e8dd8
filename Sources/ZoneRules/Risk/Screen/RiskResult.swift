/// What screening says of a declaration.
public struct RiskResult: Hashable, Sendable {
    /// The points of all rules that hit, each once.
    public var score: Int
    /// Every hit, in the order of evaluation; a rule may hit several lines.
    public var hits: [RiskHit]
    /// Rules in force that lacked what they need. They are no pass.
    public var notEvaluated: RiskRuleSet
    /// What is done: the strongest of the rules' actions, the score's band, the control sample and the
    /// draw by credit.
    public var action: RiskAction
    /// Whether it is in the day's control sample.
    public var isControl: Bool
    /// Whether it was drawn for inspection at the rate of the declaring enterprise's grade.
    public var isDrawnByCredit: Bool

    /// The rules that hit.
    public var rules: RiskRuleSet {
        hits.reduce(into: []) { $0.insert(RiskRuleSet($1.rule)) }
    }
}

/// A rule that hit, with what was observed and what it was held against.
///
/// Officers' texts name the values as `{observed}`, `{limit}`, `{observed2}`, `{limit2}` (with
/// `|yuan` where they are fen), `{line}`, `{what}`, `{entry}` and `{found}`.
public struct RiskHit: Hashable, Sendable {
    public var rule: RiskRuleID
    public var points: Int
    public var action: RiskAction
    /// The line's number; nil for the whole declaration.
    public var gnum: Int32?
    public var observed: Int64 = 0
    public var limit: Int64 = 0
    public var observed2: Int64 = 0
    public var limit2: Int64 = 0
    /// What it is about.
    public var what: RiskWord?
    /// The entry of a list: a goods criterion or a denied party.
    public var entry = ""
    /// What was found in the declaration.
    public var found = ""
}

/// A word in officers' texts.
public enum RiskWord: UInt8, Sendable, CaseIterable {
    case buyer, consignee, payer, address, telephone, item, code

    /// In Chinese.
    public var zh: String {
        switch self {
        case .buyer: "订购人"
        case .consignee: "收货人"
        case .payer: "支付人"
        case .address: "地址"
        case .telephone: "电话"
        case .item: "同一商品"
        case .code: "同一商品编码"
        }
    }

    /// In English.
    public var en: String {
        switch self {
        case .buyer: "buyer"
        case .consignee: "consignee"
        case .payer: "payer"
        case .address: "address"
        case .telephone: "telephone"
        case .item: "the same item"
        case .code: "the same HS code"
        }
    }
}
