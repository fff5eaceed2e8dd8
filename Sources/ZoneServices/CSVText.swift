/// Rows as CSV for a table program: UTF-8 with a mark at its beginning, every value in quotes, lines that end in CR LF.
public struct CSVText {
    /// What was added so far.
    public private(set) var text = "\u{FEFF}"

    /// A text without rows.
    public init() {}

    /// Adds a row. A value that a table program would take for a formula gets an apostrophe before it.
    public mutating func add(_ values: [String]) {
        text += values.map(Self.cell).joined(separator: ",") + "\r\n"
    }

    private static func cell(_ value: String) -> String {
        let isFormula = value.first.map { "=+-@\t\r".contains($0) } ?? false
        return "\"" + (isFormula ? "'" : "") + value.replacing("\"", with: "\"\"") + "\""
    }
}
