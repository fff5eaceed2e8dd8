/// The keys under which a name is filed and looked for. Names with a key in common are compared.
struct NameKeys: Sendable {
    /// The keys of the name last given to `collect`.
    private(set) var all: [UInt64] = []
    private var hashes: [UInt64] = []
    private var skeletons: [UInt64] = []
    private var initials: [UInt64] = []

    /// Of what a key is made, and the class of the table it belongs to.
    enum Space: UInt64 {
        case words = 0x1000
        case parts = 0x2001
        case word = 0x3002
        case initialsOfWords = 0x4001
        case initials = 0x5001
        case skeleton = 0x6001
        case joined = 0x7001
        case characters = 0x8000
        case reading = 0x9000
    }

    static func key(_ space: Space, _ sum: UInt64) -> UInt64 {
        mixed(sum ^ (space.rawValue << 40)) & ~3 | space.rawValue & 3
    }

    static func key(_ scheme: Readings.Scheme, _ hash: UInt64) -> UInt64 {
        key(.reading, hash &+ UInt64(scheme.rawValue) &* 0x9E37_79B9_7F4A_7C15)
    }

    /// Collects the keys of a name, to file it or to look for it.
    mutating func collect(_ name: FoldedName, toFile: Bool) {
        all.removeAll(keepingCapacity: true)
        collectWords(name, toFile: toFile)
        if name.isHan { collectCharacters(name) }
        if toFile {
            for reading in name.readings.all {
                all.append(Self.key(reading.scheme, reading.plain))
            }
        }
    }

    /// Collects the keys of the words alone.
    mutating func collectWords(_ name: FoldedName, toFile: Bool) {
        guard !name.words.isEmpty else { return }
        let sum = hashWords(name, toFile: toFile)
        all.append(Self.key(.words, sum))
        let count = hashes.count
        if count >= 2 { all.append(Self.key(.parts, sum)) }
        if count <= 2 {
            collectDeletions(name, sum)
        } else {
            for hash in hashes { all.append(Self.key(.parts, sum &- hash)) }
        }
        collectInitials(name, toFile: toFile)
        guard !name.isTranscribed, toFile || !name.isPinyin else { return }
        all.append(Self.key(.skeleton, skeletons.reduce(0, &+)))
        all.append(Self.key(.joined, joinedSkeleton(name)))
    }

    /// Hashes each word that says something; gives their sum, in which order has no part.
    private mutating func hashWords(_ name: FoldedName, toFile: Bool) -> UInt64 {
        hashes.removeAll(keepingCapacity: true)
        skeletons.removeAll(keepingCapacity: true)
        initials.removeAll(keepingCapacity: true)
        var telling = 0
        for word in name.words where name.filler(word) == 0 { telling += 1 }
        let dropsFillers = telling >= 2 && !name.isPinyin
        for word in name.words {
            if dropsFillers, name.filler(word) != 0 { continue }
            hashes.append(hash(name.letters, word, without: -1))
            skeletons.append(mixed(Skeleton.hash(name.letters, word)))
            initials.append(mixed(UInt64(name.letters[word.lowerBound]) << 32))
        }
        return hashes.reduce(0, &+)
    }

    private mutating func collectDeletions(_ name: FoldedName, _ sum: UInt64) {
        var index = 0
        let isShort = hashes.count < name.words.count
        for word in name.words {
            if isShort, name.filler(word) != 0 { continue }
            let rest = sum &- hashes[index]
            if word.count >= 2 {
                for place in word {
                    let shorter = hash(name.letters, word, without: place)
                    all.append(Self.key(.words, rest &+ shorter))
                }
            }
            if hashes.count == 2, word.count >= 4 {
                all.append(Self.key(.word, hashes[index]))
            }
            index += 1
        }
    }

    /// One word in full, first letters for the others.
    private mutating func collectInitials(_ name: FoldedName, toFile: Bool) {
        guard (2...4).contains(hashes.count) else { return }
        let hasInitials = name.words.contains { $0.count == 1 }
        let sum = initials.reduce(0, &+)
        for (hash, initial) in zip(hashes, initials) {
            let key = hash &+ sum &- initial
            if toFile {
                all.append(Self.key(hasInitials ? .initials : .initialsOfWords, key))
            } else {
                if hasInitials { all.append(Self.key(.initialsOfWords, key)) }
                all.append(Self.key(.initials, key))
            }
        }
    }

    private func joinedSkeleton(_ name: FoldedName) -> UInt64 {
        guard let first = name.words.first, let last = name.words.last else { return 0 }
        return Skeleton.hash(name.letters, first.lowerBound..<last.upperBound)
    }

    private mutating func collectCharacters(_ name: FoldedName) {
        var sum: UInt64 = 0
        for run in name.runs { sum = sum &+ hash(name.characters, run, without: -1) }
        all.append(Self.key(.characters, sum))
        guard name.characters.count >= 4 else { return }
        for run in name.runs {
            let rest = sum &- hash(name.characters, run, without: -1)
            for place in run {
                let shorter = hash(name.characters, run, without: place)
                all.append(Self.key(.characters, rest &+ shorter))
            }
        }
    }

    /// The hash of the elements at `range`, but for the one at `place`.
    private func hash<Element: FixedWidthInteger>(
        _ elements: [Element], _ range: Range<Int>, without place: Int
    ) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for index in range where index != place {
            hash = (hash ^ UInt64(elements[index])) &* 0x9E37_79B1_85EB_CA87
            hash ^= hash >> 29
        }
        return mixed(hash)
    }
}
