import ZoneCore
import ZoneMessages
import ZoneStore

/// The documents of messages as the store keeps them: of each message one compressed run of packed documents.
///
/// A document that comes today may need three that came yesterday in three messages of a hundred, and so may its
/// ninety-nine neighbours: the messages read last stay unpacked for them.
final class DocumentRecords {
    private var messages: [Int64: [UInt8]] = [:]
    private var byteCount = 0
    /// Most messages kept, and most bytes of them; when there are more, all are forgotten.
    private static let messageCountMax = 256
    private static let keptByteCountMax = 64 << 20
    /// Largest unpacked run, bytes.
    private static let byteCountMax = 64 << 20

    /// A message's documents, compressed for the store.
    static func pack(_ documents: [ImportDocument]) -> [UInt8] {
        var all = ByteWriter(capacity: documents.count * 512)
        var one = ByteWriter(capacity: 1024)
        for document in documents {
            one.removeAll()
            switch document {
            case .order(let order): PackedDocument.pack(order, into: &one)
            case .payment(let payment): PackedDocument.pack(payment, into: &one)
            case .waybill(let waybill): PackedDocument.pack(waybill, into: &one)
            case .inventory(let list): PackedDocument.pack(list, into: &one)
            // Kept as a date at its waybill.
            case .status: break
            }
            all.write(one.bytes)
        }
        return Compression.compress(all.bytes)
    }

    /// The document of a row; `read` gives a message's compressed documents.
    func document(of row: DocumentRow, read: (Int64) throws -> [UInt8]?) throws -> ImportDocument {
        var from = ByteReader(try records(of: row.messageID, read: read))
        for _ in 0..<max(0, row.slot) where !from.isExhausted { _ = from.skipRun() }
        let record = from.byteRun()
        guard !from.isExhausted, !record.isEmpty else { throw MissingDocumentError(row) }
        switch DocumentKind(rawValue: UInt8(clamping: row.kind)) {
        case .order: return .order(PackedDocument.order(record))
        case .payment: return .payment(PackedDocument.payment(record))
        case .waybill: return .waybill(PackedDocument.waybill(record))
        case .inventory: return .inventory(PackedDocument.inventory(record))
        case .waybillStatus, nil: throw MissingDocumentError(row)
        }
    }

    private func records(
        of messageID: Int64, read: (Int64) throws -> [UInt8]?
    ) throws -> [UInt8] {
        if let known = messages[messageID] { return known }
        guard let compressed = try read(messageID),
            let records = Compression.decompress(compressed, countMax: Self.byteCountMax)
        else { return [] }
        if messages.count >= Self.messageCountMax
            || byteCount + records.count > Self.keptByteCountMax
        {
            messages.removeAll(keepingCapacity: true)
            byteCount = 0
        }
        messages[messageID] = records
        byteCount += records.count
        return records
    }
}

/// The store has a document's row and not its content.
struct MissingDocumentError: Error, CustomStringConvertible {
    var description: String

    init(_ row: DocumentRow) {
        description = "message \(row.messageID) has no document at \(row.slot)"
    }
}
