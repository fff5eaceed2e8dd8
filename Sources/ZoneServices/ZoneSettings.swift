import Glibc
public import ZoneRules
package import ZoneTrust

/// Every setting of the zone, with its default and unit.
public struct ZoneSettings: Sendable {
    /// The SQLite file with the zone's books.
    public var databasePath: String
    /// The folder of the rule book; nil for the one that comes with the program.
    public var ruleBookPath: String?
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
    /// New pages of the write-ahead log after which it is copied into the file, beside the writer.
    public var checkpointPageCount = 2_000
    /// Pages of the log after which the copy is finished between two writes and the log begins anew, once little is
    /// left to copy; at four times as many whatever is left. A reader that stays can put it off.
    public var logPageCountMax = 16_000
    /// How often lists that waited too long are looked for, ms.
    public var sweepIntervalMs = 60_000
    /// How often new declarations are added to the statistics, ms.
    public var statisticsIntervalMs = 2_000
    /// A folder with the operator's tables of indicators and evaluation; nil for those that come with the program.
    public var indicatorsPath: String?
    /// Lists declared in a period from which an enterprise is in the next group of the equal-footing report, rising. The
    /// operator's setting.
    public var footingSizes: [Int64] = [100, 10_000]
    /// Days after a survey's period in which reports are on time. The operator's setting.
    public var surveyDayCount = 30
    /// Fewest declarations of a line in a published table; a line with fewer is hidden. The operator's setting.
    public var disclosureCountMin: Int64 = 10
    /// A secret of the zone, 32 bytes: keys the hashes of what risk screening remembers, and draws the control sample.
    /// Nil: hashes get another secret at each start, and nothing is drawn.
    public var secret: [UInt8]?
    /// The operator's list of denied parties (see ``NameListImport``); nil without one.
    public var deniedPartiesPath: String?
    /// The folder of the operator's catalogue of duties to departments; nil for the one that comes with the program.
    public var dutiesPath: String?
    /// A folder with the operator's bodies, approval routes and escalation steps; nil for those that come with the program.
    public var governancePath: String?
    /// Whether markers in test data choose answers; see docs/reference/sandbox.md.
    public var isSandbox = false
    /// What is done with the signatures of messages.
    public var signatures = SignaturePolicy.off
    /// How much risk screening remembers.
    public var riskLimits = RiskMemory.Limits()
    /// What enterprises may file.
    public var enterpriseLimits = EnterpriseLimits()

    /// How findings of inspections are watched.
    public var inspections = InspectionSettings()
    /// How accounts, sessions and tokens are kept.
    public var access = AccessSettings()
    /// Public keys of the witnesses whose co-signatures are taken.
    package var witnesses: [NoteKey] = []

    /// Takes co-signatures of this key, `name+id+base64`; false where it is none of a witness, or there are too many.
    public mutating func addWitness(_ key: String) -> Bool {
        guard let key = NoteKey(key), key.kind == .cosignature, witnesses.count < 62,
            !witnesses.contains(where: { $0.name == key.name })
        else { return false }
        witnesses.append(key)
        return true
    }

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
    /// A message is transmitted by an enterprise that the sender is not.
    case foreignSender(code: String)
    /// The zone is being stopped, or its store failed.
    case stopped
}

/// The messages of a body in which several follow each other, each beginning with its XML declaration.
///
/// A declaration inside CDATA does not begin a message. One message, or anything else, is given back whole.
public func splitMessages(_ body: [UInt8]) -> [[UInt8]] {
    var starts: [Int] = []
    body.withUnsafeBytes { bytes in
        var at = 0
        while let declaration = find("<?xml ", in: bytes, from: at) {
            // A CDATA section that is open here holds the declaration as text.
            var open = find("<![CDATA[", in: bytes, from: at)
            var close = at
            while let section = open, section < declaration {
                close = find("]]>", in: bytes, from: section) ?? bytes.count
                open = find("<![CDATA[", in: bytes, from: close)
            }
            if close > declaration {
                at = close
            } else {
                starts.append(declaration)
                at = declaration + 6
            }
        }
    }
    guard starts.count > 1 else { return [body] }
    var bounds = starts
    bounds[0] = 0
    bounds.append(body.count)
    return zip(bounds, bounds.dropFirst()).map { Array(body[$0..<$1]) }
}

/// Where `text` begins in `bytes` at or after `start`; nil when nowhere.
///
/// Jumps from one occurrence of the text's second character to the next: `?` and `!` and `]` are rare in messages.
private func find(_ text: StaticString, in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
    let count = text.utf8CodeUnitCount
    guard let base = bytes.baseAddress else { return nil }
    var at = start + 1
    while at + count - 1 <= bytes.count {
        guard
            let hit = memchr(base + at, Int32(text.utf8Start[1]), bytes.count - at)
        else { return nil }
        let begin = UnsafeRawPointer(hit) - base - 1
        guard begin + count <= bytes.count else { return nil }
        if memcmp(base + begin, text.utf8Start, count) == 0 { return begin }
        at = begin + 2
    }
    return nil
}
