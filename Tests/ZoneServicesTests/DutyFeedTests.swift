import Testing
import ZoneCore

@testable import ZoneServices

@Suite struct DutyFeedTests {
    static let dayMs: Int64 = 86_400_000

    /// A zone with some export lists released, and an hour gone by.
    static func exports(_ numbers: [String]) async throws -> TestZone {
        let test = try await TestZone()
        for body in try numbers.flatMap(TradeMessages().export) { _ = try await test.submit(body) }
        return test
    }

    private func page(
        _ test: TestZone, _ duty: String = "tax-exports", after: String? = nil, countMax: Int = 100
    ) throws -> DutyPage {
        try #require(
            try test.zone.dutyPage(
                duty, after: after.flatMap { JournalPlace($0) }, countMax: countMax))
    }

    private func lane(_ test: TestZone, _ duty: String = "tax-exports") throws -> DutyLane {
        try #require(try test.zone.dutyEntry(duty)).lane
    }

    @Test func recordsHaveTheNamedFieldsAndNoOther() async throws {
        let test = try await Self.exports(["N1"])
        let record = try #require(try page(test).records.first)
        let plan = try #require(test.zone.duties.duty("tax-exports"))
        #expect(record.values.map(\.name) == plan.fields.map(\.value.rawValue))
        let values = Dictionary(uniqueKeysWithValues: record.values.map { ($0.name, $0.value) })
        #expect(values["goodsName"] == "cup" && values["quantity"] == "10")
        #expect(values["unitPrice"] == "30" && values["amount"] == "300")
        #expect(values["unit"] == "011" && values["currency"] == "142")
        #expect(values["invtNo"] == "46002026E000000001")
        #expect(values["exportDate"]?.count == 10)
        #expect(try page(test, "market-imports").records.isEmpty)
        let forex = try #require(try page(test, "forex-exports").records.first)
        #expect(forex.values.contains { $0 == ("goodsValue", "300") })
        try await test.remove()
    }

    @Test func replayableForEverAndPagedWithoutGapOrRepeat() async throws {
        let test = try await Self.exports((1...5).map { "N\($0)" })
        let all = try page(test, after: "0.0")
        #expect(all.records.count == 5 && !all.hasMore)
        var (paged, cursor) = ([DutyRecord](), "0.0")
        for _ in 0..<10 {
            let next = try page(test, after: cursor, countMax: 2)
            #expect(next.records.count <= 2)
            paged += next.records
            cursor = next.to.description
            if !next.hasMore { break }
        }
        #expect(paged == all.records)
        #expect(Set(paged.map(\.id)).count == 5)
        // Again after more was declared, acknowledged and time went by.
        _ = try test.zone.acknowledge("tax-exports", upTo: all.to)
        for body in try TradeMessages().export("N6") { _ = try await test.submit(body) }
        test.clock.advance(ms: Self.dayMs)
        #expect(try page(test, after: "0.0").records.prefix(5) == all.records[...])
        #expect(try page(test).records.count == 1)
        try await test.remove()
    }

    /// However few events one look takes, every record is found.
    @Test(arguments: [1, 2, 7]) func aRareRecordIsFoundBehindManyEvents(scanCountMax: Int)
        async throws
    {
        let test = try await Self.exports(["N1", "N2"])
        let plan = try #require(test.zone.duties.duty("tax-exports"))
        let reader = DutyReader(test.zone.store, plan, scanCountMax: scanCountMax)
        var (ids, place, looks) = ([String](), JournalPlace.start, 0)
        while looks < 200 {
            let page = try reader.page(after: place, countMax: 100)
            ids += page.records.map(\.id)
            #expect(page.to > place || !page.hasMore)
            place = page.to
            looks += 1
            if !page.hasMore { break }
        }
        #expect(try ids == page(test, after: "0.0").records.map(\.id))
        #expect(looks > 1 && looks < 200)
        try await test.remove()
    }

    @Test func formatsSayTheSame() async throws {
        let test = try await Self.exports(["N1", "N2"])
        let page = try page(test, after: "0.0")
        let csv = try page.text(.csv).split(separator: "\r\n")
        #expect(csv.count == 3 && csv[0].hasPrefix("\u{FEFF}\"id\",\"time\",\"ebcCode\""))
        #expect(csv[1].contains("\"cup\"") && csv[1].contains(page.records[0].id))
        let xml = try page.text(.xml)
        #expect(xml.components(of: "<record id=") == 2 && xml.contains("<goodsName>cup<"))
        #expect(xml.contains("nextCursor=\"\(page.to)\" hasMore=\"false\""))
        let json = try page.text(.json)
        #expect(json.components(of: "\"goodsName\":\"cup\"") == 2)
        #expect(json.contains("\"nextCursor\":\"\(page.to)\""))
        try await test.remove()
    }

    @Test func fromDueToAcknowledged() async throws {
        let test = try await Self.exports(["N1", "N2", "N3"])
        let entry = try #require(try test.zone.dutyEntry("tax-exports"))
        #expect(entry.waitingCount == 3 && entry.outlook.alarm == .none)
        let first = try page(test, countMax: 2)
        #expect(try lane(test).deliveredCount == 2)
        // The same page again is a further line of the log and no further delivery.
        _ = try page(test, countMax: 2)
        #expect(try lane(test).deliveredCount == 2)
        let log = try #require(
            try test.zone.dutyDeliveries("tax-exports", before: nil, countMax: 10))
        #expect(log.map(\.newCount) == [0, 2] && log.map(\.itemCount) == [2, 2])
        // A place within the page counts up to where the delivery before it ends: nothing yet.
        let inside = JournalPlace(seq: first.to.seq, index: first.to.index - 1)
        #expect(try test.zone.acknowledge("tax-exports", upTo: inside) == .noted(lane(test)))
        #expect(try lane(test).acknowledgedCount == 0)
        _ = try test.zone.acknowledge("tax-exports", upTo: first.to)
        _ = try test.zone.acknowledge("tax-exports", upTo: first.to)
        #expect(try lane(test).acknowledgedCount == 2)
        let beyond = JournalPlace(seq: 9_999, index: 0)
        #expect(
            try test.zone.acknowledge("tax-exports", upTo: beyond) == .notDelivered(first.to))
        #expect(try test.zone.acknowledge("none", upTo: beyond) == .unknownDuty)
        // After the acknowledgement nothing of it comes again by itself.
        #expect(try page(test).records.count == 1)
        try await test.remove()
    }

    @Test func latenessIsTrueThroughAnOutageAndAJumpingClock() async throws {
        let test = try await Self.exports(["N1", "N2"])
        func alarm() throws -> DutyOutlook.Alarm {
            try #require(try test.zone.dutyEntry("tax-exports")).outlook.alarm
        }
        #expect(try alarm() == .none)
        test.clock.advance(ms: Self.dayMs - 4 * 3_600_000)
        #expect(try alarm() == .forecast)
        test.clock.advance(ms: 4 * 3_600_000 + 60_000)
        #expect(try alarm() == .late)
        try test.zone.watchDuties()
        #expect(try lane(test).lateCount == 2)
        // Back by two days: still late, and counted once.
        test.clock.advance(days: -2)
        try test.zone.watchDuties()
        #expect(try alarm() == .late)
        _ = try page(test)
        #expect(try lane(test).lateCount == 2 && lane(test).deliveredCount == 2)
        #expect(try lane(test).lateMsMax >= 60_000)
        #expect(try alarm() == .none)
        test.clock.advance(days: 9)
        try test.zone.watchDuties()
        #expect(try lane(test).lateCount == 2)
        try await test.remove()
    }

    @Test func aCursorBeyondAGapFulfilsNothing() async throws {
        let test = try await Self.exports(["N1", "N2"])
        let first = try page(test, "forex-exports", countMax: 1)
        _ = try page(test, after: first.to.description)
        #expect(try lane(test).deliveredCount == 0)
        #expect(try page(test).records.count == 2)
        try await test.remove()
    }

    @Test func accessToAPersonsDataIsLoggedAndMasked() async throws {
        let test = try await TestZone()
        let index = try await test.releasable()
        let id = test.id(index)
        #expect(try test.zone.personAccesses(declaration: id, before: nil, countMax: 9) == [])
        #expect(try test.zone.personAccesses(declaration: "x", before: nil, countMax: 9) == nil)
        let catalogue = try DutyCatalogue { name in
            name == "duties"
                ? "h\np\t缉私\tsmuggling\t清单\tlists\timport\t800\tlist\t60\t5\tjson\tb\tno\t\n"
                : "h\np\tbuyerName\tname\t比对\tto compare\np\tbuyerIdNumber\tidentity\t比对\tto compare\n"
        }
        let list = try #require(try test.zone.declaration(id)?.inventory)
        let plan = try #require(catalogue.duties.first)
        let page = try DutyReader(test.zone.store, plan).page(after: .start, countMax: 100)
        try test.zone.note(page, channel: "pull", isAcknowledged: false)
        let values = page.records.flatMap(\.values).map(\.value)
        #expect(!values.isEmpty)
        #expect(!values.contains(list.buyerName) && !values.contains(list.buyerIdNumber))
        #expect(values.contains { $0.hasPrefix(list.buyerName.prefix(1)) && $0.hasSuffix("*") })
        let accesses = try #require(
            try test.zone.personAccesses(declaration: id, before: nil, countMax: 9))
        #expect(accesses.map(\.who) == ["缉私"] && accesses[0].declaration == id)
        #expect(accesses[0].purpose == "p: 清单 / lists")
        try await test.remove()
    }
}

extension String {
    /// How often another text stands in it.
    fileprivate func components(of text: String) -> Int {
        split(separator: text, omittingEmptySubsequences: false).count - 1
    }
}
