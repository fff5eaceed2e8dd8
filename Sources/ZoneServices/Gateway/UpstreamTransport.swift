public import ZoneCore

/// The way to an upstream customs node and back.
///
/// The upstream has to answer a repeated message as it did before: after a lost answer the very same bytes go up again.
public protocol UpstreamTransport: Sendable {
    /// Hands over messages in their order. Tells what became of them up to the first that was not taken, of one at
    /// least; must return when its task is cancelled.
    func send(_ messages: [[UInt8]]) async -> [SendOutcome]
    /// Receipts behind a cursor of an earlier page, oldest first.
    func receipts(after cursor: String?, countMax: Int) async throws -> UpstreamPage
}

/// A page of an upstream's receipts.
public struct UpstreamPage: Hashable, Sendable, Codable {
    /// One receipt.
    public struct Receipt: Hashable, Sendable, Codable {
        /// The message it would come in, such as `CEB622Message`.
        public var message: String
        /// Its fields, among them its `guid`.
        public var fields: [String: String]

        /// A receipt with its parts.
        public init(message: String, fields: [String: String]) {
            self.message = message
            self.fields = fields
        }
    }

    /// The receipts, oldest first.
    public var receipts: [Receipt]
    /// Where the next page begins.
    public var nextCursor: String
    /// Whether there is one already.
    public var hasMore: Bool

    /// A page with its parts.
    public init(receipts: [Receipt], nextCursor: String, hasMore: Bool) {
        self.receipts = receipts
        self.nextCursor = nextCursor
        self.hasMore = hasMore
    }
}
