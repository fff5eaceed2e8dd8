import Foundation
import ZoneCore
import ZoneMessages
import ZoneStore

/// Passes a zone's accepted messages on to one upstream node, in their order, and takes its receipts back.
///
/// All its state is in the books: a gateway that was stopped anywhere goes on there. Messages that were sent and not
/// noted are sent again with the same bytes. One gateway an upstream and process.
public struct Gateway: Sendable {
    let zone: Zone
    /// Name of the upstream.
    public let upstream: String
    let transport: any UpstreamTransport
    let limits: GatewayLimits
    /// Times answers and pauses; when to try again is told by the zone's clock.
    let clock: any Clock<Duration>

    /// A gateway of this zone to the upstream of this name.
    public init(
        zone: Zone, upstream: String, transport: any UpstreamTransport,
        limits: GatewayLimits = GatewayLimits(), clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.zone = zone
        self.upstream = upstream
        self.transport = transport
        self.limits = limits
        self.clock = clock
    }

    /// Rounds without end, until the task is cancelled; each problem that follows another one is reported.
    public func run(report: @Sendable (String) -> Void) async {
        var lastProblem: String?
        while !Task.isCancelled {
            let (problem, isIdle): (String?, Bool)
            do {
                let round = try await round()
                (problem, isIdle) = (round.problem, round.isIdle)
            } catch {
                (problem, isIdle) = ("\(error)", true)
            }
            if let problem, problem != lastProblem { report(problem) }
            lastProblem = problem
            if isIdle || problem != nil { try? await clock.sleep(for: limits.pause) }
        }
    }

    /// Sends what is due and reads the receipts that are there. Throws where the zone's own books fail.
    public func round() async throws -> GatewayRound {
        var round = GatewayRound()
        var lane = try zone.store.gatewayLane(upstream) ?? GatewayLane()
        if lane.isDue(at: zone.now) {
            try await sendLetters(&lane, &round)
            if round.problem == nil { try await sendMessages(&lane, &round) }
        }
        try await readReceipts(&round)
        return round
    }

    /// Tries the letters again that an operator asked for.
    private func sendLetters(_ lane: inout GatewayLane, _ round: inout GatewayRound) async throws {
        let wanted = try zone.store.deadLetters(
            upstream, after: 0, onlyWanted: true, countMax: limits.messageCountMax)
        for letter in wanted {
            let messages = try read([letter.messageID])
            guard !Task.isCancelled, let outcome = try await send(messages).first else {
                return
            }
            switch outcome {
            case .taken:
                lane.deliver()
                round.takenCount += 1
                try zone.store.keep(
                    lane, of: upstream, delivered: letter.messageID,
                    sent: messages.flatMap(documents))
            case .unreachable(let problem):
                lane.wait(cut(problem), zone.now, limits.policy)
                round.problem = lane.problem
                return try zone.store.keep(lane, of: upstream)
            case .failed(let problem), .refused(let problem):
                round.deadCount += 1
                try zone.store.keep(
                    lane, of: upstream, dead: [deadLetter(letter.messageID, problem)])
            }
        }
    }

    private func sendMessages(
        _ lane: inout GatewayLane, _ round: inout GatewayRound
    ) async throws {
        var countLeft = limits.messageCountMax
        while countLeft > 0, round.problem == nil, !Task.isCancelled {
            // After trouble one by one, so that the message it is about shows.
            let countMax = lane.attemptCount > 0 ? 1 : min(countLeft, limits.batchCountMax)
            let ids = try zone.store.acceptedMessages(
                after: lane.lastMessage, byteCountMax: limits.batchByteCountMax, countMax: countMax)
            guard !ids.isEmpty else { return }
            let messages = try read(ids)
            var (dead, sent): ([DeadLetterRow], [SentDocumentRow]) = ([], [])
            for (message, outcome) in zip(messages, try await send(messages)) {
                let id = message.id
                let problem = lane.settle(id, outcome, at: zone.now, policy: limits.policy)
                if let problem { dead.append(deadLetter(id, problem)) }
                if lane.lastMessage != id {
                    lane.problem = cut(lane.problem)
                    round.problem = lane.problem
                    break
                }
                guard problem == nil else { continue }
                round.takenCount += 1
                sent += documents(message)
            }
            round.deadCount += dead.count
            try zone.store.keep(lane, of: upstream, dead: dead, sent: sent)
            countLeft -= ids.count
        }
    }

    /// The messages with their bytes as they came in, every time.
    private func read(_ ids: [Int64]) throws -> [(id: Int64, bytes: [UInt8])] {
        try ids.map { ($0, try zone.messageBytes($0) ?? []) }
    }

    /// The documents of a message, by the receipts that will answer them.
    private func documents(_ message: (id: Int64, bytes: [UInt8])) -> [SentDocumentRow] {
        let opened = OpenedMessage(message.bytes, limits: MessageLimits())
        func row(_ key: AnswerKey, isAwaited: Bool) -> SentDocumentRow {
            SentDocumentRow(
                answer: key.text, messageID: message.id, sentMs: zone.now.ms, isAwaited: isAwaited)
        }
        let refusal = AnswerKey(
            message: "CEB900Message", fields: ["oriCopMsgId": opened.upstreamID ?? ""])
        return opened.documents.compactMap { AnswerKey($0.document) }.map {
            row($0, isAwaited: true)
        } + (refusal.map { [row($0, isAwaited: false)] } ?? [])
    }

    /// What a task that is being stopped missed is no outage.
    private func send(_ messages: [(id: Int64, bytes: [UInt8])]) async throws -> [SendOutcome] {
        let bytes = messages.map(\.bytes)
        let outcomes = try await answer { [transport] in await transport.send(bytes) }
        guard Task.isCancelled else { return outcomes ?? [.unreachable(noAnswer)] }
        let known = (outcomes ?? []).prefix { if case .unreachable = $0 { false } else { true } }
        return Array(known)
    }

    private func readReceipts(_ round: inout GatewayRound) async throws {
        for _ in 0..<limits.pageCountMax {
            let cursor = try zone.store.gatewayCursor(upstream)
            let page: UpstreamPage
            do {
                let answer = try await answer { [transport, limits] in
                    try await transport.receipts(after: cursor, countMax: limits.receiptCountMax)
                }
                guard !Task.isCancelled else { return }
                guard let answer else {
                    round.problem = noAnswer
                    return
                }
                page = answer
            } catch {
                if !Task.isCancelled { round.problem = cut("\(error)") }
                return
            }
            guard !page.receipts.isEmpty else { return }
            round.receiptCount += try zone.store.keep(
                try page.receipts.map(row), of: upstream, cursor: page.nextCursor)
            // A feed that stands still would be read for ever.
            guard page.hasMore, page.nextCursor != cursor else { return }
        }
    }

    /// What `ask` gives within the time for answers; nil where it takes longer.
    private func answer<T: Sendable>(
        _ ask: @escaping @Sendable () async throws -> T
    ) async throws -> T? {
        try await ZoneServices.answer(within: limits.answerTime, on: clock, ask)
    }

    private var noAnswer: String {
        let seconds = limits.answerTime.components.seconds
        return "\(upstream): \(seconds) 秒内无应答 / no answer within \(seconds) s"
    }

    /// A receipt without a guid is known by its content.
    private func row(_ receipt: UpstreamPage.Receipt) throws -> RelayedReceiptRow {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let fields = [UInt8](try encoder.encode(receipt.fields))
        return RelayedReceiptRow(
            guid: receipt.fields["guid"] ?? String(decoding: fields, as: UTF8.self),
            message: receipt.message, atMs: zone.now.ms, fields: fields,
            answer: AnswerKey(message: receipt.message, fields: receipt.fields)?.text ?? "",
            status: receipt.fields["returnStatus"].flatMap { Int64($0) }
                ?? DxpResponse.refusal(receipt.fields).map { Int64(-$0) }
                ?? (receipt.message == "CEB900Message" ? -1 : 0))
    }

    private func deadLetter(_ id: Int64, _ problem: String) -> DeadLetterRow {
        DeadLetterRow(messageID: id, atMs: zone.now.ms, problem: cut(problem), isWanted: false)
    }

    private func cut(_ problem: String) -> String {
        String(problem.prefix(limits.problemLengthMax))
    }
}
