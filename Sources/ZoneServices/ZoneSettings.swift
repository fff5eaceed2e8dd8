/// Every setting of the zone, with its default and unit.
public struct ZoneSettings: Sendable {
    /// The SQLite file with the zone's books.
    public var databasePath: String
    /// Memory for the writer's page cache, bytes.
    public var cacheByteCount = 256 << 20
    /// Most documents waiting for the writer. Beyond it a submission is refused with "try again".
    public var queueDocumentCountMax = 20_000
    /// Most bytes of messages waiting for the writer, as compressed for the store.
    public var queueByteCountMax = 256 << 20
    /// Most documents of one transaction; the rest waits for the next.
    public var batchDocumentCountMax = 4_000
    /// Largest message, bytes.
    public var messageByteCountMax = 16 << 20
    /// Most messages of one request.
    public var messageCountMax = 100
    /// Pages of the write-ahead log after which it is copied into the file.
    public var checkpointPageCount = 1_000
    /// How often lists that waited too long are looked for, ms.
    public var sweepIntervalMs = 60_000

    /// The defaults, with this file.
    public init(databasePath: String) {
        self.databasePath = databasePath
    }
}

/// Why a submission was not taken. Nothing of it was stored.
public enum SubmitError: Error, Equatable, Sendable {
    /// The request holds no message.
    case empty
    /// More messages than one request may hold.
    case tooManyMessages(count: Int, countMax: Int)
    /// The queue is full; try again later.
    case queueFull(retryAfterSeconds: Int)
    /// The idempotency key was used before with another body.
    case idempotencyConflict
    /// The zone is being stopped, or its store failed.
    case stopped
}

/// The messages of a body in which several follow each other, each beginning with its XML declaration.
///
/// A declaration inside CDATA does not begin a message. One message, or anything else, is given back whole.
public func splitMessages(_ body: [UInt8]) -> [[UInt8]] {
    let declaration = Array("<?xml ".utf8)
    let (open, close) = (Array("<![CDATA[".utf8), Array("]]>".utf8))
    var starts: [Int] = []
    body.withUnsafeBufferPointer { bytes in
        func isNext(_ text: [UInt8], _ at: Int) -> Bool {
            at + text.count <= bytes.count
                && text.indices.allSatisfy { bytes[at + $0] == text[$0] }
        }
        var isData = false
        var at = 0
        while at < bytes.count {
            if isData {
                if bytes[at] == close[0], isNext(close, at) { isData = false }
            } else if bytes[at] == open[0] {
                if isNext(declaration, at) { starts.append(at) }
                if isNext(open, at) { isData = true }
            }
            at += 1
        }
    }
    guard starts.count > 1 else { return [body] }
    var bounds = starts
    bounds[0] = 0
    bounds.append(body.count)
    return zip(bounds, bounds.dropFirst()).map { Array(body[$0..<$1]) }
}
