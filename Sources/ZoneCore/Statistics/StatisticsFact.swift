/// What one declaration adds to the sums. Kept beside the declaration, so that a change takes away exactly what was
/// added, and a figure can be opened down to what is under it.
public struct StatisticsFact: Hashable, Sendable {
    public var declarationID: Int64
    /// The day on which the list was received.
    public var day: Day
    /// `I` or `E` and the supervision mode.
    public var mode: String
    public var status: Int64
    public var country: String
    public var port: String
    public var enterprise: String
    public var dutiableFen: Int64
    public var marks: Marks
    /// From receipt of the list to its first release; nil before it.
    public var clearance: TimeBucket?
    /// One a chapter and currency, in their order.
    public var shares: [Share]

    /// What happened to the declaration.
    public struct Marks: OptionSet, Hashable, Sendable {
        public let rawValue: Int64

        public init(rawValue: Int64) {
            self.rawValue = rawValue
        }

        public static let reviewed = Marks(rawValue: 1)
        public static let inspected = Marks(rawValue: 2)
        public static let found = Marks(rawValue: 4)
        public static let control = Marks(rawValue: 8)
    }

    /// The goods of one chapter in one currency.
    public struct Share: Hashable, Sendable {
        public var chapter: String
        public var currency: String
        /// In units of 0.00001.
        public var value: Int64
        public var dutyFen: Int64
        public var vatFen: Int64
        public var consumptionFen: Int64

        /// Goods on which nothing was assessed yet.
        public init(chapter: String, currency: String, value: Int64 = 0) {
            (self.chapter, self.currency, self.value) = (chapter, currency, value)
            (dutyFen, vatFen, consumptionFen) = (0, 0, 0)
        }
    }

    /// A fact of which only the declaration is known.
    public init(declarationID: Int64, day: Day, mode: String, status: Int64) {
        self.declarationID = declarationID
        self.day = day
        self.mode = mode
        self.status = status
        (country, port, enterprise) = ("", "", "")
        dutiableFen = 0
        marks = []
        clearance = nil
        shares = []
    }

    /// The values of a dimension under which it counts.
    public func values(of dimension: StatisticsDimension) -> [String] {
        switch dimension {
        case .all: [""]
        case .country: [country]
        case .port: [port]
        case .enterprise: [enterprise]
        case .chapter:
            shares.map(\.chapter).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
        }
    }

    /// Calls `body` with everything that it adds.
    public func eachCell(_ body: (StatisticsKey, Int64) -> Void) {
        let whole = wholeMeasures
        for dimension in StatisticsDimension.allCases {
            for value in values(of: dimension) {
                func add(_ measure: StatisticsMeasure, _ amount: Int64) {
                    guard amount != 0 else { return }
                    body(StatisticsKey(dimension, value, mode: mode, measure), amount)
                }
                for measure in whole { add(measure, 1) }
                if dimension != .chapter {
                    add(StatisticsMeasure(.dutiable, String(status)), dutiableFen)
                }
                for share in shares where dimension != .chapter || share.chapter == value {
                    add(StatisticsMeasure(.value, String(status), share.currency), share.value)
                    add(StatisticsMeasure(.duty, String(status)), share.dutyFen)
                    add(StatisticsMeasure(.vat, String(status)), share.vatFen)
                    add(
                        StatisticsMeasure(.consumption, String(status)), share.consumptionFen)
                }
            }
        }
    }

    /// The measures that count the declaration once.
    private var wholeMeasures: [StatisticsMeasure] {
        var measures = [StatisticsMeasure(.count, String(status))]
        if marks.contains(.reviewed) { measures.append(StatisticsMeasure(.reviewed)) }
        if marks.contains(.inspected) { measures.append(StatisticsMeasure(.inspected)) }
        if !marks.isDisjoint(with: [.reviewed, .inspected]) {
            measures.append(StatisticsMeasure(.looked))
        }
        if marks.contains(.found) { measures.append(StatisticsMeasure(.found)) }
        if marks.contains(.control) {
            measures.append(StatisticsMeasure(.control))
            if marks.contains(.found) { measures.append(StatisticsMeasure(.controlFound)) }
        }
        if let clearance {
            measures.append(StatisticsMeasure(.time, String(clearance.number)))
        }
        return measures
    }
}
