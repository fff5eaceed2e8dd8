import Foundation
import Synchronization

/// For each Han character of U+3400...U+9FFF: its simplified form, its reading in Mandarin, and
/// its reading in Cantonese where our table has it.
///
/// The first two come from Foundation's transforms, in one call each and side by side, when the table
/// is made.
struct HanTable: Sendable {
    private let simplified: [UInt16]
    private let mandarin: [UInt16]
    private let cantonese: [UInt16]

    /// The characters the table covers.
    static let scalars: ClosedRange<UInt32> = 0x3400...0x9FFF

    /// The simplified form of a character; other scalars stay.
    func simplified(_ scalar: UInt32) -> UInt32 {
        Self.scalars.contains(scalar)
            ? UInt32(simplified[Int(scalar - Self.scalars.lowerBound)]) : scalar
    }

    /// The pinyin syllable of a simplified character, or nil.
    func mandarin(_ scalar: UInt32) -> UInt16? { Self.find(scalar, in: mandarin) }

    /// The Cantonese syllable of a simplified character, or nil.
    func cantonese(_ scalar: UInt32) -> UInt16? { Self.find(scalar, in: cantonese) }

    private static func find(_ scalar: UInt32, in table: [UInt16]) -> UInt16? {
        guard scalars.contains(scalar) else { return nil }
        let syllable = table[Int(scalar - scalars.lowerBound)]
        return syllable == .max ? nil : syllable
    }

    /// A text in simplified characters, and in pinyin.
    private static func transformed(_ text: String) -> (simple: String, latin: String) {
        let results = Mutex((simple: text, latin: text))
        DispatchQueue.concurrentPerform(iterations: 2) { number in
            if number == 0 {
                let latin = text.applyingTransform(.mandarinToLatin, reverse: false) ?? text
                results.withLock { $0.latin = latin }
            } else {
                let hans = StringTransform("Hant-Hans")
                let simple = text.applyingTransform(hans, reverse: false) ?? text
                results.withLock { $0.simple = simple }
            }
        }
        return results.withLock { $0 }
    }

    init(pinyin: SyllableTable, cantonese: CantoneseTable, letters: LetterTable) {
        var joined = String.UnicodeScalarView()
        for value in Self.scalars {
            joined.append(Unicode.Scalar(value) ?? " ")
            joined.append("\n")
        }
        let text = String(joined)
        let (simple, latin) = Self.transformed(text)
        simplified = zip(
            Self.scalars, simple.split(separator: "\n", omittingEmptySubsequences: false)
        )
        .map { scalar, line in
            line.unicodeScalars.first.flatMap { UInt16(exactly: $0.value) } ?? UInt16(scalar)
        }
        mandarin = zip(Self.scalars, latin.split(separator: "\n", omittingEmptySubsequences: false))
            .map { _, line in
                var packed: UInt64 = 0
                var shift: UInt64 = 0
                for scalar in line.unicodeScalars where scalar.value < UInt32(LetterTable.count) {
                    let letter = UInt64(letters[scalar.value])
                    guard letter > 2, shift < 64 else { continue }
                    packed |= letter << shift
                    shift += 8
                }
                return pinyin[packed] ?? .max
            }
        var table = [UInt16](repeating: .max, count: Self.scalars.count)
        for (scalar, syllable) in cantonese.characters where Self.scalars.contains(scalar) {
            table[Int(scalar - Self.scalars.lowerBound)] = syllable
        }
        self.cantonese = table
    }
}
