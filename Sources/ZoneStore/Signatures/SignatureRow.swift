public import ZoneCore

/// What became of a message's signature.
public struct SignatureRow: Hashable, Sendable {
    public var messageID: Int64
    /// 0 missing, 1 invalid, 2 valid.
    public var outcome: Int64
    /// Serial number of the certificate; empty where none is registered.
    public var serial: String
    /// Id of the way it was signed; empty where nobody knows it.
    public var suite: String
    /// The last day of the certificate; nil where none is registered.
    public var certificateUntil: Day?

    /// A row with all its parts.
    public init(
        messageID: Int64, outcome: Int64, serial: String, suite: String, certificateUntil: Day?
    ) {
        self.messageID = messageID
        self.outcome = outcome
        self.serial = serial
        self.suite = suite
        self.certificateUntil = certificateUntil
    }
}

extension WriteTransaction {
    /// Keeps what became of a message's signature.
    public func insert(_ row: SignatureRow) throws {
        var insert = statements.insertSignature
        insert.bind(1, row.messageID)
        insert.bind(2, row.outcome)
        insert.bind(3, row.serial)
        insert.bind(4, row.suite)
        insert.bind(5, Int64(row.certificateUntil?.number ?? .min))
        try insert.run()
    }

    /// What became of the signature of a message; nil where nobody looked.
    public func signature(messageID: Int64) throws -> SignatureRow? {
        let select = statements.selectSignature
        defer { select.reset() }
        select.bind(1, messageID)
        guard try select.step() else { return nil }
        let until = Int32(truncatingIfNeeded: select.int(3))
        return SignatureRow(
            messageID: messageID, outcome: select.int(0), serial: select.text(1),
            suite: select.text(2), certificateUntil: until == .min ? nil : Day(number: until))
    }
}
