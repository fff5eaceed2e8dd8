/// Rate limits: a bucket a client, which fills at a pace and gives one token a request. The table is bounded.
struct TokenBuckets: Sendable {
    struct Pace: Hashable, Sendable {
        /// Requests a second in the long run.
        var perSecond: Double
        /// Requests at once.
        var burst: Double
    }

    private struct Bucket {
        var tokens: Double
        var atMs: Int64
    }

    private let pace: Pace
    private let countMax: Int
    private var buckets: [String: Bucket] = [:]

    init(_ pace: Pace, countMax: Int) {
        self.pace = pace
        self.countMax = countMax
    }

    /// Takes a token; nil where there was one, or else the seconds until there is.
    mutating func take(_ client: String, atMs now: Int64) -> Int? {
        if buckets.count >= countMax, buckets[client] == nil { sweep(atMs: now) }
        var bucket = filled(client, atMs: now)
        defer { buckets[client] = bucket }
        guard bucket.tokens >= 1 else {
            return max(1, Int(((1 - bucket.tokens) / pace.perSecond).rounded(.up)))
        }
        bucket.tokens -= 1
        return nil
    }

    private func filled(_ client: String, atMs now: Int64) -> Bucket {
        guard let known = buckets[client] else { return Bucket(tokens: pace.burst, atMs: now) }
        let seconds = Double(max(0, now - known.atMs)) / 1000
        return Bucket(
            tokens: min(pace.burst, known.tokens + seconds * pace.perSecond),
            atMs: max(now, known.atMs))
    }

    /// Forgets full buckets, which say nothing; where all are in use the table starts anew, which lets a few through
    /// rather than shut everybody out.
    private mutating func sweep(atMs now: Int64) {
        for client in buckets.keys where filled(client, atMs: now).tokens >= pace.burst {
            buckets[client] = nil
        }
        if buckets.count >= countMax { buckets = [:] }
    }
}
