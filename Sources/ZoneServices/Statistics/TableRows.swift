import ZoneCore

/// What is wrong with tables.
public struct TableError: Error, Equatable, CustomStringConvertible {
    /// One sentence a defect: table and line, column, what stands there, what may.
    public var problems: [String]

    public var description: String { problems.joined(separator: "\n") }
}

/// Reads tab-separated tables with a heading and collects what is wrong with them.
struct TableRows {
    /// One row, by the names of its columns.
    struct Row {
        let place: String
        fileprivate let fields: [String: String]

        /// The field of a column of the table.
        subscript(_ column: String) -> String { fields[column] ?? "" }
    }

    private(set) var problems: [String] = []

    private static let rowCountMax = 10_000
    private static let problemCountMax = 1_000

    /// The rows of a table with exactly these columns; the first is its key. A row of another width is left out.
    mutating func read(_ name: String, _ text: String?, _ columns: [String]) -> [Row] {
        guard let text else {
            add("\(name): missing / 缺少")
            return []
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.first.map({ $0.split(separator: "\t").map(String.init) }) == columns else {
            add("\(name), line 1: expected / 应为 \(columns.joined(separator: ", "))")
            return []
        }
        var keys: Set<String> = []
        var rows: [Row] = []
        for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty {
            let place = "\(name), line \(index + 1)"
            guard rows.count < Self.rowCountMax else {
                add("\(place): over \(Self.rowCountMax) rows / 行数过多")
                return rows
            }
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard fields.count == columns.count else {
                add("\(place): \(fields.count) fields / 列, expected / 应为 \(columns.count)")
                continue
            }
            if !keys.insert(String(fields[0])).inserted {
                add("\(place): \(columns[0]) stands twice / 重复: \(fields[0])")
            }
            rows.append(
                Row(
                    place: place,
                    fields: Dictionary(uniqueKeysWithValues: zip(columns, fields.map(String.init))))
            )
        }
        return rows
    }

    /// The word of a column that has only certain words; nil, and reported, for another.
    mutating func word<Word: RawRepresentable<String> & CaseIterable>(
        _ row: Row, _ column: String
    ) -> Word? {
        let word = Word(rawValue: row[column])
        if word == nil {
            report(row, column, row[column], Word.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return word
    }

    /// The decimal number of a column; nil, and reported, for anything else.
    mutating func number(_ row: Row, _ column: String) -> Fraction? {
        let number = Fraction(decimal: row[column])
        if number == nil { report(row, column, row[column], "a decimal number / 数") }
        return number
    }

    mutating func report(_ row: Row, _ column: String, _ found: String, _ expected: String) {
        report(row, column, "“\(found)”, expected / 应为 \(expected)")
    }

    mutating func report(_ row: Row, _ column: String, _ problem: String) {
        add("\(row.place), \(column): \(problem)")
    }

    /// What is wrong between rows.
    mutating func report(_ problem: String) { add(problem) }

    private mutating func add(_ problem: String) {
        if problems.count < Self.problemCountMax { problems.append(problem) }
    }
}
