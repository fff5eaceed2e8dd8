/// A header value with parameters: `multipart/form-data; boundary="x"`.
struct HeaderValue: Equatable {
    /// What stands before the first `;`, in lower case.
    var name: String
    /// Parameters by their name in lower case; quotes are taken off.
    var parameters: [String: String]

    init(_ text: some StringProtocol) {
        let parts = Self.split(text, at: ";")
        name = (parts.first ?? "").trimmed().lowercased()
        parameters = [:]
        for part in parts.dropFirst() {
            guard let equals = part.firstIndex(of: "=") else { continue }
            let key = part[..<equals].trimmed().lowercased()
            parameters[key] = Self.unquoted(part[part.index(after: equals)...].trimmed())
        }
    }

    /// Splits at `separator` outside of quoted strings.
    static func split(_ text: some StringProtocol, at separator: Character) -> [Substring] {
        var parts: [Substring] = []
        var isQuoted = false
        var isEscaped = false
        let whole = Substring(text)
        var start = whole.startIndex
        for index in whole.indices {
            let character = whole[index]
            if isEscaped {
                isEscaped = false
            } else if isQuoted, character == "\\" {
                isEscaped = true
            } else if character == "\"" {
                isQuoted.toggle()
            } else if character == separator, !isQuoted {
                parts.append(whole[start..<index])
                start = whole.index(after: index)
            }
        }
        return parts + [whole[start...]]
    }

    private static func unquoted(_ text: String) -> String {
        guard text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return text }
        var result = ""
        var isEscaped = false
        for character in text.dropFirst().dropLast() {
            if character == "\\", !isEscaped {
                isEscaped = true
            } else {
                result.append(character)
                isEscaped = false
            }
        }
        return result
    }
}

/// An Accept or Accept-Language header: ranges with their weights.
struct Accept {
    private var weights: [String: Int] = [:]

    /// Nothing said means that everything is welcome.
    init(_ header: String?) {
        guard let header, header.utf8.count <= 2000 else { return }
        for range in HeaderValue.split(header, at: ",").prefix(50) {
            let value = HeaderValue(range)
            guard !value.name.isEmpty else { continue }
            weights[value.name] = Self.thousandths(value.parameters["q"] ?? "1")
        }
    }

    /// Weight of exactly that name in thousandths, 0 where it isn't named.
    func weight(_ name: String) -> Int { weights[name] ?? 0 }

    /// Whether a person's browser asks.
    var namesHTML: Bool { weight("text/html") > 0 }

    /// Whether XML was asked for by name, more than JSON, and not by a browser.
    var prefersXML: Bool {
        let xml = max(weight("application/xml"), weight("text/xml"))
        return xml > weight("application/json") && !namesHTML
    }

    /// `0.8` as 800; 0 for anything that is no weight.
    private static func thousandths(_ text: String) -> Int {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, let whole = Int(parts[0]), (0...1).contains(whole) else { return 0 }
        guard parts.count == 2, whole == 0 else { return whole * 1000 }
        let digits = parts[1].prefix(3)
        guard digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { return 0 }
        return Int(digits + String(repeating: "0", count: 3 - digits.count)) ?? 0
    }
}

extension StringProtocol {
    /// Without spaces and tabs at both ends.
    func trimmed() -> String {
        guard let first = firstIndex(where: { $0 != " " && $0 != "\t" }),
            let last = lastIndex(where: { $0 != " " && $0 != "\t" })
        else { return "" }
        return String(self[first...last])
    }
}
