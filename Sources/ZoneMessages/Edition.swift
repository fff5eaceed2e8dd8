/// A published edition of the customs message standard.
public enum Edition: String, Sendable, CaseIterable {
    /// 2022-05, the newest known.
    case e202205 = "202205"
    /// The edition attached to announcement 113 of 2018.
    case e2018_113 = "2018-113"
}

/// The limits within which a message is read. Beyond one of them the message is refused with a finding.
public struct MessageLimits: Sendable {
    /// Largest message in bytes, after an envelope was opened and an encoding changed.
    public var byteCountMax = 16 << 20
    /// Deepest nesting of elements.
    public var depthMax = 32
    /// Most elements of one message.
    public var elementCountMax = 1_000_000
    /// Most attributes of one element.
    public var attributeCountMax = 32
    /// Most findings in one report; beyond it only their number is said.
    public var findingCountMax = 1000

    /// The limits as documented.
    public init() {}
}

/// Which direction of trade, or which family, a message belongs to.
public enum MessageFamily: String, Sendable {
    /// Import messages.
    case `import` = "I"
    /// Export messages.
    case export = "E"
    /// Envelopes of the exchange platform.
    case envelope = "D"
    /// JSON payment data ("179").
    case paymentData = "J"
}
