import CoreFoundation
import Foundation
import Glibc
import Synchronization
import ZoneCore
import ZoneTraffic

/// Runs a plan on one thread a connection and adds up what they saw.
func runLoad(_ plan: LoadPlan) throws -> LoadReport {
    var options = TrafficOptions()
    options.castRunLength = plan.batch
    options.declarationsPerDay = LoadWorker.declarationsPerDay
    let generator = TrafficGenerator(
        seed: plan.seed, day: Timestamp(ms: plan.startedAtSecond * 1000).day,
        buyerCount: LoadWorker.buyerCount, options: options)
    openGuarantees(of: generator.firms, at: plan.target)
    let signers = try plan.signed.map {
        try LoadSigners($0, generator.firms, atSecond: plan.startedAtSecond)
    }
    signers?.register(at: plan.target)
    let receiptsBefore = receiptCount(at: plan.target)
    let shared = LoadShared()
    let group = DispatchGroup()
    let cpuBefore = cpuSeconds()
    let start = monotonicNs()
    for _ in 0..<plan.connections {
        group.enter()
        Thread.detachNewThread {
            var worker = LoadWorker(plan, generator, shared, signers, startNs: start)
            worker.run()
            let tally = worker.tally
            shared.tally.withLock { $0.add(tally) }
            group.leave()
        }
    }
    group.wait()
    let tally = shared.tally.withLock { $0 }
    let cpu = cpuSeconds() - cpuBefore
    let receipts = receiptCount(at: plan.target)
    return LoadReport(
        plan: plan, tally: tally, seconds: Double(max(tally.lastAnswerNs - start, 0)) / 1e9,
        receiptCount: receipts.flatMap { after in receiptsBefore.map { after - $0 } },
        generatorCPUSeconds: cpu)
}

/// What the threads of one run share.
final class LoadShared: Sendable {
    /// The next group of declarations that nobody has taken.
    let nextGroup = Atomic<Int>(0)
    let tally = Mutex<LoadTally>(LoadTally())
}

/// Sends groups of declarations over one connection until the plan is done.
struct LoadWorker {
    private(set) var tally = LoadTally()
    private let plan: LoadPlan
    private let generator: TrafficGenerator
    private let shared: LoadShared
    private let signers: LoadSigners?
    private let connection: HTTPConnection
    private let startNs: Int
    private let endNs: Int
    private let giveUpNs: Int
    private var bodies: [[UInt8]] = Array(repeating: [], count: DocumentKind.clearing.count)
    private var failuresInARow = 0

    /// So many that a run of hours stays within one day of documents.
    static let declarationsPerDay = 10_000_000_000
    /// So many that no buyer reaches the yearly limit within tens of millions of orders.
    static let buyerCount = 50_000_000
    private static let failuresInARowMax = 5
    private static let retryCountMax = 1000

    init(
        _ plan: LoadPlan, _ generator: TrafficGenerator, _ shared: LoadShared,
        _ signers: LoadSigners?, startNs: Int
    ) {
        self.plan = plan
        self.generator = generator
        self.shared = shared
        self.signers = signers
        self.connection = HTTPConnection(to: plan.target)
        self.startNs = startNs
        self.endNs = startNs + plan.seconds * 1_000_000_000
        self.giveUpNs = endNs + LoadPlan.graceSeconds * 1_000_000_000
    }

    /// Sends until time, count or patience ends.
    mutating func run() {
        while failuresInARow < Self.failuresInARowMax, let indices = claim() {
            let declarations = generator.declarations(at: indices)
            plan.flow.write(declarations, generator, to: &bodies)
            if let signers { bodies = bodies.map(signers.signed) }
            let intendedNs = waitForTurn(of: indices.lowerBound)
            send(declarations.count, intendedNs: intendedNs)
        }
    }

    /// Takes the next group, or nil when there is none left to send in time.
    private mutating func claim() -> Range<Int>? {
        let first = shared.nextGroup.add(1, ordering: .relaxed).oldValue * plan.batch
        guard first < plan.countMax else { return nil }
        guard plan.rate == 0 ? monotonicNs() < endNs : intendedNs(of: first) < endNs else {
            return nil
        }
        let indices = first..<min(first + plan.batch, plan.countMax)
        guard monotonicNs() < giveUpNs else {
            tally.unsentDeclarations += indices.count
            return claim(after: indices)
        }
        return indices
    }

    /// Counts the groups that stay unsent because the server was too slow for the rate.
    private mutating func claim(after indices: Range<Int>) -> Range<Int>? {
        while true {
            let first = shared.nextGroup.add(1, ordering: .relaxed).oldValue * plan.batch
            guard first < plan.countMax, intendedNs(of: first) < endNs else { return nil }
            tally.unsentDeclarations += plan.batch
        }
    }

    private func intendedNs(of index: Int) -> Int {
        let (seconds, rest) = index.quotientAndRemainder(dividingBy: max(plan.rate, 1))
        return startNs + seconds * 1_000_000_000 + rest * 1_000_000_000 / max(plan.rate, 1)
    }

    /// With a rate, sleeps until the group is due and answers when that is (or was); else now.
    private func waitForTurn(of index: Int) -> Int {
        guard plan.rate > 0 else { return monotonicNs() }
        let due = intendedNs(of: index)
        sleepUntil(ns: due)
        return due
    }

    /// Sends the four messages of a group, one request after the other.
    private mutating func send(_ declarationCount: Int, intendedNs: Int) {
        var acceptedCount = 0
        for body in bodies {
            do throws(ConnectionFailure) {
                guard try post(body) else { continue }
                acceptedCount += 1
                tally.messages += 1
                tally.documents += declarationCount
            } catch {
                tally.failures[error.rawValue, default: 0] += 1
                failuresInARow += 1
                connection.close()
                tally.refusedDeclarations += declarationCount
                sleepUntil(ns: monotonicNs() + 100_000_000)
                return
            }
        }
        failuresInARow = 0
        let now = monotonicNs()
        tally.lastAnswerNs = max(tally.lastAnswerNs, now)
        if acceptedCount == bodies.count {
            tally.declarations += declarationCount
            tally.latency.record(ns: now - intendedNs, count: declarationCount)
        } else {
            tally.refusedDeclarations += declarationCount
        }
    }

    /// True where the server took the message. Waits and tries again while it says 429.
    private mutating func post(_ body: [UInt8]) throws(ConnectionFailure) -> Bool {
        for _ in 0...Self.retryCountMax {
            let answer = try connection.post(body)
            tally.bytesSent += answer.byteCountSent
            tally.answers[answer.status, default: 0] += 1
            guard answer.status == 429, monotonicNs() < giveUpNs else {
                return (200..<300).contains(answer.status)
            }
            tally.retries += 1
            let waitMs = min(max((answer.retryAfterSeconds ?? 0) * 1000, 20), 5000)
            sleepUntil(ns: monotonicNs() + waitMs * 1_000_000)
        }
        return false
    }
}

/// Nanoseconds of the monotonic clock.
func monotonicNs() -> Int {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return now.tv_sec * 1_000_000_000 + now.tv_nsec
}

private func sleepUntil(ns: Int) {
    var until = timespec(tv_sec: ns / 1_000_000_000, tv_nsec: ns % 1_000_000_000)
    while clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nil) == EINTR {}
}

/// Processor seconds, user and system, that this process has used.
private func cpuSeconds() -> Double {
    var usage = rusage()
    getrusage(RUSAGE_SELF.rawValue, &usage)
    return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
        + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
}

/// Gives every firm that guarantees taxes in this traffic a large account, so that none runs short.
func openGuarantees(of firms: FirmBook, at target: LoadTarget) {
    let body = Array("{\"limitFen\":900000000000000}".utf8)
    for firm in firms.shops + firms.carriers {
        let connection = HTTPConnection(
            to: target, method: "PUT", path: target.base + "/v1/guarantees/\(firm.code)",
            contentType: "application/json")
        // A server that can't be reached is said by the run itself.
        _ = try? connection.post(body)
    }
}

/// Receipts that the server says it has written since its start.
private func receiptCount(at target: LoadTarget) -> Int? {
    let name = "pilotzone_receipts_total "
    let connection = HTTPConnection(
        to: target, method: "GET", path: target.base + "/metrics", keepsBody: true)
    guard let answer = try? connection.post([]) else { return nil }
    return String(decoding: answer.body, as: UTF8.self).split(separator: "\n")
        .first { $0.hasPrefix(name) }.flatMap { Int($0.dropFirst(name.count)) }
}
