/// Phrases for forbidden goods, made ready for finding all of them in a text in one pass
/// (Aho and Corasick 1975).
///
/// Phrases of letters are met as whole words, also with an `s` or `es` behind; phrases of
/// characters anywhere. A phrase is not met where one of its exceptions covers it.
public struct PhraseIndex: Sendable {
    /// The phrases.
    public let phrases: [Phrase]
    /// Patterns: the folded phrases, then the folded exceptions of all.
    private var patterns: [Pattern] = []
    private var machine = ByteMachine()
    private let han: HanTable

    /// Bytes of a text that are looked at; the rest is cut off.
    public static let byteCountMax = 4096
    /// Matches that one text gives at most.
    public static let matchCountMax = 100

    private struct Pattern {
        var length: Int
        /// The phrase it is, or whose exception it is.
        var phrase: Int
        var isException: Bool
        /// The next pattern with the same text.
        var next: Int?
    }

    /// Makes the index. Phrases and exceptions without a letter are never met.
    public init(phrases: [Phrase]) {
        self.phrases = phrases
        han = ScriptTables.shared.han
        var scratch = PhraseScratch()
        for (index, phrase) in phrases.enumerated() {
            add(phrase.text, phrase: index, isException: false, &scratch)
            for exception in phrase.exceptions {
                add(exception, phrase: index, isException: true, &scratch)
            }
        }
        machine.finish()
    }

    private mutating func add(
        _ text: String, phrase: Int, isException: Bool, _ scratch: inout PhraseScratch
    ) {
        fold(text, into: &scratch)
        guard scratch.folded.contains(where: Self.isTelling) else { return }
        let state = machine.add(scratch.folded)
        patterns.append(
            Pattern(
                length: scratch.folded.count, phrase: phrase, isException: isException,
                next: machine.pattern(of: state)))
        machine.setPattern(patterns.count - 1, of: state)
    }

    /// All phrases in `text`, in the order of their ends; at most `matchCountMax`.
    public func matches(in text: String) -> [PhraseMatch] {
        var scratch = PhraseScratch()
        return matches(in: text, scratch: &scratch)
    }

    /// All phrases in `text`, with the working memory of the caller's loop.
    public func matches(in text: String, scratch: inout PhraseScratch) -> [PhraseMatch] {
        fold(text, into: &scratch)
        scratch.met.removeAll(keepingCapacity: true)
        var state = 0
        for index in scratch.folded.indices {
            state = machine.next(state, scratch.folded[index])
            var output = machine.firstOutput(state)
            while let pattern = output.pattern {
                meet(pattern, end: index + 1, &scratch)
                output = machine.nextOutput(output)
            }
        }
        guard !scratch.met.isEmpty else { return [] }
        return uncovered(scratch)
    }

    private func meet(_ first: Int, end: Int, _ scratch: inout PhraseScratch) {
        var pattern: Int? = first
        while let number = pattern {
            let start = end - patterns[number].length
            if stands(start, end, in: scratch.folded) {
                scratch.met.append((Int32(number), Int32(start)))
            }
            pattern = patterns[number].next
        }
    }

    /// Whether letters at the ends of a range are not in the middle of a word.
    private func stands(_ start: Int, _ end: Int, in folded: [UInt8]) -> Bool {
        func isWord(_ index: Int) -> Bool {
            folded.indices.contains(index) && Self.isTelling(folded[index]) && folded[index] < 0x80
        }
        if isWord(start), isWord(start - 1) { return false }
        guard isWord(end - 1), isWord(end) else { return true }
        var end = end
        if folded[end] == UInt8(ascii: "e"), isWord(end + 1) { end += 1 }
        return folded[end] == UInt8(ascii: "s") && !isWord(end + 1)
    }

    private func uncovered(_ scratch: PhraseScratch) -> [PhraseMatch] {
        var matches: [PhraseMatch] = []
        for (number, start) in scratch.met where !patterns[Int(number)].isException {
            let pattern = patterns[Int(number)]
            let range = Int(start)..<Int(start) + pattern.length
            let isCovered = scratch.met.contains { other, otherStart in
                let exception = patterns[Int(other)]
                return exception.isException && exception.phrase == pattern.phrase
                    && Int(otherStart) <= range.lowerBound
                    && Int(otherStart) + exception.length >= range.upperBound
            }
            if isCovered { continue }
            let bytes =
                Int(scratch.origins[range.lowerBound])..<Int(scratch.origins[range.upperBound])
            matches.append(PhraseMatch(phrase: pattern.phrase, bytes: bytes))
            if matches.count == Self.matchCountMax { break }
        }
        return matches
    }

    private static func isTelling(_ byte: UInt8) -> Bool {
        byte >= 0x80 || (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
    }

    /// Writes `text` in small letters, half width and simplified characters; spaces in a row become
    /// one. The origins have one more element than the bytes: the end of the text.
    private func fold(_ text: String, into scratch: inout PhraseScratch) {
        scratch.folded.removeAll(keepingCapacity: true)
        scratch.origins.removeAll(keepingCapacity: true)
        var offset = 0
        for scalar in text.unicodeScalars {
            let length = UTF8.width(scalar)
            guard offset + length <= Self.byteCountMax else { break }
            var value = scalar.value
            if (0xFF01...0xFF5E).contains(value) { value -= 0xFEE0 }
            if (0x41...0x5A).contains(value) { value += 0x20 }
            if value == 0x3000 || value < 0x20 { value = 0x20 }
            let isSecondSpace = value == 0x20 && (scratch.folded.last ?? 0x20) == 0x20
            if !isSecondSpace, let folded = Unicode.Scalar(han.simplified(value)) {
                UTF8.encode(folded)?.forEach {
                    scratch.folded.append($0)
                    scratch.origins.append(Int32(offset))
                }
            }
            offset += length
        }
        if scratch.folded.last == 0x20 {
            scratch.folded.removeLast()
            offset = Int(scratch.origins.removeLast())
        }
        scratch.origins.append(Int32(offset))
    }
}
