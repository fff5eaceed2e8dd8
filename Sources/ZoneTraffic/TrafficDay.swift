/// One message of a day: when it arrives, and which documents are in it.
public struct PlannedMessage: Sendable, Hashable {
    /// Milliseconds from midnight (China) to its arrival, below 86,400,000.
    public var arrivalMs: Int
    public var kind: DocumentKind
    /// Indices of the declarations whose documents it holds, in order of reporting; 1 to 100.
    public var indices: [Int]
}

/// A day of traffic in order of arrival. Messages are planned, not written: a day's bytes are many.
public struct TrafficDay: Sendable {
    /// Makes and writes this day's declarations.
    public let generator: TrafficGenerator
    /// How many declarations there are.
    public let count: Int
    public let messages: [PlannedMessage]

    /// Appends the bytes of one of the day's messages.
    public func append(_ message: PlannedMessage, to bytes: inout [UInt8]) {
        generator.append(
            message.kind, of: message.indices.map(generator.declaration(at:)), to: &bytes)
    }
}

extension TrafficGenerator {
    /// The documents of `count` declarations as messages over the 24 hours of the generator's day.
    ///
    /// Hours have their rush. The documents of a declaration arrive in any order: payments and
    /// orders cross, some waybills come after the list, and one declaration in fifty has a document
    /// that is hours late. Each enterprise sends when its batch (1 to 100 documents, by enterprise)
    /// is full or has waited long enough. A list that is not well-formed is sent alone, so that it
    /// costs no other. Waybill statuses come days later and are not part of the day. The number of
    /// faults is the generator's (`faultsPer10000`; 300 is lifelike); its `declarationsPerDay` is
    /// not used.
    ///
    /// - Complexity: O(n log n), with some 40 bytes a document.
    public func day(count: Int) -> TrafficDay {
        var options = options
        options.declarationsPerDay = max(count, 1)
        let generator = TrafficGenerator(
            seed: seed, day: day, platforms: firms.platforms.count, buyerCount: buyerCount,
            options: options)
        var queues: [Queue: [Arrival]] = [:]
        var messages: [PlannedMessage] = []
        for index in 0..<max(count, 0) {
            let declaration = generator.declaration(at: index)
            let late = generator.lateDocument(of: index)
            for kind in DocumentKind.clearing where declaration.has(kind) {
                let second = generator.arrivalSecond(of: kind, declaration, late: late)
                if declaration.fault == .malformedXML, kind == .list {
                    messages.append(
                        PlannedMessage(arrivalMs: second * 1000, kind: kind, indices: [index]))
                } else {
                    queues[generator.queue(of: kind, declaration), default: []].append(
                        Arrival(second: second, index: index))
                }
            }
        }
        for (queue, arrivals) in queues {
            messages += generator.batches(of: arrivals, from: queue)
        }
        messages.sort {
            ($0.arrivalMs, $0.kind.rawValue, $0.indices[0])
                < ($1.arrivalMs, $1.kind.rawValue, $1.indices[0])
        }
        return TrafficDay(generator: generator, count: max(count, 0), messages: messages)
    }

    private func queue(
        of kind: DocumentKind, _ declaration: SyntheticDeclaration
    ) -> Queue {
        Queue(kind: kind, firm: senderPlace(of: kind, declaration))
    }

    /// Which document of the declaration is late, and by how many seconds.
    private func lateDocument(of index: Int) -> (kind: DocumentKind, second: Int)? {
        var random = random(.late, index)
        guard random.chance(2, of: 100) else { return nil }
        return (DocumentKind.clearing[random.below(3)], 3600 + random.below(5 * 3600))
    }

    /// When a document arrives: some network time after it was reported, and hours later if late.
    private func arrivalSecond(
        of kind: DocumentKind, _ declaration: SyntheticDeclaration,
        late: (kind: DocumentKind, second: Int)?
    ) -> Int {
        var random = random(.delay, declaration.index * 4 + Int(kind.rawValue))
        let spread = kind == .waybill ? 900 : 90
        let usual = declaration.reportedAt[kind] + 1 + random.below(spread)
        let delayed = usual + (late?.kind == kind ? late?.second ?? 0 : 0)
        return min(delayed < 86_000 ? delayed : usual, 86_200)
    }

    /// Cuts one enterprise's documents into messages.
    private func batches(of arrivals: [Arrival], from queue: Queue) -> [PlannedMessage] {
        var random = random(.delay, -1 - queue.firm * 8 - Int(queue.kind.rawValue))
        let countMax = [1, 5, 20, 50, 100, 100][random.below(6)]
        let waitSeconds = 10 + random.below(170)
        let sorted = arrivals.sorted { ($0.second, $0.index) < ($1.second, $1.index) }
        var messages: [PlannedMessage] = []
        var start = 0
        while start < sorted.count {
            var end = start
            let deadline = sorted[start].second + waitSeconds
            while end < sorted.count, end - start < countMax, sorted[end].second <= deadline {
                end += 1
            }
            let second = end - start == countMax ? sorted[end - 1].second : deadline
            messages.append(
                PlannedMessage(
                    arrivalMs: second * 1000 + random.below(1000), kind: queue.kind,
                    indices: sorted[start..<end].map(\.index)))
            start = end
        }
        return messages
    }
}

/// The documents of one kind that one enterprise reports.
private struct Queue: Hashable {
    var kind: DocumentKind
    /// Place in its list of the ``FirmBook``.
    var firm: Int
}

private struct Arrival {
    var second: Int
    var index: Int
}
