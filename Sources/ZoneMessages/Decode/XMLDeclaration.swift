/// The XML declaration `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`.
enum XMLDeclaration {
    /// The declaration nearly every message has; it is met without being taken apart.
    static let usual: StaticString = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"

    /// Name and value of its pseudo-attributes, or nil when it is not well-formed.
    static func attributes(_ declaration: String) -> [(name: String, value: String)]? {
        guard declaration.hasPrefix("<?xml"), declaration.hasSuffix("?>") else { return nil }
        var rest = declaration.dropFirst(5).dropLast(2)
        var found: [(String, String)] = []
        while true {
            let trimmed = rest.drop { $0.isWhitespace }
            if trimmed.isEmpty { return found }
            guard trimmed.startIndex != rest.startIndex,
                let equals = trimmed.firstIndex(of: "=")
            else { return nil }
            let name = trimmed[..<equals].reversed().drop { $0.isWhitespace }.reversed()
            let value = trimmed[trimmed.index(after: equals)...].drop { $0.isWhitespace }
            guard let quote = value.first, quote == "\"" || quote == "'",
                let close = value.dropFirst().firstIndex(of: quote)
            else { return nil }
            found.append((String(name), String(value[value.index(after: value.startIndex)..<close])))
            rest = value[value.index(after: close)...]
        }
    }

    /// Whether the declaration has a version 1.x first, then at most encoding and standalone, in that order.
    static func isWellFormed(_ declaration: String) -> Bool {
        guard let attributes = attributes(declaration), attributes.first?.name == "version" else {
            return false
        }
        guard attributes[0].value.hasPrefix("1."), attributes[0].value.count > 2 else {
            return false
        }
        let rest = attributes.dropFirst().map(\.name)
        guard rest.isEmpty || rest == ["encoding"] || rest == ["standalone"]
            || rest == ["encoding", "standalone"]
        else { return false }
        return attributes.allSatisfy { name, value in
            switch name {
            case "standalone": value == "yes" || value == "no"
            case "encoding":
                value.first.map { $0.isASCII && $0.isLetter } ?? false
                    && value.utf8.allSatisfy {
                        ByteClass.isName($0) && $0 < 0x80 && $0 != UInt8(ascii: ":")
                    }
            default: true
            }
        }
    }
}
