/// The folded names of a list, one after another, as the comparison reads them.
struct NameStore: Sendable {
    /// Letters of the words; a space before each word but the first.
    private(set) var letters: [UInt8] = []
    /// Characters; a space between runs.
    private(set) var characters: [UInt32] = []
    private var letterStarts: [UInt32] = [0]
    private var characterStarts: [UInt32] = [0]
    private(set) var entries: [UInt32] = []
    private(set) var aliases: [UInt16] = []
    private var isPinyin: [Bool] = []

    static let space: UInt8 = 0x20

    var count: Int { entries.count }

    /// The bytes that the names take.
    var byteCount: Int {
        letters.count + 4 * (characters.count + letterStarts.count + characterStarts.count)
            + 7 * entries.count
    }

    mutating func append(_ name: FoldedName, entry: Int, alias: Int) {
        for (index, word) in name.words.enumerated() {
            if index > 0 { letters.append(Self.space) }
            letters.append(contentsOf: name.letters[word])
        }
        for (index, run) in name.runs.enumerated() {
            if index > 0 { characters.append(UInt32(Self.space)) }
            characters.append(contentsOf: name.characters[run])
        }
        letterStarts.append(UInt32(letters.count))
        characterStarts.append(UInt32(characters.count))
        entries.append(UInt32(entry))
        aliases.append(UInt16(clamping: alias))
        isPinyin.append(name.isPinyin)
    }

    func letterRange(_ name: Int) -> Range<Int> {
        Int(letterStarts[name])..<Int(letterStarts[name + 1])
    }

    func characterRange(_ name: Int) -> Range<Int> {
        Int(characterStarts[name])..<Int(characterStarts[name + 1])
    }

    /// Whether the words of the name are pinyin, or were made from characters.
    func isPinyin(_ name: Int) -> Bool { isPinyin[name] }
}
