import Synchronization
public import ZoneCore
import ZoneRules
import ZoneStore

/// The records of all enterprises as of one event, by either code. Immutable: a decision that used
/// it keeps ``revision`` and can be made again from ``Zone/enterpriseSnapshot(revision:)``.
public struct EnterpriseSnapshot: Sendable {
    /// The number of the last event of all enterprises; 0 where nothing happened.
    public private(set) var revision: Int64
    private var records: [String: EnterpriseRecord] = [:]
    private var codes: [String: String] = [:]

    init(revision: Int64, records: [EnterpriseRecord]) {
        self.revision = revision
        for record in records { add(record) }
    }

    /// How many enterprises it knows.
    public var count: Int { records.count }

    /// The record under a unified social credit code (18) or a customs code (10); nil where none is.
    public func record(_ code: String) -> EnterpriseRecord? {
        code.utf8.count == 18 ? records[code] : codes[code].flatMap { records[$0] }
    }

    /// Whether the enterprise of that code may act in a role on a day, and if not, why.
    public func standing(
        of code: String, role: EnterpriseRole, on day: Day
    ) -> EnterpriseStanding {
        ZoneRules.standing(of: record(code), role: role, on: day)
    }

    /// The customs code to a unified social credit code; nil where no version stands.
    public func customsCode(of code: String) -> String? {
        records[code]?.standing()?.filing.customsCode
    }

    /// The unified social credit code to a customs code; nil where no version stands.
    public func socialCreditCode(of customsCode: String) -> String? { codes[customsCode] }

    /// Puts a record in. Who has a customs code depends on the records alone, not on the order in which they came.
    private mutating func add(_ record: EnterpriseRecord) {
        let code = record.code.description
        let old = records[code]?.standing()?.filing.customsCode
        let new = record.standing()?.filing.customsCode
        records[code] = record
        if let old, old != new, codes[old] == code { codes[old] = holder(of: old) }
        guard let new else { return }
        let other = codes[new].flatMap { records[$0] }
        if other.map({ $0.gives(way: record) }) ?? true { codes[new] = code }
    }

    /// Of all whose version that stands has a customs code, the one that it names.
    private func holder(of customsCode: String) -> String? {
        var best: EnterpriseRecord?
        for record in records.values
        where record.standing()?.filing.customsCode == customsCode {
            if best.map({ $0.gives(way: record) }) ?? true { best = record }
        }
        return best?.code.description
    }

    /// Takes in events behind those it knows, as history has them.
    mutating func take(
        _ events: [(code: SocialCreditCode, event: EnterpriseEvent)], revision: Int64
    ) throws {
        for (code, event) in events {
            var record = records[code.description] ?? EnterpriseRecord(code: code)
            try record.apply(event)
            add(record)
        }
        self.revision = revision
    }

    fileprivate mutating func take(_ record: EnterpriseRecord, revision: Int64) {
        let known = records[record.code.description]?.eventCount ?? 0
        if record.eventCount > known { add(record) }
        self.revision = max(self.revision, revision)
    }
}

extension EnterpriseRecord {
    /// Whether a customs code that both have names the other one: a closed enterprise gives way to one that stands, and to
    /// one that was closed later.
    fileprivate func gives(way other: EnterpriseRecord) -> Bool {
        let (mine, theirs) = (endedOn?.number ?? .max, other.endedOn?.number ?? .max)
        return (theirs, other.code.description) >= (mine, code.description)
    }
}

/// Keeps the newest state of the registers in memory: the books have one writer, so each write passes here.
final class EnterpriseDesk: Sendable {
    private let newest: Mutex<Registers>

    init(_ registers: Registers) {
        newest = Mutex(registers)
    }

    /// The newest state of all registers: a lock and a few references, no read of the store.
    var registers: Registers { newest.withLock { $0 } }

    /// The newest snapshot of enterprises.
    var snapshot: EnterpriseSnapshot { newest.withLock { $0.enterprises } }

    /// Takes in what a transaction wrote.
    func take(_ record: EnterpriseRecord, revision: Int64) {
        newest.withLock { $0.enterprises.take(record, revision: revision) }
    }

    /// Takes in the history of a warehouse as a transaction left it.
    func take(_ events: [WarehouseEvent]) {
        newest.withLock { $0.take(events) }
    }
}

extension Registers {
    /// Everything that is stored.
    init(_ store: SQLiteStore) throws {
        let stored = try store.enterpriseRecords()
        self.init()
        enterprises = EnterpriseSnapshot(revision: stored.revision, records: stored.records)
        var last: String?
        repeat {
            let rows = try store.warehouses(operator: nil, after: last, countMax: 1_000)
            for row in rows { take(try store.warehouseEvents(row.warehouse.code)) }
            last = rows.last?.warehouse.code
        } while last != nil
    }

    fileprivate mutating func take(_ events: [WarehouseEvent]) {
        guard let event = events.last else { return }
        take(
            Warehouse(
                name: event.warehouse.name, state: event.state, eventCount: events.count),
            code: event.warehouse.code)
    }
}
