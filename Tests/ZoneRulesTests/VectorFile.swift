import Foundation
import Testing
import ZoneCore
import ZoneRules

/// One row of a file of tax vectors: a question and every result that is expected.
struct TaxVector: Sendable, CustomTestStringConvertible {
    var id: String
    var question: TaxQuestion
    var expected: [String: JSONValue]
    var testDescription: String { id }

    /// The rows of a table of id, regime, as_of, inputs_json, expected_json and others; traps where
    /// a row cannot be read.
    static func rows(of text: String) -> [TaxVector] {
        text.split(separator: "\n").dropFirst().map { line in
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
            let object: (Substring) -> [String: JSONValue]? = { cell in
                try? JSONDecoder().decode([String: JSONValue].self, from: Data(cell.utf8))
            }
            guard cells.count > 4, let regime = TaxRegime(rawValue: String(cells[1])),
                let day = Day(cells[2]), let inputs = object(cells[3]),
                let expected = object(cells[4])
            else { preconditionFailure("cannot read \(line)") }
            return TaxVector(
                id: String(cells[0]),
                question: TaxQuestion(
                    regime: regime, day: day,
                    inputs: inputs.sorted { $0.key < $1.key }.map { TaxInput($0.key, $0.value.tax) }
                ),
                expected: expected)
        }
    }

    /// The rows of a file with one JSON object a line: id, regime, as_of, inputs, result; traps where a
    /// line cannot be read.
    static func lines(of text: String) -> [TaxVector] {
        struct Line: Decodable {
            var id: String
            var regime: String
            var asOf: String
            var inputs: [String: JSONValue]
            var result: [String: JSONValue]

            enum CodingKeys: String, CodingKey {
                case id, regime, inputs, result
                case asOf = "as_of"
            }
        }
        return text.split(separator: "\n").map { line in
            guard let row = try? JSONDecoder().decode(Line.self, from: Data(line.utf8)),
                let regime = TaxRegime(rawValue: row.regime), let day = Day(row.asOf)
            else { preconditionFailure("cannot read \(line)") }
            return TaxVector(
                id: row.id,
                question: TaxQuestion(
                    regime: regime, day: day,
                    inputs: row.inputs.sorted { $0.key < $1.key }
                        .map { TaxInput($0.key, $0.value.tax) }),
                expected: row.result)
        }
    }

    /// Asks the question and holds the results against the expected ones, name by name.
    func check(known: Day? = nil) {
        switch computeTax(question, book: Example.book, known: known) {
        case .taxed(let result):
            let found = Dictionary(
                result.values.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
            #expect(found == expected.mapValues(\.tax), "\(id)")
        case .refused(let faults):
            Issue.record("\(id) refused: \(faults)")
        }
    }
}

/// A JSON value, decoded strictly: `1` is no Boolean.
indirect enum JSONValue: Decodable, Hashable, Sendable {
    case flag(Bool)
    case whole(Int)
    case text(String)
    case words([String])
    case groups([[String: JSONValue]])
    case null

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let flag = try? value.decode(Bool.self) {
            self = .flag(flag)
        } else if let whole = try? value.decode(Int.self) {
            self = .whole(whole)
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let words = try? value.decode([String].self) {
            self = .words(words)
        } else {
            self = .groups(try value.decode([[String: JSONValue]].self))
        }
    }

    /// The value as questions and answers hold it; numbers of questions are text.
    var tax: TaxValue {
        switch self {
        case .flag(let flag): .flag(flag)
        case .whole(let number): .whole(number)
        case .text(let text): .text(text)
        case .words(let words): .words(words)
        case .groups(let groups):
            .groups(
                groups.map { group in
                    group.sorted { $0.key < $1.key }.map { TaxInput($0.key, $0.value.tax) }
                })
        case .null: .none
        }
    }
}
