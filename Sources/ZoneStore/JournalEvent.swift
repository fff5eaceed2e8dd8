/// One event of the journal: what happened to one document. Receipts, feeds and replay read these.
public struct JournalEvent: Hashable, Sendable {
    /// The receipt message it becomes: 312, 412, 512, 514, 622, 816, 818 or 900.
    public var receipt: Int64
    /// Status code after it, or a negative error code.
    public var status: Int64
    /// Receipt text; empty stands for the standard text of the status.
    public var info: String
    /// The receipt's other texts in the order its kind prescribes.
    public var texts: [String]
    /// The receipt's numbers in the order its kind prescribes (fen).
    public var numbers: [Int64]

    /// An event with all its parts.
    public init(
        receipt: Int64, status: Int64, info: String = "", texts: [String], numbers: [Int64] = []
    ) {
        self.receipt = receipt
        self.status = status
        self.info = info
        self.texts = texts
        self.numbers = numbers
    }

    /// Appends the packed event.
    public func pack(into out: inout ByteWriter) {
        Self.begin(&out, receipt: receipt, statuses: [status], info: info, texts.count)
        for text in texts { out.write(text) }
        out.write(Int64(numbers.count))
        for number in numbers { out.write(number) }
    }

    /// Appends the beginning of events that differ only in status: one run of bytes stands for one event a status.
    /// `info` belongs to the last; then `textCount` texts and the numbers with their count must follow.
    public static func begin(
        _ out: inout ByteWriter, receipt: Int64, statuses: [Int64], info: String, _ textCount: Int
    ) {
        out.write(receipt)
        out.write(Int64(statuses.count))
        for status in statuses { out.write(status) }
        out.write(info)
        out.write(Int64(textCount))
    }

    /// The events in `bytes`.
    public static func unpack(_ bytes: [UInt8]) -> [JournalEvent] {
        var from = ByteReader(bytes)
        var events: [JournalEvent] = []
        while !from.isAtEnd, !from.isExhausted {
            let receipt = from.integer()
            var statuses: [Int64] = []
            from.repeating { statuses.append($0.integer()) }
            var event = JournalEvent(
                receipt: receipt, status: statuses.last ?? 0, info: from.text(), texts: [])
            from.repeating { event.texts.append($0.text()) }
            from.repeating { event.numbers.append($0.integer()) }
            for status in statuses.dropLast() {
                var earlier = event
                earlier.status = status
                earlier.info = ""
                events.append(earlier)
            }
            events.append(event)
        }
        return events
    }

    /// Calls `body` with each event in `bytes`, without making values of its texts.
    public static func forEachPacked(
        _ bytes: [UInt8], _ body: (PackedEvent) throws -> Void
    ) rethrows {
        var from = ByteReader(bytes)
        while !from.isAtEnd, !from.isExhausted {
            let receipt = from.integer()
            var statuses: [Int64] = []
            from.repeating { statuses.append($0.integer()) }
            let info = from.runSlice()
            let start = from.offset
            from.repeating { _ = $0.skipRun() }
            from.repeating { _ = $0.integer() }
            let rest = from.slice(from: start)
            for status in statuses.dropLast() {
                try body(PackedEvent(receipt: receipt, status: status, info: [], rest: rest))
            }
            try body(
                PackedEvent(receipt: receipt, status: statuses.last ?? 0, info: info, rest: rest))
        }
    }
}

/// An event where it lies in the bytes of a row.
public struct PackedEvent {
    let receipt: Int64
    let status: Int64
    let info: ArraySlice<UInt8>
    /// The texts and the numbers, each behind their count.
    let rest: ArraySlice<UInt8>

    /// Appends the very bytes that ``JournalEvent/pack(into:)`` writes for it.
    public func pack(into out: inout ByteWriter) {
        out.write(receipt)
        out.write(1)
        out.write(status)
        out.write(Int64(info.count))
        out.write(raw: info)
        out.write(raw: rest)
    }
}
