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
struct LoadReport {
    let plan: LoadPlan
    let tally: LoadTally
    /// From the first send to the last answer.
    let seconds: Double
    /// Receipts that the server wrote meanwhile; nil where it doesn't say.
    let receiptCount: Int?
    let generatorCPUSeconds: Double

    var declarations: Int { tally.declarations }

    /// Declarations of which not every document was taken.
    var errors: Int { tally.refusedDeclarations + tally.unsentDeclarations }

    private func perSecond(_ count: Int) -> Double {
        seconds > 0 ? (Double(count) / seconds * 10).rounded() / 10 : 0
    }

    /// What the JSON line holds; its names are the command's contract.
    private struct Line: Encodable {
        var declarations_per_s: Double
        var receipts_per_s: Double?
        var p50_ms: Double
        var p99_ms: Double
        var max_ms: Double
        var errors: Int
        var bytes: Int
        var declarations: Int
        var messages_per_s: Double
        var seconds: Double
        var generator_cpu_s: Double
    }

    /// One JSON object on one line.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let line = Line(
            declarations_per_s: perSecond(declarations),
            receipts_per_s: receiptCount.map(perSecond),
            p50_ms: tally.latency.percentileMs(50), p99_ms: tally.latency.percentileMs(99),
            max_ms: tally.latency.maxMs, errors: errors, bytes: tally.bytesSent,
            declarations: declarations, messages_per_s: perSecond(tally.messages),
            seconds: (seconds * 1000).rounded() / 1000,
            generator_cpu_s: (generatorCPUSeconds * 1000).rounded() / 1000)
        return String(decoding: try encoder.encode(line), as: UTF8.self)
    }

    /// For people.
    var text: String {
        func list(_ counts: [some Comparable & Hashable: Int]) -> String {
            counts.isEmpty
                ? "none"
                : counts.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
                    .joined(separator: ", ")
        }
        let latency = tally.latency
        return """
            declarations   \(declarations)  (\(perSecond(declarations))/s)
            documents      \(tally.documents)  (\(perSecond(tally.documents))/s)
            messages       \(tally.messages)  (\(perSecond(tally.messages))/s)
            latency ms     p50 \(latency.percentileMs(50))  p90 \(latency.percentileMs(90))  \
            p99 \(latency.percentileMs(99))  max \(latency.maxMs)
            answers        \(list(tally.answers))
            not taken      \(tally.refusedDeclarations) declarations refused, \
            \(tally.unsentDeclarations) unsent
            failures       \(list(tally.failures))
            retries        \(tally.retries)
            bytes sent     \(tally.bytesSent)
            generator CPU  \(generatorCPUSeconds) s over \(seconds) s
            seed           \(plan.seed)
            """
    }
}
