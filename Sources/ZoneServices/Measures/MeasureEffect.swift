public import ZoneCore
import ZoneRules
import ZoneStore

/// How one indicator of a measure moved against its control group.
public struct MeasureEffect: Sendable {
    public var indicator: Measure.Indicator
    /// The days before adoption and since that were compared; of equal length where both are over.
    public var before: ClosedRange<Day>
    public var after: ClosedRange<Day>
    /// Declarations that have it, of all of the group and days.
    public var treatedBefore: Share
    public var treatedAfter: Share
    public var controlBefore: Share
    public var controlAfter: Share
    /// The effect with its bounds; nil where one of the four is too small.
    public var estimate: Estimate?

    /// A part of a whole.
    public struct Share: Hashable, Sendable {
        public var count: Int
        public var total: Int

        init(_ interval: WilsonInterval) { (count, total) = (interval.count, interval.total) }
    }

    /// In parts of a million, bounds rounded outward.
    public struct Estimate: Hashable, Sendable {
        public var ppm: Int
        public var lowPpm: Int
        public var highPpm: Int
    }

    init(
        _ indicator: Measure.Indicator, before: ClosedRange<Day>, after: ClosedRange<Day>,
        _ estimate: EffectEstimate
    ) {
        (self.indicator, self.before, self.after) = (indicator, before, after)
        treatedBefore = Share(estimate.treatedBefore)
        treatedAfter = Share(estimate.treatedAfter)
        controlBefore = Share(estimate.controlBefore)
        controlAfter = Share(estimate.controlAfter)
        self.estimate = estimate.effect.map {
            Estimate(
                ppm: Int(($0.value * 1e6).rounded()), lowPpm: Int(($0.low * 1e6).rounded(.down)),
                highPpm: Int(($0.high * 1e6).rounded(.up)))
        }
    }
}

extension Zone {
    /// Most days on each side.
    public static let effectDayCountMax = 92

    /// The effect of an adopted measure: each share in the treated and in the control modes, over at most so many days
    /// before its first day and from it on, today left out. Nil where it was in force on no day that is over.
    public func effect(of id: String, dayCount: Int) throws -> [MeasureEffect]? {
        guard let view = try measure(id), let measure = view.measure else {
            throw MeasureError.notFound
        }
        guard let from = view.from, view.known != nil else { return nil }
        let last = min(
            today.adding(days: -1), view.to ?? today, from.adding(days: dayCount - 1))
        guard last >= from else { return nil }
        let before = from.adding(days: -dayCount)...from.adding(days: -1)
        try foldStatistics()
        let reader = FigureReader(store: store)
        return try measure.indicators.map { indicator in
            func share(_ modes: [String], _ days: ClosedRange<Day>) throws -> WilsonInterval {
                var (part, whole) = (0, 0)
                var day = days.lowerBound
                while day <= days.upperBound {
                    let (one, all) = try Self.counts(indicator.share, modes, on: day, reader)
                    (part, whole) = (part + one, whole + all)
                    day = day.adding(days: 1)
                }
                return WilsonInterval(min(part, whole), of: whole)
            }
            return MeasureEffect(
                indicator, before: before, after: from...last,
                EffectEstimate(
                    treatedBefore: try share(indicator.treated, before),
                    treatedAfter: try share(indicator.treated, from...last),
                    controlBefore: try share(indicator.control, before),
                    controlAfter: try share(indicator.control, from...last)))
        }
    }

    /// How many declarations of a day and of modes have it, of how many.
    private static func counts(
        _ share: Measure.Indicator.Share, _ modes: [String], on day: Day, _ reader: FigureReader
    ) throws -> (Int, Int) {
        guard let period = StatisticsPeriod(day.description) else { return (0, 0) }
        var whole = FigureName(.count)
        whole.modes = modes
        var part = whole
        switch share {
        case .released: part.statuses = ["800", "899"]
        case .reviewed: part.measure = .reviewed
        case .inspected: part.measure = .inspected
        case .found: part.measure = .found
        }
        func sum(_ name: FigureName) throws -> Int {
            try reader.sums(name.measure, period, .all, nil).filter { name.covers($0.key) }
                .reduce(0) { $0 + Int($1.amount) }
        }
        return (try sum(part), try sum(whole))
    }
}
