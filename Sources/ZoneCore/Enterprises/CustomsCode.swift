/// The code under which customs registers an enterprise: ten ASCII digits or capital letters.
public struct CustomsCode: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The ten characters.
    public let description: String

    /// Nil where the text is no such code; it has no check digit.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count == 10,
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) })
        else { return nil }
        description = String(text)
    }

    /// By their characters.
    public static func < (left: CustomsCode, right: CustomsCode) -> Bool {
        left.description < right.description
    }
}
