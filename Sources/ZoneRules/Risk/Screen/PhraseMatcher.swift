/// Finds phrases in a text.
struct PhraseMatcher: Sendable {
    private let phrases: [[UInt8]]

    /// A matcher of those phrases.
    init(_ phrases: [String]) {
        self.phrases = phrases.map { Array($0.utf8) }
    }

    /// Calls `body` with the place of each phrase that is in `text`, each at most once.
    func visitMatches(in text: String, _ body: (Int) -> Void) {
        let text = Array(text.utf8)
        for (index, phrase) in phrases.enumerated() where !phrase.isEmpty {
            guard text.count >= phrase.count else { continue }
            let isThere = (0...text.count - phrase.count).contains {
                text[$0] == phrase[0] && text[$0..<$0 + phrase.count].elementsEqual(phrase)
            }
            if isThere { body(index) }
        }
    }
}
