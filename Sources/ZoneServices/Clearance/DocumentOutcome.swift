import ZoneCore
import ZoneStore

/// What became of a document at first: its status, and the receipt text where that is not the status's standard one.
struct DocumentOutcome: Sendable {
    var status: Int
    var info: String?

    init(_ status: Int, info: String? = nil) {
        self.status = status
        self.info = info
    }

    /// An error, or rejected by customs.
    var isRefused: Bool { status < 0 || status == Int(ReturnStatus.rejected.rawValue) }

    /// Packs the outcomes of a message's documents, so that the same message is answered as before.
    static func pack(_ outcomes: [DocumentOutcome]) -> [UInt8] {
        var out = ByteWriter(capacity: outcomes.count * 4)
        for outcome in outcomes {
            out.write(Int64(outcome.status))
            out.write(outcome.info ?? "")
        }
        return out.bytes
    }

    static func unpack(_ packed: [UInt8]) -> [DocumentOutcome] {
        var from = ByteReader(packed)
        var outcomes: [DocumentOutcome] = []
        while !from.isAtEnd, !from.isExhausted {
            let status = Int(from.integer())
            let info = from.text()
            outcomes.append(DocumentOutcome(status, info: info.isEmpty ? nil : info))
        }
        return outcomes
    }
}

/// What became of a message. With the message it is the answer, which is put together outside the writer's thread.
struct MessageOutcome: Sendable {
    var id: Int64
    var receivedAt: Timestamp
    /// Whether the very same message came before; then these are the outcomes of that time.
    var isRepeated: Bool
    var documents: [DocumentOutcome]
}
