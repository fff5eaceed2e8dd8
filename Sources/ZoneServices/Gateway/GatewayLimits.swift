public import ZoneCore

/// Limits of one round of a gateway.
public struct GatewayLimits: Hashable, Sendable {
    /// Most messages sent in a round, the same number again of dead letters.
    public var messageCountMax = 1000
    /// Most messages handed over at once; what became of them is one durable write.
    public var batchCountMax = 100
    /// Bytes after which no more messages join a batch.
    public var batchByteCountMax = 4 << 20
    /// Most pages of receipts read in a round.
    public var pageCountMax = 20
    /// Receipts in a page.
    public var receiptCountMax = 500
    /// Longest problem text kept, characters.
    public var problemLengthMax = 2000
    /// Longest time the upstream may take to answer.
    public var answerTime = Duration.seconds(30)
    /// Between rounds in which nothing moved.
    public var pause = Duration.seconds(1)
    /// When to try again, and when to give up.
    public var policy = GatewayPolicy()

    /// The defaults.
    public init() {}
}

/// What one round of a gateway did.
public struct GatewayRound: Hashable, Sendable {
    /// Messages the upstream took.
    public var takenCount = 0
    /// Messages that were given up.
    public var deadCount = 0
    /// Receipts that were new.
    public var receiptCount = 0
    /// What stopped the round; nil where it went through.
    public var problem: String?

    /// A round in which nothing happened.
    public init() {}

    /// Whether nothing moved, so that the next round can wait.
    public var isIdle: Bool { takenCount == 0 && deadCount == 0 && receiptCount == 0 }
}
