import Foundation
import Testing
import ZoneCore
import ZoneMessages
import ZoneServices
import ZoneTraffic

@Suite struct ClearanceTests {
    static let orders: [[ZoneTraffic.DocumentKind]] = permutations(
        ZoneTraffic.DocumentKind.clearing)

    private static func permutations<T>(_ items: [T]) -> [[T]] {
        guard items.count > 1 else { return [items] }
        return items.indices.flatMap { index -> [[T]] in
            var rest = items
            let item = rest.remove(at: index)
            return permutations(rest).map { [item] + $0 }
        }
    }

    /// Whatever the order of arrival, the outcome is the same.
    @Test func everyOrderOfArrivalGivesTheSameOutcome() async throws {
        let test = try await TestZone()
        let good = try await test.releasable()
        try #require(good >= 0)
        for (number, order) in Self.orders.enumerated() {
            let index = 1000 + number
            let messages = test.messages(index)
            for kind in order { _ = try await test.submit(messages[kind]!) }
            let view = try #require(try test.zone.declaration(test.id(index)))
            #expect([300, 800].contains(view.status), "\(order)")
            #expect(view.documents.count == 4)
            #expect(view.timeline.map(\.status) == [2, 120, view.status] || order.last != .list)
            #expect(view.missing.isEmpty && view.waitsUntil == nil)
        }
        try await test.remove()
    }

    /// Documents that came before a restart are read from their messages, and decide as if they had just come.
    @Test func documentsOfAnEarlierProcessAreMet() async throws {
        let test = try await TestZone()
        let other = 2000
        func bodies(_ kinds: [ZoneTraffic.DocumentKind], of index: Int) -> [[UInt8]] {
            kinds.compactMap { test.messages(index)[$0] }
        }
        for body in bodies([.order, .payment, .waybill], of: other) {
            _ = try await test.submit(body)
        }
        await test.zone.close()
        let again = try test.reopened()
        for body in bodies([.order, .list], of: other) {
            _ = try await again.submit([body], idempotencyKey: nil)
        }
        let view = try #require(try again.declaration(test.id(other)))
        #expect([300, 800].contains(view.status))
        #expect(view.timeline.map(\.status) == [2, 120, view.status])
        // An order sent once more in a message of its own is known by its content.
        let order = test.messages(other)[.order]! + Array("<!-- -->".utf8)
        let answer = try await again.submit([order], idempotencyKey: nil)[0]
        #expect(!answer.isRepeated)
        #expect(answer.documents.map(\.status) == [120])
        await again.close()
        try FileManager.default.removeItem(at: test.folder)
    }

    @Test func aListThatWaitsSaysForWhatFromWhomAndUntilWhen() async throws {
        let test = try await TestZone()
        let messages = test.messages(5)
        let answer = try await test.submit(messages[.list]!)
        #expect(answer.documents.map(\.status) == [2])
        var view = try #require(try test.zone.declaration(test.id(5)))
        #expect(view.missing.map(\.kind) == [.order, .payment, .waybill])
        let declaration = test.traffic.declaration(at: 5)
        let list = test.traffic.inventory(of: declaration)
        #expect(view.missing[0].from == list.ebpCode)
        #expect(view.missing[2].from == list.logisticsCode)
        #expect(try #require(view.waitsUntil) > test.clock.now)
        _ = try await test.submit(messages[.order]!)
        view = try #require(try test.zone.declaration(test.id(5)))
        #expect(view.missing.map(\.kind) == [.payment, .waybill])
        #expect(view.missing[0].from == test.traffic.order(of: declaration).payCode)
        try await test.remove()
    }

    @Test func theSameMessageAgainIsAnsweredAsBeforeAndChangesNothing() async throws {
        let test = try await TestZone()
        let index = try await test.releasable()
        try #require(index >= 0)
        let before = try test.zone.figures()
        let receipts = try test.zone.receipts(for: nil, after: nil, countMax: 1000)
        for body in test.messages(index).values {
            let answer = try await test.submit(body)
            #expect(answer.isRepeated)
            #expect(answer.documents.map(\.status).allSatisfy { $0 == 120 || $0 == 2 || $0 == 800 })
        }
        let after = try test.zone.figures()
        #expect(after.messageCount == before.messageCount)
        #expect(after.declarationsByStatus == before.declarationsByStatus)
        let again = try test.zone.receipts(for: nil, after: nil, countMax: 1000)
        #expect(again.nextCursor == receipts.nextCursor)
        try await test.remove()
    }

    /// The same order number with another guid is a duplicate, not a repetition.
    @Test func duplicatesAreRefusedWithTheOfficialCode() async throws {
        let test = try await TestZone()
        let messages = test.messages(7)
        for kind in ZoneTraffic.DocumentKind.clearing { _ = try await test.submit(messages[kind]!) }
        let expected: [ZoneTraffic.DocumentKind: Int] = [
            .order: -301010, .payment: -401007, .waybill: -504015, .list: -621004,
        ]
        for (kind, code) in expected {
            let guid = "AAAAAAAA-0000-4000-8000-000000000000"
            let submission = test.traffic.order(of: test.traffic.declaration(at: 7)).submission
            var body = messages[kind]!
            let own = kind == .order ? submission.guid : ""
            if !own.isEmpty {
                body = body.replacing(own, with: guid)
            } else {
                body = body.replacing("<ceb:appTime>", with: "<ceb:appTime>").withNewGuids(guid)
            }
            let answer = try await test.submit(body)
            #expect(answer.documents.map(\.status) == [code], "\(kind)")
        }
        try await test.remove()
    }

    @Test func changeAndDeleteFollowTheStateOfTheList() async throws {
        let test = try await TestZone()
        let messages = test.messages(9)
        let change = { (body: [UInt8], type: String) in
            body.replacing(
                "<ceb:appType>1</ceb:appType>", with: "<ceb:appType>\(type)</ceb:appType>")
        }
        // Nothing to change or delete yet.
        #expect(
            try await test.submit(change(messages[.order]!, "2")).documents[0].status == -301009)
        #expect(try await test.submit(change(messages[.list]!, "3")).documents[0].status == -621011)
        // A list that waits may be deleted, and declared again.
        #expect(try await test.submit(messages[.list]!).documents[0].status == 2)
        #expect(try await test.submit(change(messages[.list]!, "2")).documents[0].status == 2)
        #expect(
            try await test.submit(change(messages[.list]!, "3").withNewGuids("B"))
                .documents[0].status == 2)
        #expect(try test.zone.declaration(test.id(9))?.status == 0)
        try await test.remove()
    }

    @Test func aReleasedListCanNotBeChangedNorItsDocuments() async throws {
        let test = try await TestZone()
        let index = try await test.releasable()
        try #require(index >= 0)
        let messages = test.messages(index)
        for (kind, code) in [
            (ZoneTraffic.DocumentKind.order, -301011), (.payment, -401008), (.waybill, -504016),
            (.list, -621012),
        ] {
            for type in ["2", "3"] {
                let body = messages[kind]!.replacing(
                    "<ceb:appType>1</ceb:appType>", with: "<ceb:appType>\(type)</ceb:appType>")
                let answer = try await test.submit(body)
                #expect(answer.documents.map(\.status) == [code], "\(kind) \(type)")
            }
        }
        #expect(try test.zone.declaration(test.id(index))?.status == 800)
        try await test.remove()
    }

    @Test func aListThatWaitsTooLongIsRejected() async throws {
        let test = try await TestZone(change: { $0.sweepIntervalMs = 20 })
        _ = try await test.submit(test.messages(3)[.list]!)
        test.clock.advance(days: 30)
        // Any arrival of a document of the order makes the zone look at it with the day's rules.
        _ = try await test.submit(test.messages(3)[.order]!)
        let view = try #require(try test.zone.declaration(test.id(3)))
        #expect(view.status == 100)
        #expect(view.timeline.last?.zh.isEmpty == false)
        try await test.remove()
    }

    @Test func mismatchesAreAllNamed() async throws {
        let test = try await TestZone()
        let declaration = test.traffic.declaration(at: 11)
        let messages = test.messages(11)
        let payment = test.traffic.payment(of: declaration)
        let wrongAmount = Fixed5(units: payment.amountPaid.units + 100_000).description
        for kind in [ZoneTraffic.DocumentKind.order, .waybill, .list] {
            _ = try await test.submit(messages[kind]!)
        }
        let body = messages[.payment]!
            .replacing(payment.payerName, with: "别人")
            .replacingField("amountPaid", with: wrongAmount)
        _ = try await test.submit(body)
        let view = try #require(try test.zone.declaration(test.id(11)))
        #expect(view.status == 100)
        let info = try #require(view.timeline.last?.info)
        #expect(info.contains("1332"))
        #expect(view.timeline.last?.en.contains("\n") == true)
        try await test.remove()
    }

    @Test func withoutAGuaranteeTheListIsRejected() async throws {
        let test = try await TestZone(guaranteeFen: 0)
        let messages = test.messages(2)
        for kind in ZoneTraffic.DocumentKind.clearing { _ = try await test.submit(messages[kind]!) }
        let view = try #require(try test.zone.declaration(test.id(2)))
        #expect(view.status == 100)
        #expect(view.timeline.last?.info.contains("1311") == true)
        try await test.remove()
    }

    /// One buyer, many declarations side by side: the year's limit holds, and what is refused says so.
    @Test func theYearlyLimitHoldsUnderConcurrency() async throws {
        let test = try await TestZone(buyerCount: 1)
        await withTaskGroup(of: Void.self) { group in
            for index in 0..<80 {
                let messages = test.messages(index)
                group.addTask {
                    for kind in ZoneTraffic.DocumentKind.clearing {
                        _ = try? await test.submit(messages[kind]!)
                    }
                }
            }
        }
        let all = try test.zone.declarations(before: nil, status: nil, countMax: 500)
        #expect(all.count == 80)
        let held = all.filter { [300, 800].contains($0.status) }
        let used = held.reduce(Int64(0)) { $0 + $1.dutiable.count }
        #expect(used <= 2_600_000)
        #expect(all.contains { $0.status == 100 })
        try await test.remove()
    }
}

extension [UInt8] {
    /// The message with other guids in its documents, so that it is not the same submission.
    func withNewGuids(_ guid: String) -> [UInt8] {
        let padded = guid + String(repeating: "0", count: Swift.max(0, 36 - guid.utf8.count))
        return replacingField("guid", with: padded)
    }

    /// The message with another text in every field of that name.
    func replacingField(_ name: String, with value: String) -> [UInt8] {
        var text = String(decoding: self, as: UTF8.self)[...]
        var result = ""
        let (open, close) = ("<ceb:\(name)>", "</ceb:\(name)>")
        while let start = text.range(of: open), let end = text.range(of: close) {
            result += text[..<start.upperBound] + value + close
            text = text[end.upperBound...]
        }
        return Array((result + text).utf8)
    }
}
