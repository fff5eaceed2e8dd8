import Testing
import ZoneRules

@Suite struct PhraseIndexTests {
    static let phrases = [
        Phrase(id: "meat", text: "肉", exceptions: ["肉桂", "多肉植物", "肉色"]),
        Phrase(id: "bird", text: "bird", exceptions: ["toy bird", "bird feeder"]),
        Phrase(id: "ham", text: "ham"),
        Phrase(id: "parrot", text: "鹦鹉"),
        Phrase(id: "live-parrot", text: "活体鹦鹉"),
        Phrase(id: "jerky", text: "牛肉干"),
        Phrase(id: "meat-again", text: "肉"),
        Phrase(id: "box", text: "Fox Fur"),
        Phrase(id: "nothing", text: " - "),
    ]
    static let index = PhraseIndex(phrases: phrases)

    func ids(_ text: String) -> [String] {
        Self.index.matches(in: text).map { Self.phrases[$0.phrase].id }.sorted()
    }

    static let cases: [(text: String, ids: [String])] = [
        ("牛肉乾", ["jerky", "meat", "meat-again"]),
        ("有机肉桂粉", ["meat-again"]),
        ("肉桂牛肉", ["meat", "meat-again", "meat-again"]),
        ("多肉植物", ["meat-again"]),
        ("活體鸚鵡", ["live-parrot", "parrot"]),
        ("Live BIRDS", ["bird"]),
        ("ＢＩＲＤ cage", ["bird"]),
        ("toy  bird", []),
        ("toy bird, live bird", ["bird"]),
        ("bird feeders", []),
        ("songbird", []), ("birdie", []), ("shampoo", []), ("smoked ham", ["ham"]),
        ("Ham火腿", ["ham"]), ("fox\u{3000}fur coat", ["box"]), ("foxes", []), ("", []),
        (" - ", []),
    ]

    @Test(arguments: cases)
    func phrasesAreMet(_ text: String, _ expected: [String]) {
        #expect(ids(text) == expected.sorted())
    }

    @Test func rangesAreOfTheOriginal() {
        let text = "ＡＢ  鸚鵡 x"
        let bytes = Array(text.utf8)
        let found = Self.index.matches(in: text).map {
            String(decoding: bytes[$0.bytes], as: UTF8.self)
        }
        #expect(found == ["鸚鵡"])
    }

    @Test func longTextsAndManyMatchesAreBounded() {
        let many = String(repeating: "鹦鹉", count: 500)
        #expect(Self.index.matches(in: many).count == PhraseIndex.matchCountMax)
        let long = String(repeating: "x", count: PhraseIndex.byteCountMax) + "鹦鹉"
        #expect(Self.index.matches(in: long).isEmpty)
    }

    /// The machine finds what looking for each phrase at each place finds.
    @Test func sameAsLookingForEachPhrase() {
        var random = SplitMix64(seed: 20_261_127)
        let letters = ["甲", "乙", "丙"]
        func word(_ length: Int) -> String {
            (0..<length).map { _ in letters[Int.random(in: 0..<3, using: &random)] }.joined()
        }
        for draw in 0..<200 {
            let phrases = (0..<8).map { Phrase(id: "\($0)", text: word(1 + $0 / 2)) }
            let text = word(20)
            let found = PhraseIndex(phrases: phrases).matches(in: text).map {
                "\($0.phrase) at \($0.bytes)"
            }
            var expected: Set<String> = []
            for (number, phrase) in phrases.enumerated() {
                let (whole, part) = (Array(text.utf8), Array(phrase.text.utf8))
                for start in 0...(whole.count - part.count)
                where Array(whole[start..<start + part.count]) == part {
                    expected.insert("\(number) at \(start..<start + part.count)")
                }
            }
            #expect(Set(found) == expected && found.count == expected.count, "draw \(draw)")
        }
    }
}
