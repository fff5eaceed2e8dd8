/// The answer to one question about taxes.
public enum TaxAnswer: Sendable {
    /// The results, in the order of their names, and how they came about.
    case taxed(TaxResult)
    /// Everything that is wrong with the question; never empty.
    case refused([TaxFault])
}

/// What a question is answered with.
public struct TaxResult: Sendable {
    /// The results in the order of their names.
    public var values: [TaxInput]
    /// Each step with its figure and where that comes from; empty unless it was asked for.
    public var trace: [TaxStep]

    /// The result of that name.
    public subscript(name: String) -> TaxValue? { values.first { $0.name == name }?.value }
}

/// One thing that is wrong with a question.
public struct TaxFault: Error, Hashable, Sendable {
    /// What is wrong.
    public var kind: Kind
    /// Where: `regime`, `as_of`, `inputs.goods`, `inputs.lines[0].dutiable`.
    public var path: String
    /// What was found, at most 120 characters; nil where nothing was there.
    public var value: String?
    /// What would have been right.
    public var expected: String

    /// What can be wrong. The raw value is a stable code.
    public enum Kind: String, Sendable, CaseIterable {
        /// The line is not one JSON object.
        case malformed = "tax.malformed"
        /// The line is too long to read.
        case tooLong = "tax.too-long"
        /// A field or an input that is needed is not there.
        case missing = "tax.missing"
        /// A value is not of the form it needs.
        case badForm = "tax.bad-form"
        /// A value is of the right form and out of range.
        case outOfRange = "tax.out-of-range"
        /// No regime of that name.
        case unknownRegime = "tax.unknown-regime"
        /// The rule book has no value of a needed parameter on that day.
        case notInForce = "tax.not-in-force"
        /// The tariff table does not have the code, or not the rate that is needed.
        case notInTariff = "tax.not-in-tariff"
    }

    /// A fault with all its parts; a long value is shortened.
    public init(_ kind: Kind, at path: String, value: String? = nil, expected: String) {
        self.kind = kind
        self.path = path
        self.value = value.map { String($0.prefix(120)) }
        self.expected = expected
    }

    /// What is wrong, in Chinese.
    public var zh: String {
        switch kind {
        case .malformed: "该行不是一个 JSON 对象。"
        case .tooLong: "该行过长，未读取。"
        case .missing: "缺少 \(path)。"
        case .badForm: "\(path) 的形式不对。"
        case .outOfRange: "\(path) 超出允许范围。"
        case .unknownRegime: "没有这种征税方式。"
        case .notInForce: "规则库在该日没有所需参数的值。"
        case .notInTariff: "税则表没有该编码，或没有所需的税率。"
        }
    }

    /// What is wrong, in English.
    public var en: String {
        switch kind {
        case .malformed: "The line is not one JSON object."
        case .tooLong: "The line is too long; it was not read."
        case .missing: "\(path) is missing."
        case .badForm: "\(path) does not have the right form."
        case .outOfRange: "\(path) is out of range."
        case .unknownRegime: "There is no such regime."
        case .notInForce: "The rule book has no value of a needed parameter on that day."
        case .notInTariff: "The tariff table lacks the code, or a rate of it that is needed."
        }
    }
}
