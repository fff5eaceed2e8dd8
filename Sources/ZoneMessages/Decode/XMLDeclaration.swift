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
            let trimmed = rest.drop { isSpace($0) }
            if trimmed.isEmpty { return found }
            guard trimmed.startIndex != rest.startIndex,
                let equals = trimmed.firstIndex(of: "=")
            else { return nil }
            let name = trimmed[..<equals].reversed().drop { isSpace($0) }.reversed()
            let value = trimmed[trimmed.index(after: equals)...].drop { isSpace($0) }
            guard let quote = value.first, quote == "\"" || quote == "'",
                let close = value.dropFirst().firstIndex(of: quote)
            else { return nil }
            found.append(
                (String(name), String(value[value.index(after: value.startIndex)..<close])))
            rest = value[value.index(after: close)...]
        }
    }

    private static func isSpace(_ character: Character) -> Bool {
        " \n\t\r\r\n".contains(character)
    }

    /// Whether the declaration has a version 1.x first, then at most encoding and standalone, in
    /// that order.
    static func isWellFormed(_ declaration: String) -> Bool {
        guard let attributes = attributes(declaration), attributes.first?.name == "version" else {
            return false
        }
        let version = attributes[0].value
        guard version.hasPrefix("1."), version.count > 2,
            version.utf8.dropFirst(2).allSatisfy(MessageDecoder.isDigit)
        else { return false }
        let rest = attributes.dropFirst().map(\.name)
        guard
            rest.isEmpty || rest == ["encoding"] || rest == ["standalone"]
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
