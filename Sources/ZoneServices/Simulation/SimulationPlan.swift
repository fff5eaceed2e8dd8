public import ZoneCore

/// A question to history: what if this rule book had been in force on these days?
public struct SimulationPlan: Sendable {
    /// The zone's file; it is only read.
    public var databasePath: String
    /// The draft: a folder with a whole rule book, or with only the files that it has otherwise.
    public var draftPath: String
    /// The first and the last day on which the draft decides; before and after it the rules of the time do.
    public var days: ClosedRange<Day>
    /// Declarations of the period from which an enterprise is of the next larger size. The operator's choice.
    public var sizeBands: [Int64] = [100, 1_000, 10_000]
    /// Threads that decode.
    public var threadCount = 2

    /// A plan with the defaults above.
    public init(databasePath: String, draftPath: String, days: ClosedRange<Day>) {
        self.databasePath = databasePath
        self.draftPath = draftPath
        self.days = days
    }
}

/// How far a simulation is.
public struct SimulationProgress: Hashable, Sendable {
    /// Messages replayed, of how many.
    public var done: Int64
    public var total: Int64
    public var state: State

    /// What a run is doing.
    public enum State: String, Sendable {
        case waiting, replaying, comparing, finished, cancelled, failed
    }
}

/// What a draft would have changed. Money in fen, times in ms.
public struct SimulationReport: Sendable, Encodable {
    public var from: String
    public var to: String
    /// Messages replayed: the whole history, because what came before a declaration decides with it.
    public var messages: Int
    /// Declarations decided, of the whole history.
    public var declarations: Int
    /// Changed declarations that arrived on the days of the draft, and others, which feel it through a buyer's year or a
    /// guarantor's account.
    public var changed: Int
    public var changedElsewhere: Int
    /// Declarations that arrived on the days of the draft.
    public var totals: OutcomePair
    public var bySize: [Group]
    public var byOrigin: [Group]
    /// From which status to which, of the changed declarations of the period.
    public var moves: [Move]
    /// The parameters of which draft and rule book differ on the first day.
    public var parameters: [ChangedParameter]

    /// Some of the declarations.
    public struct Group: Hashable, Sendable, Encodable {
        /// `1-99`, or a country's code.
        public var name: String
        /// Enterprises in it.
        public var enterprises: Int?
        public var totals: OutcomePair
    }

    /// Declarations that came from one status to another.
    public struct Move: Hashable, Sendable, Encodable {
        public var before: Int
        public var after: Int
        public var declarations: Int
    }
}
