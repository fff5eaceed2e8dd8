public import ZoneCore
import ZoneStore

/// The log over everything that people and departments did, and how long it is kept.
extension Zone {
    /// Longest period of one question, days.
    public static let logDayCountMax = 366
    /// Most records forgotten in one go.
    static let forgottenCountMax = 10_000

    /// Events of a period, newest first; of a kind, or of all kinds with the same word before the dot; about a subject.
    /// Nil where the cursor is none.
    public func log(
        kind: String?, subject: String?, days: ClosedRange<Day>, before cursor: String?,
        countMax: Int
    ) throws -> [LogEvent]? {
        let place = cursor.flatMap(Self.place)
        if cursor != nil, place == nil { return nil }
        let question = LogQuestion(
            kind: kind, subject: subject, fromMs: Self.startMs(days.lowerBound),
            toMs: Self.startMs(days.upperBound.adding(days: 1)) - 1, before: place,
            countMax: countMax)
        return try store.log(question).map(event)
    }

    private static func startMs(_ day: Day) -> Int64 {
        Int64(day.number) * 86_400_000 - Timestamp.chinaOffsetMs
    }

    private static func place(_ text: String) -> LogPlace? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
            .compactMap { Int64($0) }
        return parts.count == 3 ? LogPlace(atMs: parts[0], source: parts[1], id: parts[2]) : nil
    }

    private func event(_ row: LogRow) -> LogEvent {
        var event = LogEvent(
            cursor: "\(row.place.atMs).\(row.place.source).\(row.place.id)",
            at: Timestamp(ms: row.place.atMs), kind: row.kind, actor: row.actor,
            subject: row.subject, detail: row.detail)
        // An act names its officer in what is packed.
        let name = row.kind.split(separator: ".").last.map(String.init) ?? ""
        if !row.packed.isEmpty, let act = DeclarationAct(event: name, packed: row.packed) {
            event.actor = act.officer
            event.detail = act.returnNo.isEmpty ? act.reason : "\(act.returnNo): \(act.reason)"
        }
        return event
    }

    /// Forgets what is older than its rule, at most a slice of each kind; returns how many records.
    @discardableResult
    public func applyRetention() throws -> Int {
        var count = 0
        for rule in retention.rules {
            let beforeMs = now.ms - Int64(rule.keepDays) * 86_400_000
            switch rule.record {
            case .personAccess:
                count += try store.forgetPersonAccesses(
                    beforeMs: beforeMs, countMax: Self.forgottenCountMax)
            case .repeatedDelivery:
                count += try store.forgetRepeatedDeliveries(
                    beforeMs: beforeMs, countMax: Self.forgottenCountMax)
            }
        }
        return count
    }
}
