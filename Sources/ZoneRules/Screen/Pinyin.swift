/// The syllables of Mandarin, without tones, in pinyin and in Wade-Giles. A syllable's number is
/// its place in `spellings`.
struct Pinyin: Sendable {
    /// The pinyin of each syllable; `ü` is written `u`.
    let spellings: [String]
    /// Syllables by their pinyin.
    let table: SyllableTable
    /// Wade-Giles syllables by their spelling, without apostrophes and marks. A number stands for
    /// all syllables that are then spelt alike.
    let wadeGiles: SyllableTable
    /// The Wade-Giles syllable of each pinyin syllable.
    let wadeGilesOf: [UInt16]

    init() {
        var spellings: [String] = []
        for row in Self.rows.split(separator: "\n") {
            let parts = row.split(separator: ":", omittingEmptySubsequences: false)
            for final in parts[1].split(separator: " ") {
                spellings.append(String(parts[0]) + final)
            }
        }
        var table = SyllableTable(bits: 11)
        var wade = SyllableTable(bits: 11)
        var wadeOf: [UInt16] = []
        for (index, spelling) in spellings.enumerated() {
            let number = UInt16(index)
            table.add(SyllableTable.packed(spelling), number)
            let variants = Self.wadeGiles(spelling)
            let packed = variants.map { SyllableTable.packed($0) }
            let known = wade[packed[0]] ?? number
            for variant in packed { wade.add(variant, known) }
            wadeOf.append(known)
        }
        for (variant, spelling) in [("lv", "lu"), ("lyu", "lu"), ("nv", "nu"), ("nyu", "nu")] {
            if let number = table[SyllableTable.packed(spelling)] {
                table.add(SyllableTable.packed(variant), number)
            }
        }
        self.spellings = spellings
        self.table = table
        self.wadeGiles = wade
        self.wadeGilesOf = wadeOf
    }

    /// Initial, then the finals it goes with.
    private static let rows = """
        :a ai an ang ao e ei en eng er o ou
        b:a ai an ang ao ei en eng i ian iao ie in ing o u
        p:a ai an ang ao ei en eng i ian iao ie in ing o ou u
        m:a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u
        f:a an ang ei en eng o ou u
        d:a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo
        t:a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo
        n:a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan ue uo
        l:a ai an ang ao e ei eng i ia ian iang iao ie in ing iu ong ou u uan ue un uo
        g:a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo
        k:a ai an ang ao e en eng ong ou u ua uai uan uang ui un uo
        h:a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo
        j:i ia ian iang iao ie in ing iong iu u uan ue un
        q:i ia ian iang iao ie in ing iong iu u uan ue un
        x:i ia ian iang iao ie in ing iong iu u uan ue un
        zh:a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo
        ch:a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo
        sh:a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo
        r:an ang ao e en eng i ong ou u ua uan ui un uo
        z:a ai an ang ao e ei en eng i ong ou u uan ui un uo
        c:a ai an ang ao e en eng i ong ou u uan ui un uo
        s:a ai an ang ao e en eng i ong ou u uan ui un uo
        y:a an ang ao e i in ing o ong ou u uan ue un
        w:a ai an ang ei en eng o u
        """

    /// How Wade-Giles spells a pinyin syllable, without apostrophes and marks: the usual spelling
    /// first, then others that are met.
    static func wadeGiles(_ spelling: String) -> [String] {
        if let variants = irregular[spelling] { return variants }
        let initial = String(spelling.prefix { !"aeiou".contains($0) })
        let final = String(spelling.dropFirst(initial.count))
        let head = initials[initial] ?? initial
        var tail = finals[final] ?? [final]
        switch (initial, final) {
        case ("zh", "i"), ("ch", "i"), ("sh", "i"), ("r", "i"): tail = ["ih"]
        case ("g", "e"), ("k", "e"), ("h", "e"): tail = ["o", "e"]
        case ("g", "ui"), ("k", "ui"): tail = ["uei", "ui"]
        case ("g", "uo"), ("k", "uo"), ("h", "uo"), ("sh", "uo"): tail = ["uo"]
        case (_, "uo"): tail = ["o", "uo"]
        default: break
        }
        return tail.map { head + $0 }
    }

    private static let initials = [
        "b": "p", "d": "t", "g": "k", "j": "ch", "q": "ch", "x": "hs", "zh": "ch", "r": "j",
        "z": "ts", "c": "ts",
    ]

    private static let finals = [
        "ian": ["ien"], "ie": ["ieh"], "ong": ["ung"], "iong": ["iung"], "ue": ["ueh"],
    ]

    private static let irregular = [
        "zi": ["tzu"], "ci": ["tzu"], "si": ["szu", "ssu", "sze"], "er": ["erh"],
        "yi": ["i", "yi"], "yan": ["yen"], "ye": ["yeh"], "you": ["yu"], "yong": ["yung"],
        "yue": ["yueh"], "e": ["o", "e"], "ri": ["jih"],
    ]
}
