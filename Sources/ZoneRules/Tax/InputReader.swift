import ZoneCore

/// Reads the inputs of a question by name, each in its form, and keeps everything that is wrong.
/// What is absent is nil without a fault; ``missing(_:expected:)`` reports what cannot be.
struct InputReader {
    private let inputs: [TaxInput]
    /// Where the inputs stand: `inputs` or `inputs.lines[0]`.
    private let path: String
    /// Bit n: input n was read.
    private var read: UInt64 = 0
    var faults: [TaxFault] = []

    /// The most an amount may be for the arithmetic to stay exact: a billion yuan.
    static let amountMax = Fixed5(1_000_000_000)
    private static let amountForm = "a number of yuan with at most 5 digits after the point"

    init(_ inputs: [TaxInput], at path: String) {
        self.inputs = inputs
        self.path = path
    }

    // MARK: Forms

    /// An amount in yuan or a quantity: 0 to a billion, at most five digits after the point.
    mutating func amount(_ name: StaticString) -> Fixed5? {
        guard let text = text(name, Self.amountForm) else { return nil }
        guard let amount = Fixed5(number: text.utf8) else {
            return fault(.badForm, name, text, Self.amountForm)
        }
        guard amount >= .zero, amount <= Self.amountMax else {
            return fault(.outOfRange, name, text, "0...1000000000")
        }
        return amount
    }

    /// A rate, as a share: 0 to `max`, at most five digits after the point.
    mutating func rate(_ name: StaticString, max: Rate = .one) -> Rate? {
        guard let text = text(name, "a share such as 0.13") else { return nil }
        guard let number = Fixed5(number: text.utf8), let rate = Rate(parts: number.units),
            rate <= max
        else {
            return fault(
                .outOfRange, name, text,
                "a share of 0...\(max.parts / Rate.partsPerOne), at most 5 digits after the point")
        }
        return rate
    }

    /// A whole number of 0 to a billion.
    mutating func whole(_ name: StaticString) -> Int64? {
        guard let text = text(name, "a whole number") else { return nil }
        guard let number = Fixed5(number: text.utf8), number >= .zero,
            number <= Self.amountMax, number.units % Fixed5.unitsPerOne == 0
        else { return fault(.outOfRange, name, text, "a whole number of 0...1000000000") }
        return number.units / Fixed5.unitsPerOne
    }

    /// A calendar day.
    mutating func day(_ name: StaticString) -> Day? {
        guard let text = text(name, "YYYY-MM-DD") else { return nil }
        return Day(text) ?? fault(.badForm, name, text, "YYYY-MM-DD")
    }

    /// Yes or no; nil where it is absent.
    mutating func flag(_ name: StaticString) -> Bool? {
        guard let value = value(name) else { return nil }
        if case .flag(let flag) = value { return flag }
        return fault(.badForm, name, value.shortText, "true or false")
    }

    /// A text, or a number as it is written; `expected` says what else would be wrong.
    mutating func text(_ name: StaticString, _ expected: String) -> String? {
        guard let value = value(name) else { return nil }
        if case .text(let text) = value { return text }
        if case .whole(let number) = value { return String(number) }
        return fault(.badForm, name, value.shortText, expected)
    }

    /// Several days, or none where they are absent.
    mutating func days(_ name: StaticString) -> [Day] {
        guard let value = value(name) else { return [] }
        guard case .words(let words) = value else {
            report(.badForm, name, value.shortText, "an array of days")
            return []
        }
        return words.compactMap { Day($0) ?? fault(.badForm, name, $0, "YYYY-MM-DD") }
    }

    /// Readers of the groups of that name, each with its own place.
    mutating func groups(_ name: StaticString) -> [InputReader]? {
        guard let value = value(name) else { return nil }
        guard case .groups(let groups) = value else {
            return fault(.badForm, name, value.shortText, "an array of objects")
        }
        return groups.enumerated().map { index, inputs in
            InputReader(inputs, at: "\(path).\(name)[\(index)]")
        }
    }

    /// Whether an input of that name is there; it need not be read.
    func has(_ name: StaticString) -> Bool { index(of: name) != nil }

    // MARK: Faults

    /// Reports that an input is needed and not there, unless it is there and wrong.
    mutating func missing(_ name: StaticString, expected: String) {
        if !has(name) { report(.missing, name, nil, expected) }
    }

    mutating func report(
        _ kind: TaxFault.Kind, _ name: StaticString, _ value: String?, _ expected: String
    ) {
        faults.append(TaxFault(kind, at: "\(path).\(name)", value: value, expected: expected))
    }

    /// Reports a fault and stands for the value that is not there.
    mutating func fault<Value>(
        _ kind: TaxFault.Kind, _ name: StaticString, _ value: String?, _ expected: String
    ) -> Value? {
        report(kind, name, value, expected)
        return nil
    }

    /// Reports that the rule book has nothing to say on the day of the question.
    mutating func notInForce(_ id: ParameterID, on day: Day) {
        faults.append(
            TaxFault(
                .notInForce, at: "as_of", value: day.description,
                expected: "a day on which \(id) has a value"))
    }

    /// Names that nothing read.
    var unused: [String] {
        inputs.indices.filter { read & (1 << UInt64($0)) == 0 }.map { inputs[$0].name }
    }

    private mutating func value(_ name: StaticString) -> TaxValue? {
        guard let index = index(of: name) else { return nil }
        read |= 1 << UInt64(index)
        return inputs[index].value == .none ? nil : inputs[index].value
    }

    private func index(of name: StaticString) -> Int? {
        inputs.firstIndex { $0.name.isSame(as: name) }
    }
}

extension String {
    /// Byte by byte; the lengths differ for most pairs.
    fileprivate func isSame(as name: StaticString) -> Bool {
        let count = utf8.count
        guard count == name.utf8CodeUnitCount else { return false }
        var at = 0
        for byte in utf8 {
            if name.utf8Start[at] != byte { return false }
            at += 1
        }
        return true
    }
}

extension TaxValue {
    /// The value as a report of faults shows it.
    fileprivate var shortText: String {
        switch self {
        case .text(let text): text
        case .whole(let number): String(number)
        case .flag(let flag): flag ? "true" : "false"
        case .words: "[...]"
        case .groups: "[{...}]"
        case .none: "null"
        }
    }
}

extension Fixed5 {
    /// Reads `[-]digits[.digits]` with at most five digits after the point and 14 before it.
    init?(number bytes: String.UTF8View) {
        var (units, digitCount, fractionCount): (Int64, Int, Int) = (0, 0, -1)
        var isNegative = false
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digitCount += 1
                if fractionCount >= 0 { fractionCount += 1 }
                guard digitCount <= 14, fractionCount <= 5 else { return nil }
                units = units * 10 + Int64(byte - UInt8(ascii: "0"))
            case UInt8(ascii: ".") where fractionCount < 0 && digitCount > 0: fractionCount = 0
            case UInt8(ascii: "-") where digitCount == 0 && !isNegative: isNegative = true
            default: return nil
            }
        }
        guard digitCount > 0, fractionCount != 0 else { return nil }
        for _ in max(0, fractionCount)..<5 {
            let (ten, isOver) = units.multipliedReportingOverflow(by: 10)
            guard !isOver else { return nil }
            units = ten
        }
        self.init(units: isNegative ? -units : units)
    }
}
