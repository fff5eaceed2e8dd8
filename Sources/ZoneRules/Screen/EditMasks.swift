/// For each word of a name, where each letter stands in it: what bit-parallel distances need.
struct EditMasks: Sendable {
    private var masks = [UInt64](repeating: 0, count: FoldedName.wordCountMax * 36)

    private static func place(_ letter: UInt8) -> Int {
        letter >= UInt8(ascii: "a") ? Int(letter) - 97 : Int(letter) - 48 + 26
    }

    /// Takes the words of a name.
    mutating func take(_ name: FoldedName) {
        for index in 0..<(name.words.count * 36) { masks[index] = 0 }
        for (word, range) in name.words.enumerated() {
            for (offset, index) in range.prefix(64).enumerated() {
                masks[word * 36 + Self.place(name.letters[index])] |= 1 << UInt64(offset)
            }
        }
    }

    /// Insertions, deletions, changes and swaps of neighbours between word `word`, of `length`
    /// letters, and `other[range]` (Hyyrö 2003).
    func distance(word: Int, length: Int, _ other: [UInt8], _ range: Range<Int>) -> Int {
        let last: UInt64 = 1 << UInt64(min(length, 64) - 1)
        var (vp, vn, d0, before): (UInt64, UInt64, UInt64, UInt64) = (~0, 0, 0, 0)
        var distance = min(length, 64)
        for index in range {
            let mask = masks[word * 36 + Self.place(other[index])]
            let swap = ((~d0 & mask) << 1) & before
            d0 = (((mask & vp) &+ vp) ^ vp) | mask | vn | swap
            var hp = vn | ~(d0 | vp)
            var hn = d0 & vp
            if hp & last != 0 { distance += 1 }
            if hn & last != 0 { distance -= 1 }
            hp = hp << 1 | 1
            hn <<= 1
            vp = hn | ~(d0 | hp)
            vn = hp & d0
            before = mask
        }
        return distance
    }
}
