import ZoneCore
import ZoneMessages
import ZoneStore

/// Documents that came earlier, read again from the very bytes that were received: decoding a message of a hundred costs
/// less than keeping its documents a second time.
///
/// A document that comes today may need three that came yesterday in three messages of a hundred, and so may its
/// ninety-nine neighbours: the messages read last stay decoded for them.
final class ReceivedDocuments {
    private var messages: [Int64: [TradeDocument]] = [:]
    private var documentCount = 0
    /// Most messages kept, and most documents of them; when there are more, all are forgotten.
    private static let messageCountMax = 256
    private static let documentCountMax = 25_600
    /// The limits of the time it was received may have been others; these only bound memory.
    private static let limits = {
        var limits = MessageLimits()
        limits.byteCountMax = 64 << 20
        return limits
    }()

    /// The document of a row; `read` gives a message's compressed bytes.
    func document(of row: DocumentRow, read: (Int64) throws -> [UInt8]?) throws -> TradeDocument {
        let documents = try documents(of: row.messageID, read: read)
        guard documents.indices.contains(Int(row.slot)) else { throw MissingDocumentError(row) }
        return documents[Int(row.slot)]
    }

    /// All documents of a message, in their order.
    func documents(
        of messageID: Int64, read: (Int64) throws -> [UInt8]?
    ) throws -> [TradeDocument] {
        if let known = messages[messageID] { return known }
        guard let compressed = try read(messageID),
            let bytes = Compression.decompress(compressed, countMax: Self.limits.byteCountMax)
        else { return [] }
        let documents = OpenedMessage(bytes, limits: Self.limits).documents.map(\.document)
        if messages.count >= Self.messageCountMax
            || documentCount + documents.count > Self.documentCountMax
        {
            messages.removeAll(keepingCapacity: true)
            documentCount = 0
        }
        messages[messageID] = documents
        documentCount += documents.count
        return documents
    }
}

/// The store has a document's row and not its content.
struct MissingDocumentError: Error, CustomStringConvertible {
    var description: String

    init(_ row: DocumentRow) {
        description = "message \(row.messageID) has no document at \(row.slot)"
    }
}
