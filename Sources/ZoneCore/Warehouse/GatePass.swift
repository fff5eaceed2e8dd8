/// A pass for a vehicle through the gate (核放单): good for one use, until it expires.
public struct GatePass: Hashable, Sendable {
    public var id: String
    /// The account whose goods pass.
    public var account: String
    /// Out of the zone, or in.
    public var isOut: Bool
    public var vehicle: String
    public var seals: [String]
    /// Numbers of the released lists whose goods leave.
    public var declarations: [Int64]
    /// Ids of the movements that it is for, as their senders gave them.
    public var movements: [String]
    public var issuedAt: Timestamp
    public var expiresAt: Timestamp
    /// Nil until it was used.
    public var usedAt: Timestamp?
    /// Who issued it.
    public var actor: String

    /// A pass for nothing yet.
    public init(
        id: String, account: String, isOut: Bool, vehicle: String, issuedAt: Timestamp,
        expiresAt: Timestamp, actor: String
    ) {
        self.id = id
        self.account = account
        self.isOut = isOut
        self.vehicle = vehicle
        self.issuedAt = issuedAt
        self.expiresAt = expiresAt
        self.actor = actor
        seals = []
        declarations = []
        movements = []
    }

    /// Most seals, lists and movements of a pass, each.
    public static let partCountMax = 200
}

/// What happened at a gate.
public struct GateEvent: Hashable, Sendable {
    /// What became of the vehicle.
    public enum Outcome: String, CaseIterable, Sendable {
        case passed, expired, alreadyUsed, notFound
        /// More would leave than the warehouse has.
        case notInStock
    }

    public var pass: String
    public var gate: String
    public var at: Timestamp
    public var outcome: Outcome
    public var actor: String

    /// An event with all its parts.
    public init(pass: String, gate: String, at: Timestamp, outcome: Outcome, actor: String) {
        self.pass = pass
        self.gate = gate
        self.at = at
        self.outcome = outcome
        self.actor = actor
    }
}
