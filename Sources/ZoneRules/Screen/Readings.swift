/// The ways in which a name is read as Chinese, each as the hash of its syllables.
struct Readings: Sendable {
    /// In what a name is read, and what it was read from.
    enum Scheme: Int, Sendable {
        /// Mandarin, from characters or from pinyin.
        case pinyin
        /// Mandarin in pinyin, whose surname was spelt as some region does.
        case regional
        /// The same in Wade-Giles.
        case regionalWadeGiles
        /// Mandarin, from characters or pinyin, with syllables that Wade-Giles spells alike as one.
        case wadeGilesOfPinyin
        /// Mandarin, from words that are Wade-Giles.
        case wadeGiles
        /// Cantonese, from characters.
        case cantoneseOfHan
        /// Cantonese, from words that are spelt as in Hong Kong.
        case cantonese
    }

    /// One reading; where there are several words also with the last first and the first last.
    struct Reading: Sendable {
        var scheme: Scheme
        var plain: UInt64
        var lastFirst: UInt64?
        var firstLast: UInt64?
    }

    private(set) var all: [Reading] = []
    /// Whether the whole name could be read as pinyin.
    private(set) var isPinyin = false
    /// The syllables of the first pinyin reading; only for names in characters.
    private(set) var syllables: [UInt16] = []
    /// How many of them are the surname.
    private(set) var surnameCount = 0

    private var ids: [UInt16] = []
    private var wades: [UInt16] = []
    private var ends: [Int] = []
    private var letters: [UInt8] = []

    mutating func removeAll() {
        all.removeAll(keepingCapacity: true)
        syllables.removeAll(keepingCapacity: true)
        isPinyin = false
    }

    // MARK: Characters

    /// Reads a name in characters.
    mutating func read(_ characters: [UInt32], isOneRun: Bool, _ tables: ScriptTables) {
        guard characters.count <= FoldedName.syllableCountMax else { return }
        let surnames = tables.surnames
        let isCompound =
            characters.count > 2 && surnames.isCompound(characters[0], characters[1])
        surnameCount = isCompound ? 2 : 1
        for (index, character) in characters.enumerated() {
            guard var syllable = tables.han.mandarin(character) else { return readCantonese() }
            if index == 0, !isCompound, let own = surnames.surnameReadings[character] {
                syllable = own
            }
            syllables.append(syllable)
        }
        isPinyin = true
        ends.removeAll(keepingCapacity: true)
        if isOneRun { ends.append(surnameCount) }
        ends.append(characters.count)
        addMandarin(syllables, tables)
        addRespelt(tables)
        for (index, character) in characters.enumerated() {
            guard let other = surnames.otherReadings[character] ?? usual(character, index)
            else { continue }
            ids.removeAll(keepingCapacity: true)
            ids.append(contentsOf: syllables)
            guard ids[index] != other else { continue }
            ids[index] = other
            addMandarin(ids, tables)
        }
        readCantonese()

        func usual(_ character: UInt32, _ index: Int) -> UInt16? {
            index == 0 && surnames.surnameReadings[character] != nil
                ? tables.han.mandarin(character) : nil
        }

        func readCantonese() {
            ids.removeAll(keepingCapacity: true)
            for character in characters {
                guard let syllable = tables.han.cantonese(character) else { return }
                ids.append(syllable)
            }
            ends.removeAll(keepingCapacity: true)
            if isOneRun { ends.append(surnameCount) }
            ends.append(characters.count)
            add(.cantoneseOfHan, ids)
        }
    }

    /// Where surname or given name, written as one word, would be split into other syllables, adds
    /// that reading too.
    private mutating func addRespelt(_ tables: ScriptTables) {
        guard syllables.count <= 4, ends.count == 2 else { return }
        letters.removeAll(keepingCapacity: true)
        for syllable in syllables[surnameCount...] {
            letters += tables.pinyin.spellings[Int(syllable)].utf8
        }
        ids.removeAll(keepingCapacity: true)
        ids.append(contentsOf: syllables[..<surnameCount])
        guard tables.pinyin.table.split(letters, 0..<letters.count, into: &ids),
            ids != syllables
        else { return }
        let whole = ends[1]
        ends[1] = ids.count
        addMandarin(ids, tables)
        ends[1] = whole
    }

    // MARK: Words

    /// Reads words of letters.
    mutating func read(_ letters: [UInt8], _ words: [Range<Int>], _ tables: ScriptTables) {
        isPinyin = split(letters, words, tables.pinyin.table)
        if isPinyin { addMandarin(ids, tables) }
        if split(letters, words, tables.pinyin.wadeGiles) { add(.wadeGiles, ids) }
        if split(letters, words, tables.cantonese.table) { add(.cantonese, ids) }
        guard words.count >= 2 else { return }
        readRegional(letters, words, first: true, tables)
        readRegional(letters, words, first: false, tables)
    }

    /// Fills `ids` and `ends`; false where a word is not made of syllables, or there is only one.
    private mutating func split(
        _ letters: [UInt8], _ words: some RandomAccessCollection<Range<Int>>, _ table: SyllableTable
    ) -> Bool {
        ids.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        for word in words {
            guard table.split(letters, word, into: &ids) else { return false }
            ends.append(ids.count)
        }
        return ids.count >= 2
    }

    /// Whether one word is made of pinyin syllables.
    mutating func isPinyin(
        _ letters: [UInt8], _ word: Range<Int>, _ tables: ScriptTables
    ) -> Bool {
        ids.removeAll(keepingCapacity: true)
        return tables.pinyin.table.split(letters, word, into: &ids)
    }

    private mutating func readRegional(
        _ letters: [UInt8], _ words: [Range<Int>], first: Bool, _ tables: ScriptTables
    ) {
        let place = first ? 0 : words.count - 1
        guard words[place].count <= 8 else { return }
        let packed = words[place].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64(letters[$1]) }
        guard let meant = tables.surnames.regional[packed] else { return }
        for table in [0, 1] {
            let syllables = table == 0 ? tables.pinyin.table : tables.pinyin.wadeGiles
            ids.removeAll(keepingCapacity: true)
            ids.append(0)
            var isRead = true
            for (index, word) in words.enumerated() where index != place && isRead {
                isRead = syllables.split(letters, word, into: &ids)
            }
            guard isRead else { continue }
            ends.removeAll(keepingCapacity: true)
            ends.append(1)
            ends.append(ids.count)
            for surname in meant {
                ids[0] = table == 0 ? surname : tables.pinyin.wadeGilesOf[Int(surname)]
                add(table == 0 ? .regional : .regionalWadeGiles, ids)
            }
        }
    }

    // MARK: Hashes

    private mutating func addMandarin(_ ids: [UInt16], _ tables: ScriptTables) {
        add(.pinyin, ids)
        wades.removeAll(keepingCapacity: true)
        for syllable in ids { wades.append(tables.pinyin.wadeGilesOf[Int(syllable)]) }
        add(.wadeGilesOfPinyin, wades)
    }

    private mutating func add(_ scheme: Scheme, _ ids: [UInt16]) {
        var reading = Reading(scheme: scheme, plain: hash(ids, from: 0))
        if ends.count > 1 {
            reading.lastFirst = hash(ids, from: ends[ends.count - 2])
            reading.firstLast = hash(ids, from: ends[0])
        }
        if reading.lastFirst == reading.plain { reading.lastFirst = nil }
        if reading.firstLast == reading.lastFirst || reading.firstLast == reading.plain {
            reading.firstLast = nil
        }
        all.append(reading)
    }

    /// The hash of the syllables, from that one on and around.
    private func hash(_ ids: [UInt16], from start: Int) -> UInt64 {
        var hash: UInt64 = 0x51_7C_C1_B7_27_22_0A_95
        for index in start..<ids.count { hash = mixed(hash ^ UInt64(ids[index])) }
        for index in 0..<start { hash = mixed(hash ^ UInt64(ids[index])) }
        return hash
    }
}

/// A number whose bits depend on all bits of `value`.
func mixed(_ value: UInt64) -> UInt64 {
    var z = (value ^ (value >> 32)) &* 0xD6E8_FEB8_6659_FD93
    z = (z ^ (z >> 32)) &* 0xD6E8_FEB8_6659_FD93
    return z ^ (z >> 32)
}
