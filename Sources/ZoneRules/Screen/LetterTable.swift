import Foundation

/// What each scalar below U+2000 becomes when a name is folded to the letters a-z and 0-9.
///
/// Latin letters lose their marks, Cyrillic ones are transcribed as passports and news write them.
struct LetterTable: Sendable {
    /// Up to four letters, the first in the lowest byte; or one of the marks below.
    private let folded: [UInt32]

    /// Ends a word.
    static let separator: UInt32 = 0
    /// Is left out: apostrophes and combining marks.
    static let nothing: UInt32 = 1
    /// A letter of another script: it is kept as it is and compared like a Han character.
    static let character: UInt32 = 2

    static let count = 0x2000

    subscript(scalar: UInt32) -> UInt32 { folded[Int(scalar)] }

    init() {
        var folded = [UInt32](repeating: Self.separator, count: Self.count)
        for value in UInt32(0)..<UInt32(Self.count) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            folded[Int(value)] = Self.fold(scalar)
        }
        for (letters, words) in Self.special {
            for (letter, word) in zip(letters.unicodeScalars, words.split(separator: " ")) {
                let packed = Self.packed(word)
                folded[Int(letter.value)] = packed
                let capital = letter.properties.uppercaseMapping.unicodeScalars
                if let first = capital.first, capital.count == 1, first.value < UInt32(Self.count) {
                    folded[Int(first.value)] = packed
                }
            }
        }
        for mark in "'`´ʻʼʹʺʾʿьъЬЪ".unicodeScalars { folded[Int(mark.value)] = Self.nothing }
        self.folded = folded
    }

    /// Letters that have no decomposition into a-z, each with its transcription.
    private static let special = [
        ("ßæœøłđðþıŋħŧəƒ", "ss ae oe o l d d th i ng h t e f"),
        (
            "абвгдеёжзийклмнопрстуфхцчшщыэюя",
            "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch y e yu ya"
        ),
        ("іїєґўђјљњћџѓќѕ", "i i e g u dj j lj nj c dz g k dz"),
        ("әғқңөұүһ", "a g k n o u u h"),
    ]

    private static func packed(_ letters: some StringProtocol) -> UInt32 {
        letters.utf8.reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }

    private static func fold(_ scalar: Unicode.Scalar) -> UInt32 {
        if (0x300..<0x370).contains(scalar.value) { return nothing }
        let base = String(scalar).decomposedStringWithCompatibilityMapping.lowercased()
        var letters: UInt32 = 0
        var shift: UInt32 = 0
        for part in base.unicodeScalars where shift < 32 {
            let isLetter = (0x61...0x7A).contains(part.value) || (0x30...0x39).contains(part.value)
            guard isLetter else { continue }
            letters |= part.value << shift
            shift += 8
        }
        if letters != 0 {
            return scalar.properties.isAlphabetic || scalar.value < 0x80 ? letters : 0
        }
        return scalar.properties.isAlphabetic ? character : separator
    }
}
