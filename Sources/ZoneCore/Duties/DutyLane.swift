/// One event that a department has to be told of.
public struct DutyItem: Hashable, Sendable {
    /// The place behind the event.
    public var place: JournalPlace
    /// When it happened.
    public var at: Timestamp

    /// An event at a place.
    public init(place: JournalPlace, at: Timestamp) {
        self.place = place
        self.at = at
    }
}

/// How far one duty is fulfilled: places in the journal, and counts of what lies before them.
///
/// The journal itself is the queue, so nothing is lost and what was delivered can be delivered again. What was found late
/// stays late: a place up to which everything is, for what lies before a late item waited longer, whatever the clock said.
public struct DutyLane: Hashable, Sendable {
    /// Everything up to here was delivered.
    public var delivered = JournalPlace.start
    /// Everything up to here was acknowledged.
    public var acknowledged = JournalPlace.start
    /// Everything up to here was looked at for lateness and counted, where it was late.
    public var judged = JournalPlace.start
    /// Items delivered, each counted once.
    public var deliveredCount: Int64 = 0
    /// Items acknowledged, each counted once.
    public var acknowledgedCount: Int64 = 0
    /// Items that were not delivered when they were due, each counted once, delivered meanwhile or not.
    public var lateCount: Int64 = 0
    /// The longest time that an item was late, ms.
    public var lateMsMax: Int64 = 0
    /// Where the delivery ends that is under way; a repeat ends there again, so it has the same content and number.
    public var pending: JournalPlace?
    /// Attempts at that delivery, all without success.
    public var attemptCount = 0
    /// Before this time nothing is sent.
    public var retryMs: Int64 = 0
    /// What the last attempt met; empty where it went well.
    public var problem = ""

    /// A lane on which nothing was delivered.
    public init() {}

    /// Where an item stands.
    public enum State: String, Sendable {
        case due, late, delivered, acknowledged
    }

    /// The state of an item; of a delivered one, whether it was late is in the counts and in the log of deliveries.
    public func state(of item: DutyItem, at now: Timestamp, dueMs: Int64) -> State {
        if item.place <= acknowledged { return .acknowledged }
        if item.place <= delivered { return .delivered }
        return item.place <= judged || now.ms > item.at.ms + dueMs ? .late : .due
    }

    /// Counts the late ones among items that wait, oldest first. Items up to ``judged`` were counted before.
    public mutating func look(at items: [DutyItem], now: Timestamp, dueMs: Int64) {
        guard let last = items.last(where: { now.ms > $0.at.ms + dueMs }) else { return }
        for item in items where item.place <= last.place {
            lateMsMax = max(lateMsMax, now.ms - item.at.ms - dueMs)
            if item.place > judged { lateCount += 1 }
        }
        judged = max(judged, last.place)
    }

    /// Notes that these items, all between two places, were delivered for the first time or again. A delivery that begins
    /// behind a gap changes nothing: what lies in the gap is still owed.
    public mutating func deliver(
        _ items: [DutyItem], from start: JournalPlace, upTo place: JournalPlace, now: Timestamp,
        dueMs: Int64
    ) {
        guard start <= delivered else { return }
        let isFurther = place > delivered
        let new = items.filter { $0.place > delivered }
        look(at: new, now: now, dueMs: dueMs)
        deliveredCount += Int64(new.count)
        delivered = max(delivered, place)
        judged = max(judged, delivered)
        // What is pulled again says nothing of a delivery that is under way.
        if isFurther { (pending, attemptCount, retryMs, problem) = (nil, 0, 0, "") }
    }

    /// Notes that everything up to `place` was acknowledged, `count` items from the beginning on; false where that was not
    /// delivered. A late or repeated one changes nothing.
    public mutating func acknowledge(upTo place: JournalPlace, count: Int64) -> Bool {
        guard place <= delivered, count <= deliveredCount else { return false }
        guard place > acknowledged else { return true }
        acknowledged = place
        acknowledgedCount = max(acknowledgedCount, count)
        return true
    }

    /// Notes an attempt without success; the next waits twice as long. Nothing is ever given up, for it is owed.
    public mutating func fail(_ problem: String, at now: Timestamp, policy: GatewayPolicy) {
        attemptCount += 1
        retryMs = now.ms + policy.delayMs(afterAttempts: attemptCount)
        self.problem = problem
    }

    /// Whether something may be sent now. A wait longer than any delay was made by a clock that has jumped back since.
    public func maySend(at now: Timestamp, policy: GatewayPolicy) -> Bool {
        retryMs <= now.ms || retryMs - now.ms > policy.delayMsMax
    }
}
