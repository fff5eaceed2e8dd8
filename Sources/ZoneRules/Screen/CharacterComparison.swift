/// Compares a name in characters with listed ones, character by character.
struct CharacterComparison: Sendable {
    private let han: HanTable
    private var characters: [UInt32] = []
    private var lastFirst: [UInt32] = []
    private var row: [Int] = []

    /// What a missing character costs, in hundredths of one.
    private static let gapCost = 100
    /// What another character costs: in the name of a firm one is enough to name another.
    private static let changeCost = 150
    /// What another character of the same reading costs, as it is often mistyped.
    private static let homophoneCost = 50
    /// Characters that are compared; the rest is cut off.
    private static let countMax = 64

    init(han: HanTable) {
        self.han = han
    }

    /// Takes the name that will be compared.
    mutating func take(_ name: FoldedName) {
        characters.removeAll(keepingCapacity: true)
        lastFirst.removeAll(keepingCapacity: true)
        for run in name.runs { append(name, run, to: &characters) }
        guard name.runs.count > 1, let last = name.runs.last else { return }
        append(name, last, to: &lastFirst)
        for run in name.runs.dropLast() { append(name, run, to: &lastFirst) }
    }

    private func append(_ name: FoldedName, _ run: Range<Int>, to list: inout [UInt32]) {
        if !list.isEmpty { list.append(UInt32(NameStore.space)) }
        list.append(contentsOf: name.characters[run])
    }

    /// How alike the name last taken and a listed name are.
    mutating func compare(
        with number: Int, of store: NameStore
    ) -> (score: Int, reason: NameReason) {
        let range = store.characterRange(number)
        let straight = score(characters, store.characters, range)
        if straight == 100 { return (100, .characters) }
        let turned = lastFirst.isEmpty ? 0 : score(lastFirst, store.characters, range)
        if turned == 100 { return (98, .order) }
        return (max(straight, turned - 1), .spelling)
    }

    private mutating func score(
        _ own: [UInt32], _ other: [UInt32], _ range: Range<Int>
    ) -> Int {
        let (ownCount, otherCount) = (
            min(own.count, Self.countMax), min(range.count, Self.countMax)
        )
        guard ownCount > 0, otherCount > 0 else { return 0 }
        row.removeAll(keepingCapacity: true)
        for index in 0...otherCount { row.append(index * Self.gapCost) }
        for index in 0..<ownCount {
            var diagonal = row[0]
            row[0] += Self.gapCost
            for place in 0..<otherCount {
                let change = diagonal + cost(own[index], other[range.lowerBound + place])
                diagonal = row[place + 1]
                row[place + 1] = min(
                    change, row[place + 1] + Self.gapCost, row[place] + Self.gapCost)
            }
        }
        let length = max(ownCount, otherCount)
        return max(0, 100 - (row[otherCount] + length - 1) / length)
    }

    private func cost(_ first: UInt32, _ second: UInt32) -> Int {
        if first == second { return 0 }
        guard let reading = han.mandarin(first), reading == han.mandarin(second) else {
            return Self.changeCost
        }
        return Self.homophoneCost
    }
}
