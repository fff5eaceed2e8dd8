/// Working memory for matching: one for each loop or task. After the first names it allocates
/// nothing more.
public struct NameScratch: Sendable {
    var name: FoldedName
    var keys = NameKeys()
    var words = WordComparison()
    var characters: CharacterComparison
    var found: [Found] = []
    private var stamps: [UInt32] = []
    private var stamp: UInt32 = 0

    /// A listed name that was alike enough.
    struct Found: Sendable {
        var number: Int
        var score: Int
        var reason: NameReason
    }

    /// Empty working memory.
    public init() {
        let tables = ScriptTables.shared
        name = FoldedName(tables: tables)
        characters = CharacterComparison(han: tables.han)
    }

    /// Forgets which of `count` listed names have been compared.
    mutating func begin(count: Int) {
        found.removeAll(keepingCapacity: true)
        if stamps.count < count {
            stamps = [UInt32](repeating: 0, count: count)
            stamp = 0
        }
        if stamp == .max {
            for index in stamps.indices { stamps[index] = 0 }
            stamp = 0
        }
        stamp += 1
    }

    /// Whether a listed name is met for the first time since `begin`.
    mutating func isNew(_ number: Int) -> Bool {
        if stamps[number] == stamp { return false }
        stamps[number] = stamp
        return true
    }

    mutating func keep(_ number: Int, _ score: Int, _ reason: NameReason) {
        found.append(Found(number: number, score: score, reason: reason))
    }
}
