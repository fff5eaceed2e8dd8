import Foundation
public import ZoneCore
import ZoneStore

/// Limits of one round of a gateway.
public struct GatewayLimits: Hashable, Sendable {
    /// Most messages sent in a round, the same number again of dead letters.
    public var messageCountMax = 200
    /// Most pages of receipts read in a round.
    public var pageCountMax = 20
    /// Receipts in a page.
    public var receiptCountMax = 500
    /// Longest problem text kept, characters.
    public var problemLengthMax = 500
    /// When to try again, and when to give up.
    public var policy = GatewayPolicy()

    /// The defaults.
    public init() {}
}

/// What one round of a gateway did.
public struct GatewayRound: Hashable, Sendable {
    /// Messages the upstream took.
    public var takenCount = 0
    /// Messages that were given up.
    public var deadCount = 0
    /// Receipts that were new.
    public var receiptCount = 0
    /// What stopped the round; nil where it went through.
    public var problem: String?

    /// A round in which nothing happened.
    public init() {}

    /// Whether nothing moved, so that the next round can wait.
    public var isIdle: Bool { takenCount == 0 && deadCount == 0 && receiptCount == 0 }
}

/// Passes a zone's accepted messages on to one upstream node, in their order, and takes its receipts back.
///
/// All its state is in the books: a gateway that was stopped anywhere goes on there. A message that was sent and not
/// noted is sent again with the same bytes. One gateway an upstream and process.
public struct Gateway: Sendable {
    let zone: Zone
    let upstream: String
    let transport: any UpstreamTransport
    let limits: GatewayLimits

    /// A gateway of this zone to the upstream of this name.
    public init(
        zone: Zone, upstream: String, transport: any UpstreamTransport,
        limits: GatewayLimits = GatewayLimits()
    ) {
        self.zone = zone
        self.upstream = upstream
        self.transport = transport
        self.limits = limits
    }

    /// Sends what is due and reads the receipts that are there. Throws where the zone's own books fail.
    public func round() async throws -> GatewayRound {
        var round = GatewayRound()
        if try zone.store.gatewayLane(upstream).isDue(at: zone.now) {
            try await sendLetters(&round)
            try await sendMessages(&round)
        }
        try await readReceipts(&round)
        return round
    }

    /// Tries the letters again that an operator asked for.
    private func sendLetters(_ round: inout GatewayRound) async throws {
        let letters = try zone.store.deadLetters(
            upstream, onlyWanted: true, countMax: limits.messageCountMax)
        for var letter in letters {
            switch try await send(letter.messageID) {
            case .taken:
                try zone.store.settleDeadLetter(letter.messageID, of: upstream)
                round.takenCount += 1
            case .unreachable(let problem):
                round.problem = problem
                return
            case .failed(let problem), .refused(let problem):
                letter.isWanted = false
                letter.atMs = zone.now.ms
                letter.problem = cut(problem)
                try zone.store.put(letter, of: upstream)
                round.deadCount += 1
            }
        }
    }

    private func sendMessages(_ round: inout GatewayRound) async throws {
        var lane = try zone.store.gatewayLane(upstream)
        for _ in 0..<limits.messageCountMax {
            guard !Task.isCancelled,
                let id = try zone.store.acceptedMessage(after: lane.lastMessage)
            else { return }
            let outcome = try await send(id)
            let dead = lane.settle(id, outcome, at: zone.now, policy: limits.policy)
            lane.problem = cut(lane.problem)
            try zone.store.keep(
                lane, of: upstream,
                dead: dead.map {
                    DeadLetterRow(
                        messageID: id, atMs: zone.now.ms, problem: cut($0), isWanted: false)
                })
            if dead != nil {
                round.deadCount += 1
            } else if lane.lastMessage == id {
                round.takenCount += 1
            } else {
                round.problem = lane.problem
                return
            }
        }
    }

    /// The bytes as they came in, every time.
    private func send(_ id: Int64) async throws -> SendOutcome {
        guard let bytes = try zone.messageBytes(id) else {
            return .refused("message \(id) is not in the books")
        }
        return await transport.send(bytes)
    }

    private func readReceipts(_ round: inout GatewayRound) async throws {
        for _ in 0..<limits.pageCountMax {
            let cursor = try zone.store.gatewayCursor(upstream)
            let page: UpstreamPage
            do {
                page = try await transport.receipts(
                    after: cursor, countMax: limits.receiptCountMax)
            } catch {
                round.problem = cut("\(error)")
                return
            }
            guard !page.receipts.isEmpty else { return }
            round.receiptCount += try zone.store.keep(
                try page.receipts.map(row), of: upstream, cursor: page.nextCursor)
            // A feed that stands still would be read for ever.
            guard page.hasMore, page.nextCursor != cursor else { return }
        }
    }

    /// A receipt without a guid is known by its content.
    private func row(_ receipt: UpstreamPage.Receipt) throws -> RelayedReceiptRow {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let fields = [UInt8](try encoder.encode(receipt.fields))
        return RelayedReceiptRow(
            guid: receipt.fields["guid"] ?? String(decoding: fields, as: UTF8.self),
            message: receipt.message, atMs: zone.now.ms, fields: fields)
    }

    private func cut(_ problem: String) -> String {
        String(problem.prefix(limits.problemLengthMax))
    }
}
