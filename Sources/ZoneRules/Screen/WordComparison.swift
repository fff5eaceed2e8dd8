/// Compares the words of a name with those of listed names, in any order.
///
/// A difference costs hundredths of a letter; the score is what is left of 100 when the costs are
/// spread over all letters.
struct WordComparison: Sendable {
    private var masks = EditMasks()
    private var listed: [Range<Int>] = []
    private var isTaken: [Bool] = []
    private var isDone: [Bool] = []
    private var tally = Tally()

    private struct Tally {
        var cost = 0
        var length = 0
        var exact = 0
        var exactLengthMax = 0
        var matched = 0
        var edits = 0
        var isInOrder = true
        var hasInitial = false
        var hasRest = false
        var hasTranscription = false
    }

    /// What differences cost, in hundredths of a letter.
    private enum Cost {
        static let edit = 100
        /// An edit that turns one well-formed pinyin name into another.
        static let readableEdit = 160
        /// The same where the name is in characters, which are not mistyped by the letter.
        static let transcribedEdit = 400
        /// An edit between two transcriptions with one skeleton.
        static let transcription = 50
        /// A letter that an initial stands for.
        static let initial = 20
        /// A letter of a word that the other name lacks.
        static let lacking = 30
        static let lackingFiller = 10
    }

    /// Takes the name that will be compared.
    mutating func take(_ name: FoldedName) {
        masks.take(name)
    }

    /// How alike the name last taken and a listed name are.
    mutating func compare(
        _ name: FoldedName, with number: Int, of store: NameStore
    ) -> (score: Int, reason: NameReason) {
        splitListed(store, number)
        tally = Tally()
        let isPinyin = store.isPinyin(number)
        isDone.removeAll(keepingCapacity: true)
        for _ in name.words { isDone.append(false) }
        takeEqual(name, store)
        takeAlike(
            name, store,
            edit: !isPinyin || !name.isPinyin
                ? Cost.edit : name.isTranscribed ? Cost.transcribedEdit : Cost.readableEdit)
        takeRest(name)
        guard tally.length > 0, tally.matched > 0 else { return (0, .spelling) }
        if tally.hasInitial, tally.exactLengthMax < 3 { return (0, .initials) }
        var score = 100 - (tally.cost + tally.length - 1) / tally.length
        // A name that is not pinyin, but one letter away from a listed one that is, was mistyped.
        if isPinyin, !name.isPinyin, tally.edits == 1, !tally.hasRest, !tally.hasInitial,
            tally.length >= 5, name.words.count > 1
        {
            score = max(score, 86)
        }
        return (max(0, score - (tally.isInOrder ? 0 : 1)), reason)
    }

    private var reason: NameReason {
        if tally.hasInitial { return .initials }
        if tally.edits > 0 { return tally.hasTranscription ? .transcription : .spelling }
        if tally.hasRest { return .part }
        return tally.isInOrder ? .words : .order
    }

    private mutating func splitListed(_ store: NameStore, _ number: Int) {
        listed.removeAll(keepingCapacity: true)
        isTaken.removeAll(keepingCapacity: true)
        let range = store.letterRange(number)
        var start = range.lowerBound
        for index in range where store.letters[index] == NameStore.space {
            listed.append(start..<index)
            isTaken.append(false)
            start = index + 1
        }
        if start < range.upperBound {
            listed.append(start..<range.upperBound)
            isTaken.append(false)
        }
    }

    private mutating func takeEqual(_ name: FoldedName, _ store: NameStore) {
        for (index, word) in name.words.enumerated() {
            for (other, range) in listed.enumerated()
            where !isTaken[other] && range.count == word.count {
                var offset = 0
                while offset < word.count,
                    name.letters[word.lowerBound + offset]
                        == store.letters[range.lowerBound + offset]
                {
                    offset += 1
                }
                guard offset == word.count else { continue }
                pair(index, other, cost: 0, length: word.count)
                tally.exact += 1
                if name.filler(word) == 0 {
                    tally.exactLengthMax = max(tally.exactLengthMax, word.count)
                }
                break
            }
        }
    }

    /// Pairs each word left with the listed word left that is most like it: one edit, and one more
    /// for each four letters beyond seven, or half of the letters between two transcriptions.
    private mutating func takeAlike(_ name: FoldedName, _ store: NameStore, edit: Int) {
        for (index, word) in name.words.enumerated() where !isDone[index] {
            var best: (other: Int, cost: Int, edits: Int, isTranscription: Bool)?
            for (other, range) in listed.enumerated() where !isTaken[other] {
                let length = max(word.count, range.count)
                if min(word.count, range.count) == 1 {
                    guard length > 1,
                        name.letters[word.lowerBound] == store.letters[range.lowerBound]
                    else { continue }
                    let cost = Cost.initial * length
                    if cost < best?.cost ?? .max { best = (other, cost, 0, false) }
                    continue
                }
                let edits = masks.distance(
                    word: index, length: word.count, store.letters, range)
                let isTranscription =
                    edit == Cost.edit && 2 * edits <= length
                    && Skeleton.hash(name.letters, word) == Skeleton.hash(store.letters, range)
                guard isTranscription || edits <= max(1, length / 4) else { continue }
                let cost = edits * (isTranscription ? Cost.transcription : edit)
                if cost < best?.cost ?? .max { best = (other, cost, edits, isTranscription) }
            }
            guard let best else { continue }
            tally.edits += best.edits
            if best.edits == 0 { tally.hasInitial = true }
            if best.isTranscription { tally.hasTranscription = true }
            pair(
                index, best.other, cost: best.cost,
                length: max(word.count, listed[best.other].count))
        }
    }

    private mutating func pair(_ index: Int, _ other: Int, cost: Int, length: Int) {
        isDone[index] = true
        isTaken[other] = true
        if index != other { tally.isInOrder = false }
        tally.cost += cost
        tally.length += length
        tally.matched += 1
    }

    /// Counts the words that have no partner. Words that only one name has were left out; words
    /// that both have instead of each other tell two parties apart.
    private mutating func takeRest(_ name: FoldedName) {
        var (own, other, fillers) = (0, 0, 0)
        for (index, word) in name.words.enumerated() where !isDone[index] {
            if tally.matched >= 2, name.filler(word) != 0 {
                fillers += word.count
            } else {
                own += word.count
            }
        }
        for (index, range) in listed.enumerated() where !isTaken[index] { other += range.count }
        leave(fillers, Cost.lackingFiller)
        leave(own + other, tally.matched >= 2 && min(own, other) == 0 ? Cost.lacking : Cost.edit)
    }

    private mutating func leave(_ length: Int, _ cost: Int) {
        guard length > 0 else { return }
        tally.hasRest = true
        tally.length += length
        tally.cost += cost * length
    }
}
