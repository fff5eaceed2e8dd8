/// A word or words for goods that may not enter, such as an animal, a plant or a product.
public struct Phrase: Hashable, Sendable {
    /// The operator's id of the phrase.
    public var id: String
    /// What is looked for, in characters or words; case, width and traditional forms don't matter.
    public var text: String
    /// Longer phrases that have `text` in them and mean something harmless, such as 肉桂 for 肉.
    public var exceptions: [String]

    /// A phrase with all its parts.
    public init(id: String, text: String, exceptions: [String] = []) {
        self.id = id
        self.text = text
        self.exceptions = exceptions
    }
}

/// A phrase met in a text.
public struct PhraseMatch: Hashable, Sendable {
    /// Where the phrase is in the index's `phrases`.
    public var phrase: Int
    /// Where it was met: bytes of the text's UTF-8.
    public var bytes: Range<Int>
}

/// Working memory for finding phrases: one for each loop or task.
public struct PhraseScratch: Sendable {
    /// The folded text, with the byte of the original that each byte comes from.
    var folded: [UInt8] = []
    var origins: [Int32] = []
    /// Where phrases and exceptions were met: the pattern, and the first byte of `folded`.
    var met: [(pattern: Int32, start: Int32)] = []

    /// Empty working memory.
    public init() {}
}
