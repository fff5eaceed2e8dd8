/// What the transcriptions of one word have in common: its consonants, in classes that different
/// systems write with different letters.
enum Skeleton {
    /// The hash of the skeleton of the word at `range`.
    static func hash(_ letters: [UInt8], _ range: Range<Int>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        var last: UInt8 = 0
        var index = range.lowerBound
        while index < range.upperBound {
            let (consonant, length) = next(letters, index, range)
            index += length
            guard consonant != 0, consonant != last else { continue }
            hash = (hash ^ UInt64(consonant)) &* 0x0000_0100_0000_01B3
            last = consonant
        }
        return hash
    }

    /// The class of the letters at `index`, 0 for none, and how many letters it takes.
    private static func next(
        _ letters: [UInt8], _ index: Int, _ range: Range<Int>
    ) -> (UInt8, Int) {
        func letter(_ offset: Int) -> UInt8 {
            index + offset < range.upperBound ? letters[index + offset] : 0
        }
        let isFirst = index == range.lowerBound
        switch (letter(0), letter(1)) {
        case (UInt8(ascii: "d"), UInt8(ascii: "z")), (UInt8(ascii: "d"), UInt8(ascii: "j")):
            return (isFirst ? UInt8(ascii: "j") : 0, letter(2) == UInt8(ascii: "h") ? 3 : 2)
        case (UInt8(ascii: "j"), _), (UInt8(ascii: "y"), _):
            return (isFirst ? UInt8(ascii: "j") : 0, 1)
        case (UInt8(ascii: "i"), UInt8(ascii: "a")), (UInt8(ascii: "i"), UInt8(ascii: "o")),
            (UInt8(ascii: "i"), UInt8(ascii: "u")), (UInt8(ascii: "i"), UInt8(ascii: "e")):
            return (isFirst ? UInt8(ascii: "j") : 0, 1)
        case (UInt8(ascii: "a"), _), (UInt8(ascii: "e"), _), (UInt8(ascii: "i"), _),
            (UInt8(ascii: "o"), _), (UInt8(ascii: "u"), _):
            return (isFirst ? UInt8(ascii: "a") : 0, 1)
        case (UInt8(ascii: "h"), _): return (isFirst ? UInt8(ascii: "h") : 0, 1)
        case (UInt8(ascii: "p"), UInt8(ascii: "h")): return (UInt8(ascii: "v"), 2)
        case (UInt8(ascii: "f"), _), (UInt8(ascii: "w"), _), (UInt8(ascii: "v"), _):
            return (UInt8(ascii: "v"), 1)
        case (UInt8(ascii: "t"), UInt8(ascii: "s")), (UInt8(ascii: "t"), UInt8(ascii: "z")),
            (UInt8(ascii: "t"), UInt8(ascii: "c")):
            return (UInt8(ascii: "k"), 2)
        case (UInt8(ascii: "s"), UInt8(ascii: "c")):
            return (UInt8(ascii: "s"), letter(2) == UInt8(ascii: "h") ? 3 : 1)
        case (UInt8(ascii: "s"), UInt8(ascii: "h")):
            let isLong = letter(2) == UInt8(ascii: "c") && letter(3) == UInt8(ascii: "h")
            return (UInt8(ascii: "s"), isLong ? 4 : 2)
        case (UInt8(ascii: "z"), _), (UInt8(ascii: "s"), _): return (UInt8(ascii: "s"), 1)
        case (UInt8(ascii: "c"), _), (UInt8(ascii: "k"), _), (UInt8(ascii: "q"), _):
            if letter(0) == UInt8(ascii: "k"), letter(1) == UInt8(ascii: "s") {
                return (UInt8(ascii: "x"), 2)
            }
            return (UInt8(ascii: "k"), 1)
        case (let other, _): return (other, 1)
        }
    }
}
