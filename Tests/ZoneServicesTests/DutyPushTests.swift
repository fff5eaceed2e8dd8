import Crypto
import Foundation
import Synchronization
import Testing
import ZoneCore
import ZoneStore

@testable import ZoneServices

/// A receiver in memory that keeps what came, with faults that are taken one an attempt.
private final class Receiver: DutyTransport {
    enum Fault { case down, lostAnswer, hanging }

    let channel = "push"
    let isAcknowledging = true
    private let faults: Mutex<[Fault]>
    private let isDown = Mutex(false)
    private let came = Mutex<[DutyParcel]>([])
    private let attempts = Mutex(0)

    init(_ faults: [Fault] = []) {
        self.faults = Mutex(faults)
    }

    var parcels: [DutyParcel] { came.withLock { $0 } }
    var attemptCount: Int { attempts.withLock { $0 } }

    func set(isDown: Bool) { self.isDown.withLock { $0 = isDown } }

    func send(_ parcel: DutyParcel) async -> SendOutcome {
        attempts.withLock { $0 += 1 }
        let fault = faults.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        if fault == .down || isDown.withLock({ $0 }) { return .unreachable("down") }
        if fault == .hanging {
            for await _ in AsyncStream<Never>(unfolding: {
                try? await Task.sleep(for: .seconds(3600))
                return nil
            }) {}
            return .unreachable("cancelled")
        }
        came.withLock { $0.append(parcel) }
        return fault == .lostAnswer ? .unreachable("no answer") : .taken
    }

    /// What a receiver keeps that knows numbers and waits for gaps to close: the ids of its records in order.
    static func kept(_ parcels: [DutyParcel]) -> [String] {
        var (end, ids, rest) = (JournalPlace.start, [String](), parcels)
        while let index = rest.firstIndex(where: { $0.from <= end && $0.to > end }) {
            let parcel = rest.remove(at: index)
            ids += records(parcel)
            end = parcel.to
        }
        return ids
    }

    static func records(_ parcel: DutyParcel) -> [String] {
        String(decoding: parcel.body, as: UTF8.self).split(separator: "\r\n").dropFirst().map {
            String($0.split(separator: ",")[0])
        }
    }
}

@Suite struct DutyPushTests {
    static let duty = "tax-exports"
    let trade = TradeMessages()

    private func zone(_ numbers: [String]) async throws -> TestZone {
        let test = try await TestZone { $0.secret = [UInt8](repeating: 7, count: 32) }
        try await export(numbers, test)
        return test
    }

    private func export(_ numbers: [String], _ test: TestZone) async throws {
        for body in try numbers.flatMap(trade.export) { _ = try await test.submit(body) }
    }

    private func pusher(
        _ test: TestZone, _ receiver: any DutyTransport, duty: String = DutyPushTests.duty,
        itemCountMax: Int = 2, clock: any Clock<Duration> = ContinuousClock()
    ) throws -> DutyPusher {
        var limits = DutyPushLimits()
        limits.itemCountMax = itemCountMax
        return try #require(
            DutyPusher(
                zone: test.zone, duty: duty, transport: receiver, limits: limits, clock: clock))
    }

    private func lane(_ test: TestZone) throws -> DutyLane {
        try test.zone.store.dutyLane(Self.duty)
    }

    /// The ids of all records of the duty, as the feed has them.
    private func all(_ test: TestZone) throws -> [String] {
        let plan = try #require(test.zone.duties.duty(Self.duty))
        return try DutyReader(test.zone.store, plan).page(after: .start, countMax: 500).records
            .map { "\"\($0.id)\"" }
    }

    @Test func deliversInOrderSignedAndOnce() async throws {
        let test = try await zone((1...5).map { "N\($0)" })
        let receiver = Receiver()
        let pusher = try pusher(test, receiver)
        for count in [2, 2, 1] { #expect(try await pusher.round() == .delivered(count)) }
        #expect(try await pusher.round() == .idle)
        #expect(Receiver.kept(receiver.parcels) == (try all(test)))
        #expect(receiver.parcels.count == 3)
        let key = try Curve25519.Signing.PublicKey(
            rawRepresentation: try #require(test.zone.reportKey))
        for parcel in receiver.parcels {
            let text = DutyParcel.signedText(id: parcel.id, body: parcel.body)
            #expect(key.isValidSignature(parcel.signature, for: text))
            #expect(!key.isValidSignature(parcel.signature, for: text + [0]))
        }
        let lane = try lane(test)
        #expect(lane.deliveredCount == 5 && lane.acknowledgedCount == 5 && lane.lateCount == 0)
        try await test.remove()
    }

    @Test func anOutageOfADayLosesNothingAndIsRecordedAsLate() async throws {
        let test = try await zone(["N1", "N2", "N3"])
        let receiver = Receiver()
        receiver.set(isDown: true)
        let pusher = try pusher(test, receiver)
        // A round each minute: the delays double up to ten minutes.
        for minute in 1...1440 {
            _ = try await pusher.round()
            if minute == 600 { try await export(["N4"], test) }
            test.clock.advance(ms: 60_000)
        }
        #expect((140...160).contains(receiver.attemptCount), "\(receiver.attemptCount)")
        #expect(try lane(test).lateCount == 0)
        let entry = try #require(try test.zone.dutyEntry(Self.duty))
        #expect(entry.outlook.alarm == .forecast && entry.lane.problem == "down")
        test.clock.advance(ms: 1_000_000)
        try test.zone.watchDuties()
        #expect(try lane(test).lateCount == 3)
        receiver.set(isDown: false)
        for _ in 0..<4 { _ = try await pusher.round() }
        #expect(Receiver.kept(receiver.parcels) == (try all(test)))
        #expect(receiver.parcels.map(\.id).count == Set(receiver.parcels.map(\.id)).count)
        let lane = try lane(test)
        #expect(lane.deliveredCount == 4 && lane.acknowledgedCount == 4 && lane.lateCount == 3)
        #expect(lane.lateMsMax > 900_000)
        let log = try #require(
            try test.zone.dutyDeliveries(Self.duty, before: nil, countMax: 10))
        #expect(log.map(\.newCount).reduce(0, +) == 4)
        try await test.remove()
    }

    @Test func afterALostAnswerTheSameDeliveryComesAgain() async throws {
        let test = try await zone(["N1"])
        let receiver = Receiver([.lostAnswer, .lostAnswer])
        let pusher = try pusher(test, receiver, itemCountMax: 500)
        #expect(try await pusher.round() == .problem("no answer"))
        // More came meanwhile, the department pulled what was before, and the clock jumped back a day.
        try await export(["N2"], test)
        #expect(try await pusher.round() == .idle)
        test.clock.advance(days: -1)
        #expect(try await pusher.round() == .problem("no answer"))
        test.clock.advance(ms: 2_000)
        #expect(try await pusher.round() == .delivered(1))
        #expect(try await pusher.round() == .delivered(1))
        #expect(try await pusher.round() == .idle)
        let parcels = receiver.parcels
        #expect(parcels.count == 4 && parcels[0] == parcels[1] && parcels[1] == parcels[2])
        #expect(Receiver.kept(parcels) == (try all(test)))
        #expect(try lane(test).deliveredCount == 2)
        try await test.remove()
    }

    /// Doubled and in any order, the deliveries make one sequence again.
    @Test func duplicatesAndReorderingAreSafe() async throws {
        let test = try await zone((1...6).map { "N\($0)" })
        let receiver = Receiver([.lostAnswer, .down, .lostAnswer])
        let pusher = try pusher(test, receiver, itemCountMax: 1)
        for _ in 0..<12 {
            _ = try await pusher.round()
            test.clock.advance(ms: 10_000)
        }
        let parcels = receiver.parcels
        #expect(parcels.count > 6)
        let expected = try all(test)
        for shift in 0..<parcels.count {
            let turned = parcels[shift...] + parcels[..<shift]
            #expect(Receiver.kept(turned.reversed() + turned) == expected)
        }
        try await test.remove()
    }

    @Test func aReceiverThatHangsIsLeftAndDelaysNobody() async throws {
        let test = try await zone(["N1"])
        let (clock, other) = (HandClock(), Receiver())
        let hanging = Receiver([.hanging])
        let slow = try pusher(test, hanging, clock: clock)
        let quick = try pusher(test, other, duty: "forex-exports")
        async let round = slow.round()
        await clock.waitForSleeper(due: .seconds(30))
        // The first one waits; the other receiver has its records meanwhile.
        #expect(try await quick.round() == .delivered(1))
        clock.advance(by: .seconds(30))
        guard case .problem(let problem) = try await round else {
            Issue.record("the receiver that hangs was waited for")
            return
        }
        #expect(problem.contains("30"))
        test.clock.advance(ms: 1_000)
        let again = try pusher(test, hanging)
        #expect(try await again.round() == .delivered(1))
        #expect(Receiver.kept(hanging.parcels) == (try all(test)))
        try await test.remove()
    }

    @Test func aPusherThatWasStoppedGoesOn() async throws {
        let test = try await zone(["N1", "N2"])
        let receiver = Receiver([.lostAnswer])
        _ = try await pusher(test, receiver, itemCountMax: 1).round()
        await test.zone.close()
        var settings = ZoneSettings(databasePath: test.folder.appending(path: "zone.sqlite").path)
        settings.secret = [UInt8](repeating: 7, count: 32)
        let zone = try Zone(settings: settings, clock: { [clock = test.clock] in clock.now })
        test.clock.advance(ms: 1_000)
        let next = try #require(DutyPusher(zone: zone, duty: Self.duty, transport: receiver))
        #expect(try await next.round() == .delivered(1))
        #expect(receiver.parcels[0] == receiver.parcels[1])
        #expect(try await next.round() == .delivered(1))
        await zone.close()
        try FileManager.default.removeItem(at: test.folder)
    }

    @Test func filesAreThereWholeUnderTheDeliverysName() async throws {
        let test = try await zone(["N1", "N2", "N3"])
        let folder = test.folder.appending(path: "out")
        let pusher = try pusher(test, DutyFolder(folder.path))
        guard case .problem = try await pusher.round() else {
            Issue.record("there is no folder")
            return
        }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        test.clock.advance(ms: 1_000)
        #expect(try await pusher.round() == .delivered(2))
        #expect(try await pusher.round() == .delivered(1))
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(names.count == 4 && names.filter { $0.hasSuffix(".csv.sig") }.count == 2)
        #expect(names.allSatisfy { $0.hasPrefix(Self.duty + "-") })
        // Nobody has said yet that the files were read.
        #expect(try lane(test).deliveredCount == 3 && lane(test).acknowledgedCount == 0)
        try await test.remove()
    }

    @Test func withoutASecretNothingLeavesUnsigned() async throws {
        let test = try await TestZone()
        try await export(["N1"], test)
        let receiver = Receiver()
        guard case .problem = try await pusher(test, receiver).round() else {
            Issue.record("it was sent")
            return
        }
        #expect(receiver.attemptCount == 0)
        try await test.remove()
    }

    @Test func receiversAreReadWithAllDefects() throws {
        let catalogue = try DutyCatalogue.bundled()
        let text =
            "# who\ntax-exports\tpush\thttps://tax.example/in\npost-parcels\tfile\t/var/post\n"
        let receivers = try DutyReceiver.read(text, for: catalogue)
        #expect(receivers.map(\.channel) == [.push, .file])
        do {
            _ = try DutyReceiver.read(
                text + "none\tpush\tx\ntax-exports\tfile\ty\npost-parcels\tmail\tz\n",
                for: catalogue)
            Issue.record("read")
        } catch {
            #expect(error.problems.count == 3)
        }
    }
}
