import Testing
import ZoneCore
import ZoneTraffic

@Suite struct TrafficDayTests {
    static let count = 20_000
    static let day: TrafficDay = {
        var options = TrafficOptions()
        options.faultsPer10000 = 300
        return TrafficGenerator(seed: 41, day: Day(number: 20_635), options: options)
            .day(count: count)
    }()

    @Test func everyDocumentArrivesOnceAndInOrder() {
        var arrived: [DocumentKind: Set<Int>] = [:]
        var last = 0
        for message in Self.day.messages {
            #expect((last..<86_400_000).contains(message.arrivalMs))
            last = message.arrivalMs
            #expect((1...100).contains(message.indices.count))
            for index in message.indices {
                #expect(arrived[message.kind, default: []].insert(index).inserted)
            }
        }
        for kind in DocumentKind.clearing {
            let sent = (0..<Self.count).filter { Self.day.generator.declaration(at: $0).has(kind) }
            #expect(arrived[kind] == Set(sent))
        }
        #expect(arrived[.waybillStatus] == nil)
    }

    @Test func eachMessageHasOneSender() {
        for message in Self.day.messages {
            let senders = message.indices.map {
                Self.day.generator.sender(
                    of: message.kind, Self.day.generator.declaration(at: $0))
            }
            #expect(Set(senders).count == 1)
        }
    }

    @Test func aListThatIsNotWellFormedIsAlone() {
        var count = 0
        for message in Self.day.messages where message.kind == .list {
            let faults = message.indices.map { Self.day.generator.declaration(at: $0).fault }
            guard faults.contains(.malformedXML) else { continue }
            #expect(message.indices.count == 1)
            count += 1
        }
        #expect(count > 0)
    }

    @Test func documentsCrossAndSomeAreLate() {
        var times: [DocumentKind: [Int: Int]] = [:]
        for message in Self.day.messages {
            for index in message.indices {
                times[message.kind, default: [:]][index] = message.arrivalMs
            }
        }
        func share(_ first: DocumentKind, after second: DocumentKind, byMs: Int) -> Double {
            let pairs = (0..<Self.count).compactMap { index in
                times[first]?[index].flatMap { left in
                    times[second]?[index].map { left > $0 + byMs }
                }
            }
            return Double(pairs.filter { $0 }.count) / Double(pairs.count)
        }
        #expect((0.2...0.8).contains(share(.order, after: .payment, byMs: 0)))
        #expect((0.02...0.6).contains(share(.waybill, after: .list, byMs: 0)))
        #expect((0.002...0.02).contains(share(.payment, after: .order, byMs: 3_000_000)))
    }

    @Test func theEveningIsBusierThanTheNight() {
        var byHour = [Int](repeating: 0, count: 24)
        for message in Self.day.messages {
            byHour[message.arrivalMs / 3_600_000] += message.indices.count
        }
        #expect(byHour[21] > 5 * byHour[3])
        #expect(byHour.allSatisfy { $0 > 0 })
        #expect(Set(Self.day.messages.map(\.indices.count)).count > 10)
    }

    @Test func sameSeedGivesTheSameDay() {
        let again = TrafficGenerator(
            seed: 41, day: Day(number: 20_635), options: Self.day.generator.options
        ).day(count: Self.count)
        #expect(again.messages == Self.day.messages)
        var left: [UInt8] = []
        var right: [UInt8] = []
        for message in again.messages.prefix(50) {
            again.append(message, to: &left)
            Self.day.append(message, to: &right)
        }
        #expect(left == right && !left.isEmpty)
    }

    @Test func anEmptyDayIsEmpty() {
        let day = TrafficGenerator(seed: 1, day: Day(number: 0)).day(count: 0)
        #expect(day.messages.isEmpty)
    }
}
