public import ZoneCore
import ZoneStore

/// Duties to departments: what they may pull, what they acknowledged, and where every duty stands.
extension Zone {
    /// Most events of one page of records.
    public static let dutyItemCountMax = 500
    /// Most waiting items that the ledger looks at, a duty.
    static let dutyWaitingCountMax = 5_000

    /// Hands out a page of a duty's records and logs it. Without a place it goes on behind what was acknowledged; an
    /// earlier place gives the same records again, for ever. Nil where there is no such duty.
    public func dutyPage(
        _ code: String, after place: JournalPlace?, countMax: Int, by: String = ""
    ) throws -> DutyPage? {
        guard let plan = duties.duty(code) else { return nil }
        let lane = try store.dutyLane(code)
        // Where nothing is open, what was passed over need not be read again.
        let isClear = lane.acknowledgedCount == lane.deliveredCount
        let from = place ?? (isClear ? max(lane.acknowledged, lane.delivered) : lane.acknowledged)
        let page = try DutyReader(store, plan).page(
            after: from, countMax: min(countMax, Self.dutyItemCountMax))
        try note(page, channel: "pull", isAcknowledged: false, by: by)
        return page
    }

    /// Notes that a page was delivered, and with an acknowledgement that came at once also that.
    func note(
        _ page: DutyPage, channel: String, isAcknowledged: Bool, by: String = ""
    ) throws {
        let (now, plan) = (now, page.plan)
        try store.changeDutyLane(plan.code) { lane in
            let before = lane
            lane.deliver(
                page.items, from: page.from, upTo: page.to, now: now, dueMs: plan.dueMs)
            if isAcknowledged {
                _ = lane.acknowledge(upTo: lane.delivered, count: lane.deliveredCount)
            }
            guard !page.items.isEmpty else { return (nil, []) }
            var row = DutyDeliveryRow(
                duty: plan.code, atMs: now.ms, channel: channel, from: page.from, to: page.to,
                itemCount: page.items.count)
            row.newCount = lane.deliveredCount - before.deliveredCount
            row.lateCount = lane.lateCount - before.lateCount
            row.deliveredCount = row.newCount > 0 ? lane.deliveredCount : 0
            return (row, plan.isPersonal ? access(page, channel, now, by) : [])
        }
    }

    private func access(
        _ page: DutyPage, _ channel: String, _ now: Timestamp, _ by: String
    ) -> [PersonAccessRow] {
        let plan = page.plan
        let purpose = "\(plan.code): \(plan.titleZh) / \(plan.titleEn)"
        return page.declarationIDs.map {
            PersonAccessRow(
                atMs: now.ms, declarationID: $0,
                who: plan.departmentZh + (by.isEmpty ? "" : " (\(by))"),
                purpose: purpose,
                channel: channel)
        }
    }

    /// What became of an acknowledgement.
    public enum Acknowledgement: Hashable, Sendable {
        case noted(DutyLane)
        case unknownDuty
        /// Nothing was delivered up to there.
        case notDelivered(JournalPlace)
    }

    /// Notes that a department has everything up to a cursor; to acknowledge less or the same again changes nothing. A
    /// cursor within a delivery counts up to where the delivery before it ends.
    public func acknowledge(_ code: String, upTo place: JournalPlace) throws -> Acknowledgement {
        guard duties.duty(code) != nil else { return .unknownDuty }
        let last = try store.lastDutyDelivery(of: code, upTo: place)
        let atMs = now.ms
        var answer = Acknowledgement.unknownDuty
        try store.changeDutyLane(code) { lane in
            let before = lane
            guard place <= lane.delivered else {
                answer = .notDelivered(lane.delivered)
                return (nil, [])
            }
            if let last { _ = lane.acknowledge(upTo: last.to, count: last.deliveredCount) }
            answer = .noted(lane)
            guard lane != before else { return (nil, []) }
            let count = lane.acknowledgedCount - before.acknowledgedCount
            return (
                DutyDeliveryRow(
                    duty: code, atMs: atMs, channel: "acknowledgement",
                    from: before.acknowledged, to: lane.acknowledged, itemCount: Int(count)), []
            )
        }
        return answer
    }

    /// Counts what has become late, duty by duty, so that it stays late.
    public func watchDuties() throws {
        for plan in duties.duties {
            let lane = try passOver(plan)
            let waiting = try DutyReader(store, plan).events(
                after: max(lane.delivered, lane.judged), countMax: Self.dutyWaitingCountMax
            ).found.map(\.item)
            let now = now
            var looked = lane
            looked.look(at: waiting, now: now, dueMs: plan.dueMs)
            guard looked != lane else { continue }
            try store.changeDutyLane(plan.code) { lane in
                let open = waiting.filter { $0.place > lane.delivered }
                lane.look(at: open, now: now, dueMs: plan.dueMs)
                return (nil, [])
            }
        }
    }

    /// Most scans of the journal for one duty in one go.
    private static let scanCountMax = 50

    /// Moves a lane over events that don't belong to the duty, up to the first that does, so that one that comes rarely is
    /// found however much lies before it. Returns the lane.
    private func passOver(_ plan: DutyPlan) throws -> DutyLane {
        let reader = DutyReader(store, plan)
        var lane = try store.dutyLane(plan.code)
        for _ in 0..<Self.scanCountMax {
            let (found, to, hasMore) = try reader.events(after: lane.delivered, countMax: 1)
            guard found.isEmpty, hasMore else { return lane }
            try store.changeDutyLane(plan.code) { lane in
                lane.deliver([], from: lane.delivered, upTo: to, now: now, dueMs: plan.dueMs)
                return (nil, [])
            }
            lane = try store.dutyLane(plan.code)
        }
        return lane
    }

    /// Where every duty stands.
    public func dutyLedger() throws -> [DutyEntry] { try duties.duties.map(entry) }

    /// Where one duty stands; nil where there is none of that code.
    public func dutyEntry(_ code: String) throws -> DutyEntry? {
        try duties.duty(code).map(entry)
    }

    private func entry(_ plan: DutyPlan) throws -> DutyEntry {
        let lane = try store.dutyLane(plan.code)
        let (found, _, hasMore) = try DutyReader(store, plan).events(
            after: lane.delivered, countMax: Self.dutyWaitingCountMax)
        let waiting = found.map(\.item)
        let steps = try store.dutyDeliveries(
            of: plan.code, before: nil, onlyNew: true, countMax: 20)
        let now = now
        return DutyEntry(
            plan: plan, lane: lane, waitingCount: waiting.count, hasMoreWaiting: hasMore,
            overdueCount: waiting.count {
                lane.state(of: $0, at: now, dueMs: plan.dueMs) == .late
            },
            outlook: DutyOutlook(
                lane, waiting: waiting,
                steps: steps.reversed().map {
                    .init(at: Timestamp(ms: $0.atMs), itemCount: Int($0.newCount))
                }, plan: plan, now: now))
    }

    /// The log of a duty, newest first.
    public func dutyDeliveries(
        _ code: String, before id: Int64?, countMax: Int
    ) throws -> [DutyDelivery]? {
        guard duties.duty(code) != nil else { return nil }
        return try store.dutyDeliveries(of: code, before: id, countMax: countMax).map {
            DutyDelivery(
                id: $0.id, at: Timestamp(ms: $0.atMs), channel: $0.channel, from: $0.from,
                to: $0.to, itemCount: $0.itemCount, newCount: Int($0.newCount),
                lateCount: Int($0.lateCount))
        }
    }

    /// Who got to see data of the persons of declarations, newest first; of one declaration, by `party:orderNo`, or of
    /// all. Nil where there is no such declaration.
    public func personAccesses(
        declaration id: String?, before cursor: Int64?, countMax: Int
    ) throws -> [PersonAccess]? {
        var declarationID: Int64?
        if let id {
            declarationID = try self.declarationID(id)
            if declarationID == nil { return nil }
        }
        return try store.personAccesses(
            declarationID: declarationID, before: cursor, countMax: countMax
        ).map {
            PersonAccess(
                id: $0.id, at: Timestamp(ms: $0.atMs), declaration: $0.declaration, who: $0.who,
                purpose: $0.purpose, channel: $0.channel)
        }
    }

    /// The serial of a declaration by `party:orderNo`.
    func declarationID(_ id: String) throws -> Int64? {
        guard let colon = id.firstIndex(of: ":") else { return nil }
        let party = String(id[..<colon])
        let kinds: [DocumentKind] = [.inventory, .exportInventory]
        let lists = kinds.map { Int64($0.rawValue) }
        return try store.documents(orderNo: String(id[id.index(after: colon)...])).first {
            lists.contains($0.kind) && $0.party == party && $0.declarationID > 0
        }?.declarationID
    }
}

/// Where a duty stands.
public struct DutyEntry: Sendable {
    public var plan: DutyPlan
    public var lane: DutyLane
    /// Items not delivered, at least so many.
    public var waitingCount: Int
    /// Whether there may be more than were counted.
    public var hasMoreWaiting: Bool
    /// Waiting items that are late.
    public var overdueCount: Int
    public var outlook: DutyOutlook
}

/// A line of the log of a duty.
public struct DutyDelivery: Hashable, Sendable {
    public var id: Int64
    public var at: Timestamp
    /// `pull`, `push`, `file` or `acknowledgement`.
    public var channel: String
    public var from: JournalPlace
    public var to: JournalPlace
    public var itemCount: Int
    public var newCount: Int
    public var lateCount: Int
}

/// That somebody got to see data of the person of a declaration.
public struct PersonAccess: Hashable, Sendable {
    public var id: Int64
    public var at: Timestamp
    /// `party:orderNo`.
    public var declaration: String
    public var who: String
    public var purpose: String
    public var channel: String
}
