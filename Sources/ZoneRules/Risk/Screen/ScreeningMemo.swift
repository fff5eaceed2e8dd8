/// Working memory of a loop that screens: it saves time and changes no result.
public struct ScreeningMemo: Sendable {
    private var scratch = PhraseScratch()
    /// Whose phrases they were; with others it begins anew.
    private var phrases: GoodsPhrases?
    /// Names of goods in which nothing was found.
    private var cleanNames: Set<String> = []
    /// Names that are remembered; then it begins anew.
    private static let countMax = 20_000

    /// Nothing remembered.
    public init() {}

    /// The phrases in a name of goods.
    mutating func matches(in name: String, of phrases: GoodsPhrases) -> [PhraseMatch] {
        if self.phrases !== phrases {
            self.phrases = phrases
            cleanNames.removeAll()
        }
        if cleanNames.contains(name) { return [] }
        let matches = phrases.index.matches(in: name, scratch: &scratch)
        guard matches.isEmpty else { return matches }
        if cleanNames.count >= Self.countMax { cleanNames.removeAll(keepingCapacity: true) }
        cleanNames.insert(name)
        return matches
    }
}
