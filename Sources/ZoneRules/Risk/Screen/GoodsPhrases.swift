/// The phrases of all rules' goods, with the entries they belong to.
struct GoodsPhrases: Sendable {
    /// One phrase of an entry: what it finds, or what it takes back.
    struct Owner: Sendable {
        var rule: RiskRuleID
        /// The entry's place in the rule's goods.
        var entry: Int
        var isException: Bool
        var phrase: String
    }

    let owners: [Owner]
    let matcher: PhraseMatcher

    init(_ rules: [RiskRule]) {
        var owners: [Owner] = []
        for rule in rules {
            for (entry, goods) in rule.goods.enumerated() {
                for (phrases, isException) in [
                    (goods.value.phrases, false), (goods.value.exceptPhrases, true),
                ] {
                    owners += phrases.map {
                        Owner(rule: rule.id, entry: entry, isException: isException, phrase: $0)
                    }
                }
            }
        }
        self.owners = owners
        matcher = PhraseMatcher(owners.map(\.phrase))
    }
}
