/// The phrases of all rules' goods, with the entries they belong to.
final class GoodsPhrases: Sendable {
    /// One phrase of an entry: what it finds, or what takes the entry back wherever else in the
    /// name it stands.
    struct Owner: Sendable {
        var rule: RiskRuleID
        /// The entry's place in the rule's goods.
        var entry: Int
        var isException: Bool
        var phrase: String
    }

    let owners: [Owner]
    let index: PhraseIndex

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
        index = PhraseIndex(
            phrases: owners.map { Phrase(id: $0.rule.name, text: $0.phrase) })
    }
}
