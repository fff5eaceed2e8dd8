/// All tables that folding a name needs. They are made once, at the first use, in about 0.3 s.
struct ScriptTables: Sendable {
    let letters: LetterTable
    let pinyin: Pinyin
    let cantonese: CantoneseTable
    let han: HanTable
    let surnames: SurnameTable
    /// Words that say little: `1` the form of a firm, `2` a particle of a person's name.
    let fillers: SyllableTable

    static let shared = ScriptTables()

    private init() {
        letters = LetterTable()
        pinyin = Pinyin()
        cantonese = CantoneseTable()
        han = HanTable(pinyin: pinyin.table, cantonese: cantonese, letters: letters)
        surnames = SurnameTable(pinyin: pinyin)
        var fillers = SyllableTable(bits: 9)
        for word in Self.firmForms.split(separator: " ") {
            fillers.add(SyllableTable.packed(word), 1)
        }
        for word in Self.particles.split(separator: " ") {
            fillers.add(SyllableTable.packed(word), 2)
        }
        self.fillers = fillers
    }

    /// Endings of Chinese firms, the longest first.
    static let firmEndings: [[UInt32]] = [
        "股份有限责任公司", "股份有限公司", "有限责任公司", "有限公司", "集团公司", "公司",
    ].map { $0.unicodeScalars.map(\.value) }

    private static let firmForms = """
        co ltd limited llc llp inc corp company gmbh ag sa srl spa bv nv plc pte pty ooo oao zao pao \
        ao jsc ojsc cjsc pjsc sarl kg oy ab sdn bhd tov ltda
        """

    private static let particles = """
        al el bin ibn bint de la del da dos di von van der den the of and abu y e
        """
}
