/// Some of the three documents that a declaration list is matched with.
public struct DocumentSet: OptionSet, Hashable, Sendable {
    /// One bit a document.
    public let rawValue: UInt8

    /// The order (CEB311).
    public static let order = DocumentSet(rawValue: 1)
    /// The payment (CEB411).
    public static let payment = DocumentSet(rawValue: 2)
    /// The waybill (CEB511).
    public static let waybill = DocumentSet(rawValue: 4)

    /// The set of those bits.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }
}
