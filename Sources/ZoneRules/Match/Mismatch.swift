/// One difference between two documents: which rule, where on both sides, both values.
public struct Mismatch: Hashable, Sendable {
    /// The rule they break.
    public var rule: MatchRule
    /// The line's gnum; nil for a field of the head.
    public var gnum: Int32?
    /// The value on the rule's first side; empty where nothing was there.
    public var first: String
    /// The value on the rule's second side; empty where nothing was there.
    public var second: String

    /// A mismatch with all its parts.
    public init(rule: MatchRule, gnum: Int32? = nil, first: String, second: String) {
        self.rule = rule
        self.gnum = gnum
        self.first = first
        self.second = second
    }

    /// The code in receipts: customs' own where one is known, else `match.…`.
    public var code: String { rule.code }

    /// Where on the first side: `OrderHead.acturalPaid`, `OrderList[2].qty`.
    public var firstPath: String { path(rule.firstPath) }

    /// Where on the second side.
    public var secondPath: String { path(rule.secondPath) }

    private func path(_ path: String) -> String {
        guard let gnum, let dot = path.firstIndex(of: ".") else { return path }
        return "\(path[..<dot])[\(gnum)]\(path[dot...])"
    }

    /// The receipt text: `[Code:…;Desc:…],[Field:value,Field:value]`.
    ///
    /// Names, numbers and addresses of persons are left out, as customs leaves them out: the sender
    /// of the list may not be the one who sent the other document.
    public var returnInfo: String {
        let text = "[Code:\(rule.code);Desc:\(rule.zh)]"
        if rule.isPersonal { return text }
        let line = gnum.map { "gnum:\($0)," } ?? ""
        return text + ",[\(line)\(rule.firstPath):\(first),\(rule.secondPath):\(second)]"
    }
}
