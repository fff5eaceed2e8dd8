/// A list of denied parties, made ready for finding a name in it.
///
/// Each name is filed under hashed keys: its words, its words without one letter or without one
/// word, the skeletons of its words, its characters, and its readings in pinyin, Wade-Giles and
/// Cantonese. Names that share a key with the one looked for are compared in full. Nothing is
/// fetched and nothing is drawn at random: the same list and name always give the same hits.
public struct NameIndex: Sendable {
    /// The list.
    public let list: NameList
    private let store: NameStore
    private let table: KeyTable

    /// Entries that one match gives at most: those with the highest scores.
    public static let hitCountMax = 50

    /// Files all names of the list. A list of 100,000 names takes well under a second.
    public init(_ list: NameList) {
        self.list = list
        var store = NameStore()
        var name = FoldedName(tables: ScriptTables.shared)
        var collected = NameKeys()
        var keys: [UInt64] = []
        var numbers: [UInt32] = []
        let nameCount = list.nameCount
        keys.reserveCapacity(nameCount * 24)
        numbers.reserveCapacity(nameCount * 24)
        for (entry, party) in list.entries.enumerated() {
            for (alias, text) in party.names.enumerated() {
                name.fold(text)
                collected.collect(name, toFile: true)
                keys += collected.all
                numbers += repeatElement(UInt32(store.count), count: collected.all.count)
                store.append(name, entry: entry, alias: alias)
            }
        }
        self.store = store
        table = KeyTable(keys: keys, names: numbers)
    }

    /// How many names are filed.
    public var nameCount: Int { store.count }

    /// The bytes that the index takes beyond the list itself.
    public var byteCount: Int { store.byteCount + table.byteCount }

    /// The parties that `name` may mean, the most alike first.
    ///
    /// - Parameters:
    ///   - name: a name in any script and order; its first 200 scalars count
    ///   - threshold: the lowest score that is a hit, 0...100
    ///   - scratch: working memory of the caller's loop
    /// - Returns: at most `hitCountMax` hits, one for an entry
    public func match(
        _ name: String, threshold: Int = 85, scratch: inout NameScratch
    ) -> [NameHit] {
        scratch.begin(count: store.count)
        scratch.name.fold(name)
        scratch.keys.collect(scratch.name, toFile: false)
        compareWords(threshold, &scratch)
        if scratch.name.isHan { compareCharacters(threshold, &scratch) }
        compareReadings(threshold, &scratch)
        if scratch.name.joinGivenName() {
            scratch.keys.collectWords(scratch.name, toFile: false)
            compareWords(threshold, &scratch)
        }
        return scratch.found.isEmpty ? [] : hits(scratch.found)
    }

    private func compareWords(_ threshold: Int, _ scratch: inout NameScratch) {
        guard !scratch.name.words.isEmpty else { return }
        scratch.words.take(scratch.name)
        for key in scratch.keys.all {
            table.forEach(key) { number in
                guard !store.letterRange(number).isEmpty else { return }
                // Characters say more than the words made from them.
                if scratch.name.isTranscribed, !store.characterRange(number).isEmpty { return }
                guard scratch.isNew(number) else { return }
                var (score, reason) = scratch.words.compare(
                    scratch.name, with: number, of: store)
                if reason == .words || reason == .order,
                    scratch.name.isTranscribed || !store.characterRange(number).isEmpty
                {
                    (score, reason) = (min(score, Self.pinyin[0].1), .pinyin)
                }
                if score >= threshold { scratch.keep(number, score, reason) }
            }
        }
    }

    private func compareCharacters(_ threshold: Int, _ scratch: inout NameScratch) {
        scratch.characters.take(scratch.name)
        for key in scratch.keys.all {
            table.forEach(key) { number in
                compareCharacters(number, threshold, &scratch)
            }
        }
    }

    private func compareCharacters(
        _ number: Int, _ threshold: Int, _ scratch: inout NameScratch
    ) {
        guard !store.characterRange(number).isEmpty, scratch.isNew(number) else { return }
        let (score, reason) = scratch.characters.compare(with: number, of: store)
        if score >= threshold { scratch.keep(number, score, reason) }
    }

    private func compareReadings(_ threshold: Int, _ scratch: inout NameScratch) {
        for reading in scratch.name.readings.all {
            for (scheme, score, reason) in Self.filed(for: reading.scheme) {
                look(reading.plain, scheme, score, reason, threshold, &scratch)
                if let hash = reading.lastFirst {
                    look(hash, scheme, score - 1, reason, threshold, &scratch)
                }
                if let hash = reading.firstLast {
                    look(hash, scheme, score - 1, reason, threshold, &scratch)
                }
            }
        }
    }

    /// Under which schemes a reading is looked for, with the score and the reason of a hit.
    private static func filed(
        for scheme: Readings.Scheme
    ) -> [(Readings.Scheme, Int, NameReason)] {
        switch scheme {
        case .pinyin: pinyin
        case .regional: regional
        case .regionalWadeGiles: regionalWadeGiles
        case .wadeGilesOfPinyin: wadeGilesOfPinyin
        case .wadeGiles: wadeGiles
        case .cantoneseOfHan: cantoneseOfHan
        case .cantonese: cantonese
        }
    }

    private typealias Filed = [(Readings.Scheme, Int, NameReason)]
    private static let pinyin: Filed = [(.pinyin, 96, .pinyin), (.regional, 88, .surname)]
    private static let regional: Filed = [(.pinyin, 88, .surname)]
    private static let regionalWadeGiles: Filed = [(.wadeGilesOfPinyin, 88, .surname)]
    private static let wadeGilesOfPinyin: Filed = [
        (.wadeGiles, 92, .wadeGiles), (.regionalWadeGiles, 88, .surname),
    ]
    private static let wadeGiles: Filed = [
        (.wadeGilesOfPinyin, 92, .wadeGiles), (.wadeGiles, 92, .wadeGiles),
    ]
    private static let cantoneseOfHan: Filed = [(.cantonese, 90, .cantonese)]
    private static let cantonese: Filed = [
        (.cantoneseOfHan, 90, .cantonese), (.cantonese, 90, .cantonese),
    ]

    private func look(
        _ hash: UInt64, _ scheme: Readings.Scheme, _ score: Int, _ reason: NameReason,
        _ threshold: Int, _ scratch: inout NameScratch
    ) {
        table.forEach(NameKeys.key(scheme, hash)) { number in
            if scratch.name.isHan, !store.characterRange(number).isEmpty {
                return compareCharacters(number, threshold, &scratch)
            }
            if score >= threshold { scratch.keep(number, score, reason) }
        }
    }

    /// One hit for an entry: that with the highest score.
    private func hits(_ found: [NameScratch.Found]) -> [NameHit] {
        var best: [Int: NameScratch.Found] = [:]
        for item in found {
            let entry = Int(store.entries[item.number])
            if let other = best[entry], (other.score, -other.number) >= (item.score, -item.number) {
                continue
            }
            best[entry] = item
        }
        let sorted = best.sorted { ($1.value.score, $0.key) < ($0.value.score, $1.key) }
        return sorted.prefix(Self.hitCountMax).map { entry, item in
            NameHit(
                entry: entry,
                alias: list.entries[entry].names[Int(store.aliases[item.number])],
                score: item.score, reason: item.reason)
        }
    }
}
