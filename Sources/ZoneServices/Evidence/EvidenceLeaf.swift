import ZoneCore
import ZoneStore

/// The content of a leaf: one event of the journal with its place there, from which its receipt is made.
///
/// Packed as the journal is: integers of variable length, texts behind their length. In this order: the format, the row
/// of the journal and the event's place in it, the time, the recipient, the message that caused it, and the event alone.
/// docs/evidence.md says it for people who write a verifier. What a format says stays said: another order, or other
/// standard texts of receipts, are another format.
struct EvidenceLeaf: Hashable, Sendable {
    static let format: Int64 = 1

    var seq: Int64
    var index: Int64
    var atMs: Int64
    var recipient: String
    var messageID: Int64
    var event: JournalEvent

    /// Calls `body` with the content of each event of a row.
    static func forEach(
        in row: PackedJournalRow, _ body: (_ content: [UInt8]) throws -> Void
    ) throws {
        var writer = ByteWriter(capacity: 512)
        var index: Int64 = 0
        try JournalEvent.forEachPacked(row.events) { event in
            writer.removeAll()
            writer.write(format)
            writer.write(row.seq)
            writer.write(index)
            writer.write(row.atMs)
            writer.write(row.recipient)
            writer.write(row.messageID)
            event.pack(into: &writer)
            try body(writer.bytes)
            index += 1
        }
        guard index == row.count else {
            throw EvidenceError.journalDamaged(seq: row.seq, said: row.count, found: index)
        }
    }

    /// The bytes that the tree hashes.
    var content: [UInt8] {
        var writer = ByteWriter()
        writer.write(Self.format)
        writer.write(seq)
        writer.write(index)
        writer.write(atMs)
        writer.write(recipient)
        writer.write(messageID)
        event.pack(into: &writer)
        return writer.bytes
    }
}

extension EvidenceLeaf {
    /// From its content; nil where it is not written as ``content``.
    init?(_ content: [UInt8]) {
        var reader = ByteReader(content)
        guard reader.integer() == Self.format else { return nil }
        seq = reader.integer()
        index = reader.integer()
        atMs = reader.integer()
        recipient = reader.text()
        messageID = reader.integer()
        let start = reader.offset
        let events = JournalEvent.unpack(Array(content[start...]))
        guard !reader.isExhausted, seq > 0, (0..<Outbox.eventCountMax).contains(index),
            Timestamp.writable.contains(atMs), events.count == 1
        else { return nil }
        event = events[0]
        guard self.content == content else { return nil }
    }
}

/// Why evidence can't be made. None of these comes up in books that only the zone wrote to.
public enum EvidenceError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A row of the journal holds other events than it says.
    case journalDamaged(seq: Int64, said: Int64, found: Int64)
    /// A row of the journal does not follow the one before.
    case journalGap(after: Int64, found: Int64)
    /// A subtree's hash is not stored.
    case nodeMissing(level: Int, place: Int)
    /// The text is no public key of a zone.
    case keyMalformed(String)
    /// What is stored of the tree does not give its newest root.
    case treeDamaged(size: Int64)

    public var description: String {
        switch self {
        case .journalDamaged(let seq, let said, let found):
            "业务流水第 \(seq) 行应有 \(said) 个事件，实有 \(found) 个；请从备份恢复 / row \(seq) of the journal has \(found) events instead of \(said); restore a backup"
        case .journalGap(let after, let found):
            "业务流水第 \(after) 行之后是第 \(found) 行；请从备份恢复 / row \(found) of the journal follows row \(after); restore a backup"
        case .nodeMissing(let level, let place):
            "缺少第 \(level) 层第 \(place) 个子树的哈希；请从备份恢复 / the hash of subtree \(place) on level \(level) is missing; restore a backup"
        case .keyMalformed(let text):
            "不是综试区的公钥（名称+编号+base64）：\(text) / no public key of a zone (name+id+base64): \(text)"
        case .treeDamaged(let size):
            "业务流水与 \(size) 个叶子的树头不符：流水或存证被改动。pilotzone audit 指出何处；请从备份恢复 / the journal does not fit the head of \(size) leaves: one of them was changed. pilotzone audit says where; restore a backup"
        }
    }
}
