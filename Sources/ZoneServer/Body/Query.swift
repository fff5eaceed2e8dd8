import Hummingbird
import ZoneCore

/// The query of a request, read strictly: a value of the wrong form is refused, not ignored.
struct Query {
    private let values: [Substring: String?]

    /// Of a parameter that stands twice the first counts.
    init(_ request: Request) {
        let pairs = (request.uri.query ?? "").split(separator: "&").prefix(50).map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let raw = parts.count == 2 ? String(parts[1]) : ""
            return (parts[0], String(raw.replacing("+", with: " ")).percentDecoded())
        }
        values = Dictionary(pairs) { first, _ in first }
    }

    /// The text of a parameter; nil where it is missing or empty.
    func text(_ name: String, lengthMax: Int = 100) throws(Problem) -> String? {
        guard let entry = values[Substring(name)], entry != "" else { return nil }
        guard let value = entry, value.utf8.count <= lengthMax,
            !value.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F })
        else { throw .parameterInvalid(name: name, expected: "1...\(lengthMax) bytes") }
        return value
    }

    /// The whole number of a parameter; nil where it is missing or empty.
    func number(_ name: String, in range: ClosedRange<Int64>) throws(Problem) -> Int64? {
        guard let entry = values[Substring(name)], entry != "" else { return nil }
        guard let number = entry.flatMap({ Int64($0) }), range.contains(number) else {
            throw .parameterInvalid(
                name: name, expected: "\(range.lowerBound)...\(range.upperBound)")
        }
        return number
    }

    /// The day of a parameter, `YYYY-MM-DD`; nil where it is missing or empty.
    func day(_ name: String) throws(Problem) -> Day? {
        guard let entry = values[Substring(name)], entry != "" else { return nil }
        guard let day = entry.flatMap({ Day($0) }) else {
            throw .parameterInvalid(name: name, expected: "YYYY-MM-DD")
        }
        return day
    }

    /// How many entries are asked for.
    func limit(countMax: Int, default count: Int) throws(Problem) -> Int {
        Int(try number("limit", in: 1...Int64(countMax)) ?? Int64(min(count, countMax)))
    }
}

extension String {
    /// With each `%hh` replaced by its byte; nil where that is no UTF-8 or a `%` stands alone.
    func percentDecoded() -> String? {
        guard utf8.contains(UInt8(ascii: "%")) else { return self }
        var bytes: [UInt8] = []
        var rest = utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst()?.hexValue, let low = rest.popFirst()?.hexValue else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// With every byte but letters, digits, `.`, `-` and `_` as `%hh`.
    func percentEncoded() -> String {
        var text = ""
        for byte in utf8 {
            if byte.isIdentifierByte {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = Array("0123456789ABCDEF")
                text += "%" + String(digits[Int(byte >> 4)]) + String(digits[Int(byte & 15)])
            }
        }
        return text
    }
}

extension UInt8 {
    fileprivate var hexValue: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
