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
        let run = run(with: 1)
        event.pack(into: &runs[run].writer)
    }

    /// Adds one event a status, with texts written by `texts`.
    mutating func add(
        receipt: Int64, statuses: [Int64], info: String, textCount: Int, numbers: [Int64] = [],
        texts: (inout ByteWriter) -> Void
    ) {
        let run = run(with: Int64(statuses.count))
        JournalEvent.begin(
            &runs[run].writer, receipt: receipt, statuses: statuses, info: info, textCount)
        texts(&runs[run].writer)
        runs[run].writer.write(Int64(numbers.count))
        for number in numbers { runs[run].writer.write(number) }
    }

    /// The run that takes so many more events.
    private mutating func run(with count: Int64) -> Int {
        if runs.last.map({ $0.count + count > Self.eventCountMax }) ?? true { runs.append(Run()) }
        runs[runs.count - 1].count += count
        return runs.count - 1
    }
}
