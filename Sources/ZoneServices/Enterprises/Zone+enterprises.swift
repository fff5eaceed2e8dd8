public import ZoneCore
import ZoneRules
import ZoneStore

/// An enterprise's record on a day with what happened until then.
public struct EnterpriseView: Sendable {
    /// The day.
    public var day: Day
    /// The record at the end of that day.
    public var record: EnterpriseRecord
    /// The events until then, oldest first.
    public var events: [EnterpriseEvent]
    /// Each role that any version asks for, with its standing.
    public var standings: [(role: EnterpriseRole, standing: EnterpriseStanding)]
    /// What the rule book asks for each of these roles on that day.
    public var needs: [RoleNeedView]
    /// What the version that is being written changes; empty where none is beside one that stands.
    public var changes: [FieldChange]
}

/// Reading what enterprises filed.
extension Zone {
    /// The records of all enterprises as they are; cheap enough for every batch of the intake.
    public func enterpriseSnapshot() -> EnterpriseSnapshot { enterpriseDesk.snapshot }

    /// The records of all enterprises as they were after an event, read from the store.
    public func enterpriseSnapshot(revision: Int64) throws -> EnterpriseSnapshot {
        let stored = try store.enterpriseRecords(revision: revision)
        return EnterpriseSnapshot(revision: stored.revision, records: stored.records)
    }

    /// An enterprise by either code, as it was at the end of a day; nil where nothing was known of
    /// it by then.
    public func enterprise(_ code: String, on day: Day? = nil) throws -> EnterpriseView? {
        let day = day ?? today
        guard let code = enterpriseDesk.snapshot.record(code)?.code else { return nil }
        let events = try store.enterpriseEvents(code).filter { $0.at.day <= day }
        guard !events.isEmpty, let record = EnterpriseRecord(code: code, events: events) else {
            return nil
        }
        let rules = ruleBook.rules(on: day)
        let asked = record.versions.reduce(into: Set()) { $0.formUnion($1.filing.roles) }
        let roles = EnterpriseRole.allCases.filter(asked.contains)
        let filing = (record.pending ?? record.current)?.filing
        return EnterpriseView(
            day: day, record: record, events: events,
            standings: roles.map { ($0, standing(of: record, role: $0, on: day)) },
            needs: roles.map {
                RoleNeedView(
                    neededQualification(
                        for: $0, isBank: filing?.isBank ?? false,
                        isOverseas: filing?.isOverseas ?? false, rules: rules))
            },
            changes: record.pending.flatMap { new in
                record.standing()?.filing.changes(to: new.filing)
            } ?? [])
    }

    /// Whether an enterprise, by either code, may act in a role on a day.
    public func enterpriseStanding(
        of code: String, role: EnterpriseRole, on day: Day? = nil
    ) -> EnterpriseStanding {
        enterpriseDesk.snapshot.standing(of: code, role: role, on: day ?? today)
    }

    /// A page of enterprises by code, after one.
    public func enterprises(
        _ filter: EnterpriseFilter, after code: String? = nil, countMax: Int
    ) throws -> (rows: [EnterpriseRow], nextAfter: String?) {
        let rows = try store.enterprises(filter, after: code, countMax: countMax + 1)
        return (
            Array(rows.prefix(countMax)), rows.count > countMax ? rows[countMax - 1].code : nil
        )
    }

    /// A page of filings for reviewers, the longest waiting first; nil where the cursor is none.
    public func reviews(
        _ filter: ReviewFilter, after cursor: String? = nil, countMax: Int
    ) throws -> (rows: [ReviewRow], nextAfter: String?)? {
        var place: (since: Timestamp, code: String)?
        if let cursor {
            let parts = cursor.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 2, let ms = Int64(parts[0]), SocialCreditCode(parts[1]) != nil
            else { return nil }
            place = (Timestamp(ms: ms), String(parts[1]))
        }
        let rows = try store.reviews(filter, after: place, countMax: countMax + 1)
        let last = rows.count > countMax ? rows[countMax - 1] : nil
        return (Array(rows.prefix(countMax)), last.map { "\($0.since.ms):\($0.code)" })
    }

    /// How many days ahead the forecast looks unless said otherwise.
    public var expiryForecastDayCount: Int { settings.enterpriseLimits.expiryForecastDayCount }

    /// Roles whose last day is today or within the next days, the earliest first; nil where the
    /// cursor is none.
    public func expiries(
        within dayCount: Int? = nil, after cursor: String? = nil, countMax: Int
    ) throws -> (rows: [ExpiryRow], nextAfter: String?)? {
        var place: (day: Day, code: String, role: String)?
        if let cursor {
            let parts = cursor.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 3, let day = Day(parts[0]), SocialCreditCode(parts[1]) != nil,
                let role = EnterpriseRole(rawValue: String(parts[2]))
            else { return nil }
            place = (day, String(parts[1]), role.rawValue)
        }
        let last = today.adding(days: max(0, dayCount ?? expiryForecastDayCount))
        let rows = try store.expiries(today...last, after: place, countMax: countMax + 1)
        let end = rows.count > countMax ? rows[countMax - 1] : nil
        return (
            Array(rows.prefix(countMax)),
            end.map { "\($0.lastDay):\($0.code):\($0.role.rawValue)" }
        )
    }

    /// What the rule book asks today for each role of such a firm.
    public func roleNeeds(isBank: Bool, isOverseas: Bool) -> [RoleNeedView] {
        let rules = ruleBook.rules(on: today)
        return EnterpriseRole.allCases.map {
            RoleNeedView(
                neededQualification(
                    for: $0, isBank: isBank, isOverseas: isOverseas, rules: rules))
        }
    }
}

/// What the rule book asks for a role, ready to show.
public struct RoleNeedView: Hashable, Sendable {
    /// The role.
    public var role: EnterpriseRole
    /// What it needs; nil on days on which no rule says.
    public var need: QualificationNeed?
    /// Instrument and article; empty where no rule says.
    public var source: String
    /// Whether a person compared the rule with its instrument.
    public var isVerified: Bool

    init(_ need: RoleNeed) {
        role = need.role
        self.need = need.need
        source = need.decision?.version.source.description ?? ""
        isVerified = need.decision?.version.isVerified ?? false
    }
}
