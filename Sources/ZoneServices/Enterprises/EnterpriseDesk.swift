import Synchronization
public import ZoneCore
import ZoneRules

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

    private mutating func add(_ record: EnterpriseRecord) {
        let code = record.code.description
        if let old = records[code]?.standing()?.filing.customsCode, codes[old] == code {
            codes[old] = nil
        }
        records[code] = record
        guard let customsCode = record.standing()?.filing.customsCode else { return }
        // A closed enterprise gives way to one that stands.
        if record.endedOn == nil || codes[customsCode] == nil { codes[customsCode] = code }
    }

    fileprivate mutating func take(_ record: EnterpriseRecord, revision: Int64) {
        let known = records[record.code.description]?.eventCount ?? 0
        if record.eventCount > known { add(record) }
        self.revision = max(self.revision, revision)
    }
}

/// Keeps the newest snapshot in memory: the books have one writer, so each write passes here.
final class EnterpriseDesk: Sendable {
    private let newest: Mutex<EnterpriseSnapshot>

    init(_ stored: (revision: Int64, records: [EnterpriseRecord])) {
        newest = Mutex(EnterpriseSnapshot(revision: stored.revision, records: stored.records))
    }

    /// The newest snapshot: a lock and two references, no read of the store.
    var snapshot: EnterpriseSnapshot { newest.withLock { $0 } }

    /// Takes in what a transaction wrote.
    func take(_ record: EnterpriseRecord, revision: Int64) {
        newest.withLock { $0.take(record, revision: revision) }
    }
}
