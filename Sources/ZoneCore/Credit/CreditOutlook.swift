/// What has to happen for an enterprise to have a grade: what time alone brings, and what repair can.
public struct CreditOutlook: Hashable, Sendable {
    /// Most days of change that are looked at.
    public static let stepCountMax = 200

    /// The grade looked for.
    public var target: CreditGrade
    /// Points that lack today; 0 where there are enough, nil where no rule says.
    public var pointsMissing: Int?
    /// The first day with at least that grade if nothing new happens; nil where time does not bring it.
    public var reachedOn: Day?
    /// The days after the standing's on which something changes by itself, in order.
    public var steps: [Step]
    /// Whether there are more such days than are looked at.
    public var isCut: Bool
    /// The events that could be lifted before they expire, by that day.
    public var repairs: [Repair]

    /// A day on which the standing changes by itself.
    public struct Step: Hashable, Sendable {
        /// The day.
        public var day: Day
        /// Points and grade from then on.
        public var points: Int?
        /// The grade from then on.
        public var grade: CreditGrade?
        /// The events whose points change, with what they add from then on.
        public var changes: [CreditLine]

        /// A step with all its parts.
        public init(day: Day, points: Int?, grade: CreditGrade?, changes: [CreditLine]) {
            self.day = day
            self.points = points
            self.grade = grade
            self.changes = changes
        }
    }

    /// An event that could be lifted.
    public struct Repair: Hashable, Sendable {
        /// The id of the event.
        public var event: String
        /// The first day it could be lifted, where the harm is made good today (or was, as asked).
        public var earliest: Day
        /// Points that come back.
        public var points: Int

        /// A chance with all its parts.
        public init(event: String, earliest: Day, points: Int) {
            self.event = event
            self.earliest = earliest
            self.points = points
        }
    }

    /// An outlook with all its parts.
    public init(
        target: CreditGrade, pointsMissing: Int?, reachedOn: Day?, steps: [Step], isCut: Bool,
        repairs: [Repair]
    ) {
        self.target = target
        self.pointsMissing = pointsMissing
        self.reachedOn = reachedOn
        self.steps = steps
        self.isCut = isCut
        self.repairs = repairs
    }
}
