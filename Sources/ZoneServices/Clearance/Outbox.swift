import ZoneStore

/// Events of one transaction for one recipient, packed as they are made; each run becomes a row of the journal.
struct Outbox {
    let recipient: String
    private(set) var runs: [Run] = []

    struct Run {
        var count: Int64 = 0
        var writer = ByteWriter(capacity: 4096)
    }

    /// Most events of one row of the journal.
    static let eventCountMax: Int64 = 500

    init(recipient: String) {
        self.recipient = recipient
    }

    /// Adds an event; the layout is ``JournalEvent``'s.
    mutating func add(_ event: JournalEvent) {
        if runs.last.map({ $0.count >= Self.eventCountMax }) ?? true { runs.append(Run()) }
        runs[runs.count - 1].count += 1
        event.pack(into: &runs[runs.count - 1].writer)
    }

    /// Adds an event whose texts are written by `texts` and whose only numbers are none.
    mutating func add(
        receipt: Int64, status: Int64, info: String, textCount: Int64,
        texts: (inout ByteWriter) -> Void
    ) {
        if runs.last.map({ $0.count >= Self.eventCountMax }) ?? true { runs.append(Run()) }
        let last = runs.count - 1
        runs[last].count += 1
        runs[last].writer.write(receipt)
        runs[last].writer.write(status)
        runs[last].writer.write(info)
        runs[last].writer.write(textCount)
        texts(&runs[last].writer)
        runs[last].writer.write(0)
    }
}
