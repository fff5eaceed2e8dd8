public import ZoneCore

/// A named check over the zone's own books: what supervision tests with, and what measures ask for before they are adopted.
///
/// The set is closed: a test is one of these with values of its parameters, never a query that somebody wrote.
public struct ZoneCheck: Sendable {
    public let name: String
    public let zh: String
    public let en: String
    public let parameters: [CheckParameter]
    let run: @Sendable (Zone, CheckValues) throws -> CheckOutcome

    init(
        _ name: String, zh: String, en: String, _ parameters: [CheckParameter],
        run: @escaping @Sendable (Zone, CheckValues) throws -> CheckOutcome
    ) {
        (self.name, self.zh, self.en, self.parameters) = (name, zh, en, parameters)
        self.run = run
    }

    /// All of them.
    public static let all: [ZoneCheck] = [
        .standing, .waitOverdue, .releasedWhileListed, .stockDiscrepancies, .stockImbalance,
        .dutiesLate, .receiptsUnanswered, .deadLetters, .creditCasesOverdue, .indicator,
        .monthsNotClosed, .ruleCases,
    ]

    /// The check of that name.
    public static func named(_ name: String) -> ZoneCheck? { all.first { $0.name == name } }
}

/// What a check asks for.
public struct CheckParameter: Sendable {
    /// What its value may be.
    public enum Kind: Sendable {
        case whole(ClosedRange<Int>)
        case word([String])
        case decimal
        /// Text of at most so many bytes.
        case text(Int)
    }

    public let name: String
    public let zh: String
    public let en: String
    public let kind: Kind
    /// Nil where it has to be given.
    public let standard: String?

    init(_ name: String, zh: String, en: String, _ kind: Kind, standard: String? = nil) {
        (self.name, self.zh, self.en, self.kind) = (name, zh, en, kind)
        self.standard = standard
    }

    /// What is allowed, in words of neither language.
    public var expected: String {
        switch kind {
        case .whole(let range): "\(range.lowerBound)...\(range.upperBound)"
        case .word(let words): words.joined(separator: ", ")
        case .decimal: "-?0...999999999[.0...9]"
        case .text(let countMax): "1...\(countMax) bytes"
        }
    }

    func takes(_ value: String) -> Bool {
        switch kind {
        case .whole(let range): Int(value).map(range.contains) ?? false
        case .word(let words): words.contains(value)
        case .decimal: Fraction(decimal: value) != nil
        case .text(let countMax):
            (1...countMax).contains(value.utf8.count)
                && !value.unicodeScalars.contains {
                    $0.value < 0x20 && $0 != "\n" && $0 != "\t"
                }
        }
    }
}

/// A check with the values of its parameters: a test that can be run.
public struct CheckCall: Hashable, Sendable, Codable {
    public var check: String
    public var parameters: [String: String]

    /// A call of a check.
    public init(check: String, parameters: [String: String] = [:]) {
        (self.check, self.parameters) = (check, parameters)
    }

    /// Most parameters that are looked at.
    static let parameterCountMax = 20

    /// Everything that is wrong with it; `field` is where it stands.
    public func problems(at field: String) -> [FilingProblem] {
        guard let known = ZoneCheck.named(check) else {
            let names = ZoneCheck.all.map(\.name).joined(separator: ", ")
            return [
                FilingProblem(
                    field: field + ".check", value: check, zh: "没有该检查，应为：\(names)。",
                    en: "There is no such check; one of: \(names).")
            ]
        }
        var problems: [FilingProblem] = []
        for name in parameters.keys.sorted().prefix(Self.parameterCountMax)
        where !known.parameters.contains(where: { $0.name == name }) {
            let names = known.parameters.map(\.name).joined(separator: ", ")
            problems.append(
                FilingProblem(
                    field: "\(field).parameters.\(name)", value: parameters[name] ?? "",
                    zh: "\(check)没有该参数，应为：\(names)。",
                    en: "\(check) has no such parameter; one of: \(names)."))
        }
        for parameter in known.parameters {
            guard let value = parameters[parameter.name] ?? parameter.standard else {
                problems.append(
                    FilingProblem(
                        field: "\(field).parameters.\(parameter.name)", value: "",
                        zh: "请填写\(parameter.zh)：\(parameter.expected)。",
                        en: "Give \(parameter.en): \(parameter.expected)."))
                continue
            }
            guard !parameter.takes(value) else { continue }
            problems.append(
                FilingProblem(
                    field: "\(field).parameters.\(parameter.name)", value: value,
                    zh: "\(parameter.zh)应为 \(parameter.expected)。",
                    en: "\(parameter.en): expected \(parameter.expected)."))
        }
        return problems
    }

    /// The values of its parameters, those that are not given as the check has them.
    var values: CheckValues {
        var values = parameters
        for parameter in ZoneCheck.named(check)?.parameters ?? [] {
            if values[parameter.name] == nil { values[parameter.name] = parameter.standard }
        }
        return CheckValues(values)
    }
}

/// Checked values of a check's parameters.
struct CheckValues: Sendable {
    private let values: [String: String]

    init(_ values: [String: String]) { self.values = values }

    func text(_ name: String) -> String { values[name] ?? "" }
    func whole(_ name: String) -> Int { values[name].flatMap { Int($0) } ?? 0 }
    func decimal(_ name: String) -> Fraction {
        values[name].flatMap { Fraction(decimal: $0) } ?? .zero
    }
    /// Nil where it was not given.
    func optional(_ name: String) -> String? { values[name] }
}

/// A case that offends.
public struct CheckCase: Hashable, Sendable, Codable {
    /// What it is about: a declaration `party:orderNo`, an item, a duty.
    public var subject: String
    public var zh: String
    public var en: String

    /// A case in both languages.
    public init(_ subject: String, zh: String, en: String) {
        (self.subject, self.zh, self.en) = (subject, zh, en)
    }
}

/// What a check found.
public struct CheckOutcome: Hashable, Sendable {
    /// The first of the cases.
    public private(set) var cases: [CheckCase] = []
    /// Cases that were counted.
    public private(set) var caseCount = 0
    /// Why not everything could be looked at; empty where it was.
    public var gap = ""

    /// Most cases that are kept with a run; all are counted up to ``countMax``.
    public static let keptCountMax = 200
    public static let countMax = 10_000

    /// Nothing yet.
    public init() {}

    /// Adds a case; false where no more are counted.
    @discardableResult
    mutating func add(_ one: CheckCase) -> Bool {
        if caseCount < Self.keptCountMax { cases.append(one) }
        caseCount += 1
        return caseCount < Self.countMax
    }

    public var verdict: CheckVerdict {
        caseCount > 0 ? .failed : gap.isEmpty ? .passed : .undecided
    }
}
