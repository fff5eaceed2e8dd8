import ArgumentParser
import Foundation
import Synchronization
import ZoneCore
import ZoneTraffic

/// Kills a server in the middle of load, again and again, and proves that nothing it acknowledged is lost or twice.
struct Drill: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Kills a server of its own in the middle of load and proves its books.",
        discussion: """
            Each round starts a server process on the same temporary database, sends messages over \
            several connections, kills the process (SIGKILL) after so many acknowledged messages \
            while others are under way, and starts it again. Then every message is sent once more: \
            one that was acknowledged must be answered as before, by the same number; the others \
            are taken or known. In the end messages, declarations and receipts are counted: each \
            must be there exactly once.

            The last line printed is one JSON object. Exit code 1 when anything is lost or twice.
            """)

    @Option(help: "Kills, 1 to 1000.")
    var rounds = 5
    @Option(help: "Documents a message, 1 to 100.")
    var batch = 20
    @Option(help: "Connections, 1 to 64; each has a thread.")
    var connections = 8
    @Option(help: "Groups of four messages a round, 1 to 1000.")
    var groups = 40
    @Option(help: "Seed of the traffic and of the moments at which the server is killed.")
    var seed: UInt64 = 1
    @Flag(help: "Remove the database's log after each kill: the drill must notice and fail.")
    var losesLog = false

    func validate() throws {
        guard (1...1000).contains(rounds), (1...100).contains(batch),
            (1...64).contains(connections), (1...1000).contains(groups)
        else { throw ValidationError("An option is out of its range; see --help.") }
    }

    func run() throws {
        let folder = ServedZone.temporaryFolder
        var options = TrafficOptions()
        options.castRunLength = batch
        let generator = TrafficGenerator(
            seed: seed, day: Day(year: 2026, month: 7, day: 1)!, buyerCount: 50_000_000,
            options: options)
        var random = SplitMix64(seed: seed)
        var book = DrillBook()
        for round in 0..<rounds {
            let messages = messages(of: generator, round: round)
            let server = try ServedZone(folder: folder)
            let target = try LoadTarget.at(server.url)
            if round == 0 { openGuarantees(of: generator.firms, at: target) }
            let killAfter = 1 + random.below(messages.count * 9 / 10)
            let sent = DrillRound(messages, server, target, killAfter: killAfter)
            sent.send(over: connections)
            // Dead by now, unless it refused what was sent.
            server.kill()
            book.add(sent)
            if losesLog { try server.removeLog() }
            let again = try ServedZone(folder: folder)
            try book.prove(at: LoadTarget.at(again.url))
            if round == rounds - 1 { _ = again.stop() } else { again.kill() }
        }
        for fault in book.faults.prefix(20) { print(fault) }
        print(try book.json(rounds: rounds))
        guard book.faults.isEmpty else { throw ExitCode.failure }
    }

    private func messages(of generator: TrafficGenerator, round: Int) -> [[[UInt8]]] {
        (0..<groups).map { group in
            let first = (round * groups + group) * batch
            let declarations = generator.declarations(at: first..<first + batch)
            return DocumentKind.clearing.map { kind in
                var body: [UInt8] = []
                generator.append(kind, of: declarations, to: &body)
                return body
            }
        }
    }
}

/// One server's life: what was sent to it and what it acknowledged before it was killed.
final class DrillRound: Sendable {
    /// Groups of messages; those of a group are sent one after the other.
    let messages: [[[UInt8]]]
    private let server: ServedZone
    private let target: LoadTarget
    private let killAfter: Int
    private let nextGroup = Atomic<Int>(0)
    private let state = Mutex(State())

    private struct State {
        var acknowledged: [Place: DrillAnswer] = [:]
        var underWayCount = 0
        var isKilled = false
    }

    /// Where a message stands among those of a round.
    struct Place: Hashable, Sendable {
        var group: Int
        var message: Int
    }

    init(_ messages: [[[UInt8]]], _ server: ServedZone, _ target: LoadTarget, killAfter: Int) {
        self.messages = messages
        self.server = server
        self.target = target
        self.killAfter = killAfter
    }

    /// What the server answered before it was killed.
    var acknowledged: [Place: DrillAnswer] { state.withLock { $0.acknowledged } }
    /// Messages that were sent and had no answer when the server was killed.
    var underWayCount: Int { state.withLock { $0.underWayCount } }

    /// Sends until the server is dead.
    func send(over connectionCount: Int) {
        let group = DispatchGroup()
        for _ in 0..<connectionCount {
            group.enter()
            Thread.detachNewThread { [self] in
                sendGroups()
                group.leave()
            }
        }
        group.wait()
    }

    private func sendGroups() {
        let connection = HTTPConnection(to: target, keepsBody: true)
        while true {
            let index = nextGroup.add(1, ordering: .relaxed).oldValue
            guard index < messages.count else { return }
            for (number, body) in messages[index].enumerated() {
                guard let answer = try? connection.post(body), answer.status == 202,
                    let read = DrillAnswer(answer.body)
                else {
                    state.withLock { $0.underWayCount += 1 }
                    return
                }
                note(read, at: Place(group: index, message: number))
            }
        }
    }

    private func note(_ answer: DrillAnswer, at place: Place) {
        let isLast = state.withLock { state in
            state.acknowledged[place] = answer
            guard state.acknowledged.count >= killAfter, !state.isKilled else { return false }
            state.isKilled = true
            return true
        }
        if isLast { server.kill() }
    }
}
