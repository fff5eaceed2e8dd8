/// The unified social credit code of an enterprise (GB 32100-2015): 18 characters, the last of which
/// checks the others.
public struct SocialCreditCode: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The 18 characters.
    public let description: String

    /// Nil unless `text` has the form and the right check character.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 18,
            bytes.withUnsafeBufferPointer({ CheckDigit.socialCredit($0) }) == bytes[17]
        else { return nil }
        description = String(text)
    }

    /// Orders by characters.
    public static func < (left: SocialCreditCode, right: SocialCreditCode) -> Bool {
        left.description < right.description
    }
}
