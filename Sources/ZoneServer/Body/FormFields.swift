/// The fields of a form as browsers and programs send it, `application/x-www-form-urlencoded`.
struct FormFields {
    /// Most fields of a form.
    private static let fieldCountMax = 50

    private let values: [String: String]

    /// Of a field that stands twice the first counts; one that is no UTF-8 is not there.
    init(_ body: [UInt8]) {
        let pairs = body.split(separator: UInt8(ascii: "&"), maxSplits: Self.fieldCountMax)
            .prefix(Self.fieldCountMax).compactMap { pair -> (String, String)? in
                let parts = pair.split(
                    separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
                guard parts.count == 2, let name = Self.text(parts[0]),
                    let value = Self.text(parts[1])
                else { return nil }
                return (name, value)
            }
        values = Dictionary(pairs) { first, _ in first }
    }

    subscript(_ name: String) -> String? { values[name] }

    private static func text(_ part: ArraySlice<UInt8>) -> String? {
        let spaced = part.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: " ") : $0 }
        return String(validating: spaced, as: UTF8.self)?.percentDecoded()
    }
}
