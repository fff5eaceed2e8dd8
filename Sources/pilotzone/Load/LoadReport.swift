import Foundation

/// What one thread saw, or several together.
struct LoadTally: Sendable {
    /// Declarations of which every document was taken.
    var declarations = 0
    var refusedDeclarations = 0
    /// Due within the time and not sent, because the server was too slow for the rate.
    var unsentDeclarations = 0
    var documents = 0
    var messages = 0
    var bytesSent = 0
    var retries = 0
    var answers: [Int: Int] = [:]
    var failures: [String: Int] = [:]
    var latency = LatencyHistogram()
    var lastAnswerNs = 0

    /// Adds what another thread saw.
    mutating func add(_ other: LoadTally) {
        declarations += other.declarations
        refusedDeclarations += other.refusedDeclarations
        unsentDeclarations += other.unsentDeclarations
        documents += other.documents
        messages += other.messages
        bytesSent += other.bytesSent
        retries += other.retries
        answers.merge(other.answers, uniquingKeysWith: +)
        failures.merge(other.failures, uniquingKeysWith: +)
        latency.add(other.latency)
        lastAnswerNs = max(lastAnswerNs, other.lastAnswerNs)
    }
}

/// Counts of latencies in buckets that are at most 1.6 % wide; of fixed size.
struct LatencyHistogram: Sendable {
    private var counts = [Int](repeating: 0, count: 64 * 40)
    private var count = 0
    private var maxUs = 0

    /// Notes a latency that `count` declarations had.
    mutating func record(ns: Int, count: Int) {
        let us = max(ns / 1000, 0)
        counts[min(Self.bucket(of: us), counts.count - 1)] += count
        self.count += count
        maxUs = max(maxUs, us)
    }

    mutating func add(_ other: LatencyHistogram) {
        for (bucket, count) in other.counts.enumerated() { counts[bucket] += count }
        count += other.count
        maxUs = max(maxUs, other.maxUs)
    }

    /// The latency in ms that `percent` of the declarations did not exceed; 0 without any.
    func percentileMs(_ percent: Int) -> Double {
        let wanted = (count * percent + 99) / 100
        var seenCount = 0
        for (bucket, count) in counts.enumerated() {
            seenCount += count
            if seenCount >= wanted, seenCount > 0 {
                return Double(min(Self.upperUs(of: bucket), maxUs)) / 1000
            }
        }
        return 0
    }

    /// The longest latency in ms.
    var maxMs: Double { Double(maxUs) / 1000 }

    /// Microseconds below 64 have a bucket each; every doubling above has 64.
    private static func bucket(of us: Int) -> Int {
        guard us >= 64 else { return us }
        let shift = Int.bitWidth - us.leadingZeroBitCount - 7
        return (shift + 1) * 64 + (us >> shift) - 64
    }

    private static func upperUs(of bucket: Int) -> Int {
        guard bucket >= 64 else { return bucket }
        let shift = bucket / 64 - 1
        return (bucket % 64 + 65) << shift - 1
    }
}

/// The figures of one run.
struct LoadReport: Encodable {
    var seed: UInt64
    var batch: Int
    var connections: Int
    var ratePerSecond: Int
    var seconds: Double
    var declarations: Int
    var documents: Int
    var messages: Int
    var declarationsPerSecond: Double
    var documentsPerSecond: Double
    var messagesPerSecond: Double
    var latencyMs: Latency
    var answersByStatus: [String: Int]
    var refusedDeclarations: Int
    var unsentDeclarations: Int
    var failures: [String: Int]
    var retries: Int
    var bytesSent: Int
    var generatorCPUSeconds: Double

    /// Latencies of declarations in ms.
    struct Latency: Encodable {
        var p50: Double
        var p90: Double
        var p99: Double
        var max: Double
    }

    init(_ plan: LoadPlan, _ tally: LoadTally, durationNs: Int, cpuSeconds: Double) {
        let seconds = tally.lastAnswerNs == 0 ? 0 : Double(durationNs) / 1e9
        func perSecond(_ count: Int) -> Double {
            seconds > 0 ? (Double(count) / seconds * 10).rounded() / 10 : 0
        }
        self.seed = plan.seed
        self.batch = plan.batch
        self.connections = plan.connections
        self.ratePerSecond = plan.rate
        self.seconds = (seconds * 1000).rounded() / 1000
        self.declarations = tally.declarations
        self.documents = tally.documents
        self.messages = tally.messages
        self.declarationsPerSecond = perSecond(tally.declarations)
        self.documentsPerSecond = perSecond(tally.documents)
        self.messagesPerSecond = perSecond(tally.messages)
        self.latencyMs = Latency(
            p50: tally.latency.percentileMs(50), p90: tally.latency.percentileMs(90),
            p99: tally.latency.percentileMs(99), max: tally.latency.maxMs)
        self.answersByStatus = Dictionary(
            uniqueKeysWithValues: tally.answers.map { (String($0.key), $0.value) })
        self.refusedDeclarations = tally.refusedDeclarations
        self.unsentDeclarations = tally.unsentDeclarations
        self.failures = tally.failures
        self.retries = tally.retries
        self.bytesSent = tally.bytesSent
        self.generatorCPUSeconds = (cpuSeconds * 1000).rounded() / 1000
    }

    /// One JSON object on one line.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    /// For people.
    var text: String {
        func list(_ counts: [String: Int]) -> String {
            counts.isEmpty
                ? "none"
                : counts.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
                    .joined(separator: ", ")
        }
        return """
            declarations   \(declarations)  (\(declarationsPerSecond)/s)
            documents      \(documents)  (\(documentsPerSecond)/s)
            messages       \(messages)  (\(messagesPerSecond)/s)
            latency ms     p50 \(latencyMs.p50)  p90 \(latencyMs.p90)  p99 \(latencyMs.p99)  \
            max \(latencyMs.max)
            answers        \(list(answersByStatus))
            not taken      \(refusedDeclarations) declarations refused, \(unsentDeclarations) unsent
            failures       \(list(failures))
            retries        \(retries)
            bytes sent     \(bytesSent)
            generator CPU  \(generatorCPUSeconds) s over \(seconds) s
            seed           \(seed)
            """
    }
}
