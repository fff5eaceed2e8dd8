import ZoneCore

/// Finds which rules' goods a line of a list is among.
struct GoodsIndex: Sendable {
    /// The rules that have goods.
    let rules: RiskRuleSet
    private var criteria: [(rule: RiskRuleID, criterion: GoodsCriterion)]
    private let prefixes: [PrefixTable]
    private var items: [String: [Int]] = [:]
    /// Criteria that mean all goods.
    private var unconditional: [Int] = []
    private let phrases: GoodsPhrases
    /// The criterion of each phrase; nil where its entry is not in force.
    private let phraseCriteria: [Int?]
    private let hasPhrases: Bool

    /// What a line has of a criterion.
    struct Match {
        var rule: RiskRuleID
        var criterion: GoodsCriterion
        /// The code, the phrase or the item number that was found.
        var found: String
    }

    /// The entries of a book that are in force.
    init(
        _ book: RiskBook, tariff: TariffTable,
        isInForce: (RiskRuleID, Dated<GoodsCriterion>) -> Bool
    ) {
        var criteria: [(rule: RiskRuleID, criterion: GoodsCriterion)] = []
        let places = book.rules.map { rule in
            rule.goods.map { entry -> Int? in
                guard isInForce(rule.id, entry) else { return nil }
                criteria.append((rule.id, entry.value))
                return criteria.count - 1
            }
        }
        self.criteria = criteria
        rules = criteria.reduce(into: []) { $0.insert(RiskRuleSet($1.rule)) }
        phrases = book.phrases
        phraseCriteria = book.phrases.owners.map { places[Int($0.rule.rawValue)][$0.entry] }
        hasPhrases = phraseCriteria.contains { $0 != nil }
        var codes: [(digits: String, criterion: Int)] = []
        for (index, (_, criterion)) in criteria.enumerated() {
            codes += criterion.codes.map { ($0, index) }
            for row in tariff.rows
            where row.supervision.contains(where: { criterion.supervision.contains($0) }) {
                codes.append((row.digits, index))
            }
            for item in criterion.items { items[item, default: []].append(index) }
            if criterion.codes.isEmpty, criterion.supervision.isEmpty, criterion.items.isEmpty,
                criterion.phrases.isEmpty
            {
                unconditional.append(index)
            }
        }
        prefixes = (2...10).map { length in
            PrefixTable(length: length, codes.filter { $0.digits.utf8.count == length })
        }.filter { !$0.isEmpty }
    }

    /// Calls `body` with each match of a line; a criterion that is met in two ways comes twice.
    func visitMatches(
        of line: Inventory.Line, in subject: RiskSubject, memo: inout ScreeningMemo,
        _ body: (Match) -> Void
    ) {
        func offer(_ index: Int, _ found: String) {
            // Most criteria are not open: a copy would be made in vain.
            guard criteria[index].criterion.isOpen(to: line, in: subject) else { return }
            let (rule, criterion) = criteria[index]
            body(Match(rule: rule, criterion: criterion, found: found))
        }
        if let (code, digitCount) = PrefixTable.number(of: line.gcode) {
            for table in prefixes where table.length <= digitCount {
                table.visit(code, digitCount) { offer($0, line.gcode) }
            }
        }
        if hasPhrases { visitPhrases(in: line.gname, &memo, offer) }
        if !items.isEmpty, let indices = items[line.itemNo] {
            for index in indices { offer(index, line.itemNo) }
        }
        for index in unconditional {
            let isDestination = !criteria[index].criterion.destinations.isEmpty
            offer(index, isDestination ? subject.country : line.country)
        }
    }

    private func visitPhrases(
        in name: String, _ memo: inout ScreeningMemo, _ offer: (Int, String) -> Void
    ) {
        let matches = memo.matches(in: name, of: phrases)
        if matches.isEmpty { return }
        var found: [(criterion: Int, phrase: String)] = []
        var excepted: [Int] = []
        for match in matches {
            guard let criterion = phraseCriteria[match.phrase] else { continue }
            if phrases.owners[match.phrase].isException {
                excepted.append(criterion)
            } else if !found.contains(where: { $0.criterion == criterion }) {
                found.append((criterion, phrases.owners[match.phrase].phrase))
            }
        }
        for (criterion, phrase) in found where !excepted.contains(criterion) {
            offer(criterion, phrase)
        }
    }
}

extension GoodsCriterion {
    /// Whether origin, mode and the excepted codes leave the line in.
    fileprivate func isOpen(to line: Inventory.Line, in subject: RiskSubject) -> Bool {
        if !modes.isEmpty, !modes.contains(subject.tradeMode) { return false }
        let isFrom =
            origins.contains(line.country)
            || (!subject.isExport && origins.contains(subject.country))
        if !origins.isEmpty, !isFrom { return false }
        if !destinations.isEmpty, !destinations.contains(subject.country) { return false }
        return !exceptCodes.contains { line.gcode.utf8.starts(with: $0.utf8) }
    }
}

extension TariffRow {
    /// The ten digits.
    fileprivate var digits: String {
        let text = String(code)
        return String(repeating: "0", count: 10 - text.utf8.count) + text
    }
}

/// Beginnings of HS codes of one length, sorted.
private struct PrefixTable: Sendable {
    let length: Int
    private let numbers: [UInt64]
    private let criteria: [Int]

    init(length: Int, _ codes: [(digits: String, criterion: Int)]) {
        self.length = length
        let sorted = codes.compactMap { code in
            Self.number(of: code.digits).map { (number: $0.code, criterion: code.criterion) }
        }.sorted { ($0.number, $0.criterion) < ($1.number, $1.criterion) }
        numbers = sorted.map(\.number)
        criteria = sorted.map(\.criterion)
    }

    var isEmpty: Bool { numbers.isEmpty }

    /// The digits as a number; nil unless there are two to ten and nothing else.
    static func number(of digits: String) -> (code: UInt64, digitCount: Int)? {
        let count = digits.utf8.count
        guard (2...10).contains(count) else { return nil }
        var code: UInt64 = 0
        for byte in digits.utf8 {
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            code = code * 10 + UInt64(byte - 0x30)
        }
        return (code, count)
    }

    func visit(_ code: UInt64, _ digitCount: Int, _ body: (Int) -> Void) {
        let number = code / Self.powers[digitCount - length]
        var (low, high) = (0, numbers.count)
        while low < high {
            let middle = (low + high) / 2
            if numbers[middle] < number { low = middle + 1 } else { high = middle }
        }
        while low < numbers.count, numbers[low] == number {
            body(criteria[low])
            low += 1
        }
    }

    private static let powers: [UInt64] = [
        1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000,
    ]
}
