/// One name in the forms in which names are compared: words of letters, runs of characters, and
/// readings. Used again and again, it allocates nothing once its arrays have grown.
struct FoldedName: Sendable {
    /// Scalars of a name that are looked at; the rest is cut off.
    static let scalarCountMax = 200
    /// Words that are looked at.
    static let wordCountMax = 12
    /// Letters of a word that are looked at.
    static let wordLengthMax = 32
    /// Syllables of a name that is read as Chinese.
    static let syllableCountMax = 12

    /// The letters of all words, one after another.
    private(set) var letters: [UInt8] = []
    /// The words, as ranges of `letters`.
    private(set) var words: [Range<Int>] = []
    /// Simplified Han characters, and letters of scripts that are not transcribed.
    private(set) var characters: [UInt32] = []
    /// Characters that stand together, as ranges of `characters`.
    private(set) var runs: [Range<Int>] = []
    /// How the name is read in Chinese.
    private(set) var readings = Readings()
    /// Whether `words` were made from the characters.
    private(set) var isTranscribed = false

    private let tables: ScriptTables
    private var wordStart = 0
    private var runStart = 0

    init(tables: ScriptTables) {
        self.tables = tables
    }

    /// Whether the name is one of characters, of which there are at least two.
    var isHan: Bool { characters.count >= 2 }

    /// Whether the words are pinyin from end to end.
    var isPinyin: Bool { readings.isPinyin }

    mutating func fold(_ name: String) {
        letters.removeAll(keepingCapacity: true)
        words.removeAll(keepingCapacity: true)
        characters.removeAll(keepingCapacity: true)
        runs.removeAll(keepingCapacity: true)
        readings.removeAll()
        isTranscribed = false
        (wordStart, runStart) = (0, 0)
        var count = 0
        for scalar in name.unicodeScalars {
            add(scalar.value)
            count += 1
            if count == Self.scalarCountMax { break }
        }
        endWord()
        endRun()
        dropFirmForms()
        dropFirmEnding()
        if isHan {
            readings.read(characters, isOneRun: runs.count == 1, tables)
            if words.isEmpty, runs.count == 1, characters.count <= 4 { transcribe() }
        } else if words.count >= 1 {
            readings.read(letters, words, tables)
            if readings.isPinyin, words.count > 2 {
                let given = words[1].lowerBound..<letters.count
                words.removeLast(words.count - 1)
                words.append(given)
            }
        }
    }

    private mutating func add(_ scalar: UInt32) {
        var scalar = scalar
        if (0xFF01...0xFF5E).contains(scalar) { scalar -= 0xFEE0 }
        guard scalar < UInt32(LetterTable.count) else { return addWide(scalar) }
        var packed = tables.letters[scalar]
        switch packed {
        case LetterTable.separator:
            endWord()
            endRun()
        case LetterTable.nothing: return
        case LetterTable.character: addCharacter(scalar)
        default:
            endRun()
            while packed != 0 {
                if letters.count - wordStart < Self.wordLengthMax {
                    letters.append(UInt8(truncatingIfNeeded: packed))
                }
                packed >>= 8
            }
        }
    }

    private mutating func addWide(_ scalar: UInt32) {
        switch scalar {
        case 0x2018, 0x2019, 0x201B: return
        case HanTable.scalars: addCharacter(tables.han.simplified(scalar))
        case 0x3040..<0x30FB, 0x30FC..<0x3400, 0xA000..<0xD800, 0xF900..<0xFE00, 0x20000...:
            addCharacter(scalar)
        default:
            endWord()
            endRun()
        }
    }

    private mutating func addCharacter(_ scalar: UInt32) {
        endWord()
        characters.append(scalar)
    }

    private mutating func endWord() {
        guard letters.count > wordStart else { return }
        if words.count < Self.wordCountMax {
            words.append(wordStart..<letters.count)
        } else {
            letters.removeLast(letters.count - wordStart)
        }
        wordStart = letters.count
    }

    private mutating func endRun() {
        guard characters.count > runStart else { return }
        runs.append(runStart..<characters.count)
        runStart = characters.count
    }

    /// The kind of filler a word is; 0 for a word that says something.
    func filler(_ word: Range<Int>) -> UInt16 {
        guard word.count <= 8 else { return 0 }
        return tables.fillers[packed(word)] ?? 0
    }

    private func packed(_ word: Range<Int>) -> UInt64 {
        word.reversed().reduce(0) { $0 << 8 | UInt64(letters[$1]) }
    }

    /// Takes the words at the end that only name a firm's form, as long as two others stay.
    private mutating func dropFirmForms() {
        while words.count > 2, let last = words.last, filler(last) == 1 {
            words.removeLast()
            letters.removeLast(letters.count - (words.last?.upperBound ?? 0))
        }
    }

    private mutating func dropFirmEnding() {
        guard runs.count == 1 else { return }
        for ending in ScriptTables.firmEndings
        where characters.count >= ending.count + 2
            && characters[(characters.count - ending.count)...].elementsEqual(ending)
        {
            characters.removeLast(ending.count)
            runs[0] = 0..<characters.count
            return
        }
    }

    /// Joins the second and third of three words where the whole is no pinyin but a part is: a
    /// mistyped Chinese name whose given name stood apart. False where nothing was joined.
    mutating func joinGivenName() -> Bool {
        guard words.count == 3, readings.all.isEmpty, !isHan else { return false }
        var hasPinyin = false
        for word in words where readings.isPinyin(letters, word, tables) { hasPinyin = true }
        guard hasPinyin else { return false }
        let given = words[1].lowerBound..<words[2].upperBound
        words.removeLast(2)
        words.append(given)
        return true
    }

    /// Makes words of the characters: surname and given name in pinyin.
    private mutating func transcribe() {
        guard readings.isPinyin else { return }
        let surname = readings.surnameCount
        for (index, syllable) in readings.syllables.enumerated() {
            if index == surname { endWord() }
            letters.append(contentsOf: tables.pinyin.spellings[Int(syllable)].utf8)
        }
        endWord()
        isTranscribed = true
    }
}
