/// What is to be expected of a duty: whether what waits will be delivered in time.
public struct DutyOutlook: Hashable, Sendable {
    /// How loud it is.
    public enum Alarm: String, Sendable, CaseIterable {
        /// In time.
        case none
        /// Not late yet, but it will be, as things go.
        case forecast
        /// Something is late and not delivered.
        case late
    }

    /// One delivery that went further than all before.
    public struct Step: Hashable, Sendable {
        public var at: Timestamp
        public var itemCount: Int

        /// A delivery of so many items.
        public init(at: Timestamp, itemCount: Int) {
            self.at = at
            self.itemCount = itemCount
        }
    }

    public var alarm: Alarm
    /// When the oldest item that waits is due; nil without any.
    public var due: Timestamp?
    /// When all that waits will be delivered, at the recent pace; nil where there is none to tell.
    public var finish: Timestamp?

    /// More waiting items than one delivery takes are a backlog; fewer say nothing of the pace.
    public static let backlogCountMin = 500

    /// - Parameters:
    ///   - lane: how far the duty is.
    ///   - waiting: what waits, oldest first, at least its beginning.
    ///   - steps: recent deliveries, oldest first.
    public init(
        _ lane: DutyLane, waiting: [DutyItem], steps: [Step], plan: DutyPlan, now: Timestamp
    ) {
        alarm = .none
        guard let oldestMs = waiting.map(\.at.ms).min() else { return }
        due = Timestamp(ms: oldestMs + plan.dueMs)
        // With a clock that jumped back an item counts as late as long as it was counted so.
        let isLate = waiting.contains {
            lane.state(of: $0, at: now, dueMs: plan.dueMs) == .late
        }
        let pace = waiting.count >= Self.backlogCountMin ? Pace(steps, now: now) : nil
        finish = pace.map { Timestamp(ms: now.ms + $0.msFor(waiting.count)) }
        if isLate {
            alarm = .late
        } else if now.ms >= oldestMs + plan.dueMs - plan.alarmMs
            || pace.map({ Self.breaks($0, waiting, plan, now) }) ?? false
        {
            alarm = .forecast
        }
    }

    /// Whether any item comes too late at that pace.
    private static func breaks(
        _ pace: Pace, _ waiting: [DutyItem], _ plan: DutyPlan, _ now: Timestamp
    ) -> Bool {
        waiting.enumerated().contains { index, item in
            now.ms + pace.msFor(index + 1) > item.at.ms + plan.dueMs
        }
    }

    /// Items a time, between the first of the steps and now.
    private struct Pace {
        let itemCount: Int64
        let spanMs: Int64

        init?(_ steps: [Step], now: Timestamp) {
            guard let first = steps.first else { return nil }
            itemCount = steps.dropFirst().reduce(0) { $0 + Int64($1.itemCount) }
            spanMs = now.ms - first.at.ms
            guard itemCount > 0, spanMs > 0 else { return nil }
        }

        func msFor(_ count: Int) -> Int64 {
            let (product, isTooLarge) = spanMs.multipliedReportingOverflow(by: Int64(count))
            // Longer than any due time, and far from the end of an integer.
            return isTooLarge ? 1 << 50 : min(product / itemCount, 1 << 50)
        }
    }
}
