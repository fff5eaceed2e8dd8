public import ZoneCore
import ZoneRules
import ZoneStore

/// The warehouse ledger: accounts, stock, discrepancies and gate passes.
extension Zone {
    /// Most bytes of a text of an order or a pass.
    public static let stockTextByteCountMax = 400

    /// Does what is asked for with the stock of an account; returns after the durable write.
    ///
    /// The caller has checked the order with ``StockOrder/problem``.
    public func apply(_ order: StockOrder) async throws -> StockOutcome {
        try await perform { writer, _ in try writer.apply(order) }
    }

    /// Accounts behind a code.
    public func warehouses(after code: String, countMax: Int) throws -> [WarehouseView] {
        try store.stockAccounts(after: code, countMax: countMax).map(WarehouseView.init)
    }

    /// The account of that code.
    public func warehouse(_ code: String) throws -> WarehouseView? {
        try store.stockAccount(code).map(WarehouseView.init)
    }

    /// Items of an account, or of all, behind a key.
    public func stockItems(
        of account: String?, after key: StockKey?, countMax: Int
    ) throws -> [StockView] {
        try store.stockItems(
            of: account, after: key ?? StockKey(account: "", item: "", unit: ""),
            countMax: countMax
        ).map(StockView.init)
    }

    /// Postings of an account behind a number.
    public func stockPostings(
        of account: String, after id: Int64, countMax: Int
    ) throws -> [PostingView] {
        try store.stockPostings(of: account, after: id, countMax: countMax).map {
            PostingView(id: $0.id, at: Timestamp(ms: $0.atMs), posting: $0.posting)
        }
    }

    /// Differences of an account, or of all, behind a number; those that are closed only where asked for.
    public func discrepancies(
        of account: String?, closed: Bool = false, after id: Int64 = 0, countMax: Int
    ) throws -> [DiscrepancyView] {
        try store.stockDiscrepancies(
            of: account, closed: closed, after: id, countMax: countMax
        ).map { row in
            let day = Timestamp(ms: row.sinceMs).day
            return DiscrepancyView(row, dayCount: ruleBook.discrepancyDayCount(on: day))
        }
    }

    /// Items whose sides do not sum to zero; none, whatever happened.
    public func stockImbalances() throws -> [StockKey] { try store.stockImbalances() }

    /// The time by the zone's clock.
    public var currentTime: Timestamp { now }

    // MARK: Gates

    /// What became of a pass that was asked for.
    public enum PassOutcome: Hashable, Sendable {
        /// It is issued; false where it was before.
        case issued(GatePass, isNew: Bool)
        /// There is another one with that id.
        case conflict
        /// There is no such account.
        case unknownAccount
        /// The list, by its id, is not one whose goods may leave with it.
        case wrongList(String)
        /// The account has no such movement.
        case wrongMovement(String)
    }

    /// Issues a pass for lists (`party:orderNo`) and movements; it expires after the hours of the rule book; on a day
    /// without any it can't be used.
    public func issuePass(_ request: GatePassRequest) throws -> PassOutcome {
        let issued = now
        let lifeMs = Int64(ruleBook.gatePassHourCount(on: issued.day)) * 3_600_000
        var pass = GatePass(
            id: request.id, account: request.account, isOut: request.isOut,
            vehicle: request.vehicle, issuedAt: issued,
            expiresAt: Timestamp(ms: issued.ms + max(1, lifeMs)),
            actor: request.actor)
        pass.seals = request.seals
        pass.movements = request.movements
        for list in request.lists {
            guard let row = try declarationRow(list) else { return .wrongList(list) }
            pass.declarations.append(row.id)
        }
        switch try store.issue(pass) {
        case .issued(let isNew):
            return .issued(try store.gatePass(pass.id) ?? pass, isNew: isNew)
        case .conflict: return .conflict
        case .unknownAccount: return .unknownAccount
        case .wrongMovement(let id): return .wrongMovement(id)
        case .wrongList(let id):
            let place = pass.declarations.firstIndex(of: id) ?? 0
            return .wrongList(request.lists[place])
        }
    }

    /// Uses a pass at a gate; whatever comes of it is recorded.
    public func usePass(_ id: String, gate: String, by actor: String) throws -> GateEvent {
        try store.usePass(id, gate: gate, by: actor, at: now)
    }

    /// A pass with its events; nil where there is none.
    public func gatePass(_ id: String) throws -> (pass: GatePass, events: [GateEvent])? {
        try store.gatePass(id).map { ($0, try store.gateEvents(of: id)) }
    }

    /// Passes of an account, or of all, behind an id.
    public func gatePasses(
        of account: String?, after id: String, countMax: Int
    ) throws -> [GatePass] {
        try store.gatePasses(of: account, after: id, countMax: countMax)
    }
}

/// What a pass is asked for.
public struct GatePassRequest: Hashable, Sendable {
    public var id: String
    public var account: String
    public var isOut: Bool
    public var vehicle: String
    public var seals: [String]
    /// Ids of lists, `party:orderNo`.
    public var lists: [String]
    public var movements: [String]
    public var actor: String

    /// A request with all its parts.
    public init(
        id: String, account: String, isOut: Bool, vehicle: String, seals: [String],
        lists: [String], movements: [String], actor: String
    ) {
        self.id = id
        self.account = account
        self.isOut = isOut
        self.vehicle = vehicle
        self.seals = seals
        self.lists = lists
        self.movements = movements
        self.actor = actor
    }
}
