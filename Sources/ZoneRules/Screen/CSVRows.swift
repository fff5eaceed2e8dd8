/// The rows of a table with separators, as RFC 4180 writes them; also tables with tabs, which know
/// no quotes. One row is read at a time; a field is a range of bytes.
struct CSVRows {
    private let bytes: [UInt8]
    private let separator: UInt8
    private let hasQuotes: Bool
    private var position: Int
    private var nextLine = 1
    /// The line the row last read begins on, from 1.
    private(set) var line = 0
    /// The fields of the row last read.
    private(set) var fields: [String] = []
    /// What is wrong with the quotes of the row last read.
    private(set) var fault: Fault?

    enum Fault { case openQuote, textAfterQuote }

    init(_ bytes: [UInt8], separator: UInt8, hasQuotes: Bool) {
        self.bytes = bytes
        self.separator = separator
        self.hasQuotes = hasQuotes
        self.position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    /// Reads the next row that is not empty; false at the end.
    mutating func next() -> Bool {
        while position < bytes.count {
            line = nextLine
            fault = nil
            fields.removeAll(keepingCapacity: true)
            readRow()
            if fields.count > 1 || fields.first?.isEmpty == false { return true }
        }
        return false
    }

    private mutating func readRow() {
        while true {
            fields.append(readField())
            guard position < bytes.count else { return }
            let byte = bytes[position]
            position += 1
            if byte == separator { continue }
            if byte == UInt8(ascii: "\r"), position < bytes.count,
                bytes[position] == UInt8(ascii: "\n")
            {
                position += 1
            }
            nextLine += 1
            return
        }
    }

    /// Reads up to the separator or the end of the line, and leaves it unread.
    private mutating func readField() -> String {
        if hasQuotes, position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
            return readQuoted()
        }
        let start = position
        skipToEnd()
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func readQuoted() -> String {
        var text: [UInt8] = []
        position += 1
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == UInt8(ascii: "\n") { nextLine += 1 }
            guard byte == UInt8(ascii: "\"") else {
                text.append(byte)
                continue
            }
            if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
                text.append(byte)
                position += 1
                continue
            }
            let end = position
            skipToEnd()
            if position > end { fault = .textAfterQuote }
            return String(decoding: text, as: UTF8.self)
        }
        fault = .openQuote
        return String(decoding: text, as: UTF8.self)
    }

    private mutating func skipToEnd() {
        while position < bytes.count {
            switch bytes[position] {
            case separator, UInt8(ascii: "\n"), UInt8(ascii: "\r"): return
            default: position += 1
            }
        }
    }
}
