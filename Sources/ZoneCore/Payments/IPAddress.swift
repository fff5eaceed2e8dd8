/// An address of the Internet protocol, as far as it matters for whom the zone may ask: whether anybody's machine is
/// behind it, or one of our own network.
public struct IPAddress: Hashable, Sendable {
    /// Four bytes, or sixteen.
    public let bytes: [UInt8]

    /// From its text; nil where it is none. A zone of an IPv6 address (`%eth0`) is none.
    public init?(_ text: String) {
        guard let bytes = text.contains(":") ? Self.sixteen(text) : Self.four(text) else {
            return nil
        }
        self.bytes = bytes
    }

    /// Whether it belongs to the public network: not to this machine, a private network, a link, a test network or a
    /// group. An IPv4 address inside an IPv6 one counts as itself.
    public var isPublic: Bool {
        if bytes.count == 4 { return Self.isPublic(bytes) }
        if let inner = embedded { return Self.isPublic(inner) }
        // 2000::/3 is what is given out; of it, 2001:db8::/32 is for documents and 2001::/32 hides an IPv4 address.
        return bytes[0] & 0xE0 == 0x20 && bytes[..<4] != [0x20, 0x01, 0x0D, 0xB8]
            && bytes[..<4] != [0x20, 0x01, 0, 0]
    }

    /// The IPv4 address that an IPv6 one stands for: mapped, translated (64:ff9b::/96) or 6to4.
    private var embedded: [UInt8]? {
        let head = Array(bytes[..<12])
        let zeros = [UInt8](repeating: 0, count: 10)
        if head == zeros + [0xFF, 0xFF] { return Array(bytes[12...]) }
        if head == [0, 0x64, 0xFF, 0x9B] + [UInt8](repeating: 0, count: 8) {
            return Array(bytes[12...])
        }
        return bytes[0] == 0x20 && bytes[1] == 0x02 ? Array(bytes[2..<6]) : nil
    }

    private static func isPublic(_ four: [UInt8]) -> Bool {
        switch (four[0], four[1]) {
        case (0, _), (10, _), (127, _), (224..., _), (100, 64...127), (169, 254),
            (172, 16...31), (192, 168), (198, 18...19):
            false
        case (192, 0): four[2] != 0 && four[2] != 2
        case (198, 51): four[2] != 100
        case (203, 0): four[2] != 113
        default: true
        }
    }

    private static func four(_ text: String) -> [UInt8]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let bytes = parts.compactMap { part -> UInt8? in
            // A leading zero is read as octal by some.
            guard part.utf8.allSatisfy({ (48...57).contains($0) }),
                part.count == 1 || part.first != "0"
            else { return nil }
            return UInt8(part)
        }
        return parts.count == 4 && bytes.count == 4 ? bytes : nil
    }

    private static func sixteen(_ text: String) -> [UInt8]? {
        guard text.utf8.count <= 45 else { return nil }
        var halves: [[UInt8]] = []
        var rest = Substring(text)
        while let gap = doubleColon(in: rest), halves.isEmpty {
            guard let half = groups(rest[..<gap.lowerBound]) else { return nil }
            halves.append(half)
            rest = rest[gap.upperBound...]
        }
        guard let last = groups(rest) else { return nil }
        guard let first = halves.first else { return last.count == 16 ? last : nil }
        let gap = 16 - first.count - last.count
        return gap >= 2 ? first + [UInt8](repeating: 0, count: gap) + last : nil
    }

    private static func doubleColon(in text: Substring) -> Range<Substring.Index>? {
        var index = text.startIndex
        while index < text.endIndex {
            let next = text.index(after: index)
            if text[index] == ":", next < text.endIndex, text[next] == ":" {
                return index..<text.index(after: next)
            }
            index = next
        }
        return nil
    }

    private static func groups(_ text: Substring) -> [UInt8]? {
        guard !text.isEmpty else { return [] }
        var bytes: [UInt8] = []
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            if index == parts.count - 1, part.contains(".") {
                guard let four = four(String(part)) else { return nil }
                bytes += four
            } else {
                guard (1...4).contains(part.utf8.count), let group = UInt16(part, radix: 16),
                    part.first != "+"
                else { return nil }
                bytes += [UInt8(group >> 8), UInt8(group & 0xFF)]
            }
        }
        return bytes.count <= 16 ? bytes : nil
    }
}
