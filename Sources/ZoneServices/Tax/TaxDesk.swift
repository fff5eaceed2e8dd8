import Foundation
public import ZoneCore
public import ZoneRules

/// Answers questions about taxes that come as JSON Lines: one object a line, with the rules of each one's day.
public struct TaxDesk {
    private let book: RuleBook
    private let known: Day?
    /// The rules of days that were asked for; forgotten when there are too many.
    private var rules: [Day: Rules] = [:]
    private let encoder = JSONEncoder()

    /// Longest line that is read, in bytes.
    public static let byteCountMax = 65_536
    private static let dayCountMax = 1000

    /// A desk with that book; `known` leaves out what was not yet known on that day.
    public init(_ book: RuleBook, known: Day? = nil) {
        self.book = book
        self.known = known
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    }

    /// The answer to one line, as one line, and whether the question could be answered. A line that is too long comes as nil.
    public mutating func answer(_ line: [UInt8]?) -> (text: String, isAnswered: Bool) {
        var reply = Reply()
        let faults = ask(line, &reply)
        reply.faults = faults.isEmpty ? nil : faults.map(Reply.Fault.init)
        // Only a number that is not finite can't be encoded, and no reply has floating point.
        let text = (try? encoder.encode(reply)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return (text, faults.isEmpty)
    }

    /// Fills in what the question gives; returns everything that is wrong with it.
    private mutating func ask(_ line: [UInt8]?, _ reply: inout Reply) -> [TaxFault] {
        guard let line, line.count <= Self.byteCountMax else {
            return [TaxFault(.tooLong, at: "", expected: "at most \(Self.byteCountMax) bytes")]
        }
        guard
            let object = try? JSONDecoder().decode([String: QuestionValue].self, from: Data(line))
        else {
            let start = String(decoding: line.prefix(120), as: UTF8.self)
            return [TaxFault(.malformed, at: "", value: start, expected: "one JSON object")]
        }
        reply.id = object["id"]
        var faults: [TaxFault] = []
        func text(_ name: String) -> String? {
            guard let value = object[name] else {
                faults.append(TaxFault(.missing, at: name, expected: "text"))
                return nil
            }
            guard case .text(let text) = value else {
                faults.append(TaxFault(.badForm, at: name, expected: "text"))
                return nil
            }
            return text
        }
        if object["id"] == nil { faults.append(TaxFault(.missing, at: "id", expected: "text")) }
        let (regimeName, dayText) = (text("regime"), text("as_of"))
        (reply.regime, reply.asOf) = (regimeName, dayText)
        let regime = regimeName.flatMap(TaxRegime.init(rawValue:))
        if let regimeName, regime == nil {
            let names = TaxRegime.allCases.map(\.rawValue).joined(separator: ", ")
            faults.append(
                TaxFault(.unknownRegime, at: "regime", value: regimeName, expected: names))
        }
        let day = dayText.flatMap { Day($0) }
        if let dayText, day == nil {
            faults.append(TaxFault(.badForm, at: "as_of", value: dayText, expected: "YYYY-MM-DD"))
        }
        let inputs = inputs(object["inputs"], &faults)
        guard faults.isEmpty, let regime, let day else { return faults }
        let question = TaxQuestion(regime: regime, day: day, inputs: inputs)
        switch computeTax(question, rules: rules(on: day), isTraced: true) {
        case .refused(let faults): return faults
        case .taxed(let result):
            reply.result = NamedValues(result.values)
            reply.trace = result.trace.map(Reply.Step.init)
            return []
        }
    }

    private func inputs(_ value: QuestionValue?, _ faults: inout [TaxFault]) -> [TaxInput] {
        guard let value else {
            faults.append(TaxFault(.missing, at: "inputs", expected: "an object"))
            return []
        }
        guard case .object(let members) = value else {
            faults.append(TaxFault(.badForm, at: "inputs", expected: "an object"))
            return []
        }
        return members.sorted { $0.key < $1.key }.compactMap { name, value in
            guard let value = value.tax else {
                faults.append(
                    TaxFault(
                        .badForm, at: "inputs." + name,
                        expected: "text, a whole number, true or false, texts, or groups of these"))
                return nil
            }
            return TaxInput(name, value)
        }
    }

    private mutating func rules(on day: Day) -> Rules {
        if let known = rules[day] { return known }
        if rules.count >= Self.dayCountMax { rules.removeAll() }
        let made = book.rules(on: day, knownOn: known)
        rules[day] = made
        return made
    }
}

/// A value of a question, read strictly: `1` is no Boolean, and a number with a point is none of ours because its digits
/// are lost in reading; such numbers are texts.
private indirect enum QuestionValue: Codable {
    case text(String)
    case whole(Int)
    case flag(Bool)
    case list([QuestionValue])
    case object([String: QuestionValue])
    case other

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if let flag = try? value.decode(Bool.self) {
            self = .flag(flag)
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let whole = try? value.decode(Int.self) {
            self = .whole(whole)
        } else if let list = try? value.decode([QuestionValue].self) {
            self = .list(list)
        } else if let object = try? value.decode([String: QuestionValue].self) {
            self = .object(object)
        } else {
            self = .other
        }
    }

    func encode(to encoder: any Encoder) throws {
        var out = encoder.singleValueContainer()
        switch self {
        case .text(let text): try out.encode(text)
        case .whole(let whole): try out.encode(whole)
        case .flag(let flag): try out.encode(flag)
        case .list(let list): try out.encode(list)
        case .object(let object): try out.encode(object)
        case .other: try out.encodeNil()
        }
    }

    /// As the computation takes it; nil where it takes no such value.
    var tax: TaxValue? {
        switch self {
        case .text(let text): return .text(text)
        case .whole(let whole): return .whole(whole)
        case .flag(let flag): return .flag(flag)
        case .object, .other: return nil
        case .list(let list):
            let words = list.compactMap { if case .text(let text) = $0 { text } else { nil } }
            if words.count == list.count { return .words(words) }
            var groups: [[TaxInput]] = []
            for entry in list {
                guard case .object(let members) = entry else { return nil }
                var group: [TaxInput] = []
                for (name, value) in members.sorted(by: { $0.key < $1.key }) {
                    guard let value = value.tax else { return nil }
                    group.append(TaxInput(name, value))
                }
                groups.append(group)
            }
            return .groups(groups)
        }
    }
}

/// Named values as an object.
private struct NamedValues: Encodable {
    private struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    private let values: [TaxInput]

    init(_ values: [TaxInput]) { self.values = values }

    func encode(to encoder: any Encoder) throws {
        var out = encoder.container(keyedBy: Key.self)
        for named in values {
            let key = Key(stringValue: named.name)
            switch named.value {
            case .text(let text): try out.encode(text, forKey: key)
            case .whole(let whole): try out.encode(whole, forKey: key)
            case .flag(let flag): try out.encode(flag, forKey: key)
            case .words(let words): try out.encode(words, forKey: key)
            case .groups(let groups): try out.encode(groups.map(NamedValues.init), forKey: key)
            case .none: try out.encodeNil(forKey: key)
            }
        }
    }
}

/// One line of answers: `result` and `trace`, or `faults`.
private struct Reply: Encodable {
    struct Step: Encodable {
        var gnum: Int32?
        var zh: String
        var en: String
        var value: String
        var parameter: String?
        /// Since when the used value is in force: which version it is.
        var version: String?
        var known: String?
        var instrument: String?
        var article: String?
        var verified: Bool?

        init(_ step: TaxStep) {
            gnum = step.gnum
            zh = step.zh
            en = step.en
            value = step.value
            parameter = step.citation?.parameter.map { "\($0)" }
            version = step.citation?.from?.description
            known = step.citation?.known?.description
            instrument = step.citation?.instrument
            article = step.citation?.article
            verified = step.citation?.isVerified
        }
    }

    struct Fault: Encodable {
        var code: String
        var path: String
        var value: String?
        var expected: String
        var zh: String
        var en: String

        init(_ fault: TaxFault) {
            code = fault.kind.rawValue
            path = fault.path
            value = fault.value
            expected = fault.expected
            zh = fault.zh
            en = fault.en
        }
    }

    enum CodingKeys: String, CodingKey {
        case id, regime, result, trace, faults
        case asOf = "as_of"
    }

    var id: QuestionValue?
    var regime: String?
    var asOf: String?
    var result: NamedValues?
    var trace: [Step]?
    var faults: [Fault]?
}
