import Foundation
import Testing
import ZoneCore
import ZoneMessages
import ZoneServices
import ZoneTraffic

/// Imports that are cancelled or go back, and what officers do.
@Suite struct ReturnTests {
    let trade = TradeMessages()

    private func released(_ test: TestZone) async throws -> DeclarationView {
        let index = try await test.releasable()
        try #require(index >= 0)
        return try #require(try test.zone.declaration(test.id(index)))
    }

    private func guaranteeUsed(_ test: TestZone) throws -> Int64 {
        try test.zone.guarantees().reduce(0) { $0 + $1.used.count }
    }

    /// The whole list in two parts gives back exactly what it took.
    @Test func returnInPartsGivesAllBack() async throws {
        let test = try await TestZone()
        let before = try guaranteeUsed(test)
        let view = try await released(test)
        let list = try #require(view.inventory)
        let other = try guaranteeUsed(test)
        let tax = try #require(view.tax)
        let due = tax.duty.count + tax.valueAddedTax.count + tax.consumptionTax.count
        #expect(other - before >= due && due > 0)
        let half = list.lines.map { ($0.gnum, Fixed5(units: $0.qty.units / 2)) }
        let rest = list.lines.map { line in
            (line.gnum, Fixed5(units: line.qty.units - line.qty.units / 2))
        }
        for (number, part) in [("R1", half), ("R2", rest)] {
            let lines = part.filter { $0.1 > .zero }.map { (gnum: $0.0, qty: $0.1.description) }
            let body = try trade.returnImport(number, invtNo: view.invtNo, of: list, lines: lines)
            let answer = try await test.submit(body)
            #expect(answer.documents.map(\.status) == [120], "\(answer.findings)")
            let act = DeclarationAct(
                event: .goodsArrived, returnNo: number, reason: "seen", officer: "site 1")
            #expect(try await test.zone.act(act, on: view.id) == .done(399))
            if number == "R1" { try expectReducedBill(test, of: view) }
        }
        #expect(try guaranteeUsed(test) == other - due)
        let after = try #require(try test.zone.declaration(view.id)?.tax)
        #expect(after.dutiable == .zero && after.valueAddedTax == .zero)
        let receipts = try test.zone.receipts(for: nil, after: nil, countMax: 1000).receipts
        #expect(receipts.last { $0.message == "CEB818Message" }?.fields["status"] == "3")
        #expect(receipts.filter { $0.message == "CEB626Message" }.count == 6)
        try await test.remove()
    }

    /// The part that is back is not on the bill any more, which keeps its number and says what the declaration says.
    private func expectReducedBill(_ test: TestZone, of view: DeclarationView) throws {
        let receipts = try test.zone.receipts(for: nil, after: nil, countMax: 1000).receipts
        let bills = receipts.filter {
            $0.message == "CEB816Message" && $0.fields["invtNo"] == view.invtNo
        }
        let (first, second) = (try #require(bills.first), try #require(bills.last))
        #expect(bills.count == 2 && second.fields["taxNo"] == first.fields["taxNo"])
        #expect(second.fields["status"] == "1")
        let tax = try #require(try test.zone.declaration(view.id)?.tax)
        for (name, amount) in [
            ("customsTax", tax.duty), ("valueAddedTax", tax.valueAddedTax),
            ("consumptionTax", tax.consumptionTax),
        ] {
            #expect(second.fields[name] == amount.description)
            func sum(_ bill: ReceiptView) -> Int64 {
                bill.fields.filter { $0.key.hasSuffix("/" + name) }
                    .reduce(0) { $0 + (Fixed5($1.value)?.units ?? 0) }
            }
            #expect(sum(second) == amount.count * 1000)
            #expect(sum(second) <= sum(first))
        }
        #expect(tax.valueAddedTax < (view.tax?.valueAddedTax ?? .zero))
    }

    /// Thirty days to apply, forty-five to arrive.
    @Test(.timeLimit(.minutes(2)), arguments: [(30, 120), (31, 100)])
    func lastDayToApply(days: Int64, status: Int) async throws {
        let test = try await TestZone { $0.sweepIntervalMs = 2 }
        let view = try await released(test)
        let list = try #require(view.inventory)
        test.clock.advance(days: days)
        let line = try #require(list.lines.first)
        let body = try trade.returnImport(
            "R1", invtNo: view.invtNo, of: list, lines: [(line.gnum, line.qty.description)])
        #expect(try await test.submit(body).documents.map(\.status) == [status])
        guard status == 120 else { return try await test.remove() }
        // Applied on day 30; on day 46 the request is rejected by itself.
        test.clock.advance(days: 16)
        while try test.zone.receipts(for: nil, after: nil, countMax: 1000).receipts.last?.fields[
            "returnStatus"] != "100"
        { await Task.yield() }
        let act = DeclarationAct(
            event: .goodsArrived, returnNo: "R1", reason: "", officer: "site 1")
        #expect(try await test.zone.act(act, on: view.id) == .notAllowed(100))
        try await test.remove()
    }

    /// More than went in does not come back, and a line that is not there neither.
    @Test func quantitiesAreHeldAgainstTheList() async throws {
        let test = try await TestZone()
        let view = try await released(test)
        let list = try #require(view.inventory)
        let line = try #require(list.lines.first)
        let over = Fixed5(units: line.qty.units + 1).description
        let body = try trade.returnImport(
            "R1", invtNo: view.invtNo, of: list, lines: [(line.gnum, over), (97, "1")])
        let answer = try await test.submit(body)
        #expect(answer.documents[0].status == 100)
        #expect(answer.documents[0].info.contains("return.quantity"))
        #expect(answer.documents[0].info.contains("-625209"))
        try await test.remove()
    }

    /// A list that waits is cancelled; one that is released is not.
    @Test func cancellationFollowsTheStatus() async throws {
        let test = try await TestZone()
        let view = try await released(test)
        let list = try #require(view.inventory)
        let late = try trade.cancelImport("C1", invtNo: view.invtNo, of: list)
        #expect(try await test.submit(late).documents.map(\.status) == [-623005])
        _ = try await test.submit(test.messages(700)[.list]!)
        let waiting = try #require(try test.zone.declaration(test.id(700)))
        let own = try #require(waiting.inventory)
        let number = own.customsCode + "2026I" + waiting.preNo.suffix(9)
        let body = try trade.cancelImport("C2", invtNo: number, of: own)
        #expect(try await test.submit(body).documents.map(\.status) == [399])
        #expect(try test.zone.declaration(test.id(700))?.status == 0)
        try await test.remove()
    }

    /// An officer leads a list through inspection and detention to its end; what the status does not allow is refused.
    @Test func officersAct() async throws {
        let test = try await TestZone()
        let view = try await released(test)
        func act(_ event: ReturnStatus.Event) async throws -> ActOutcome {
            let act = DeclarationAct(
                event: .officer(event), reason: "because", officer: "officer 7")
            return try await test.zone.act(act, on: view.id)
        }
        #expect(try await act(.inspect) == .notAllowed(800))
        #expect(try await act(.close) == .done(899))
        #expect(try await act(.close) == .notAllowed(899))
        let held = try await underReview(test)
        func actOnHeld(_ event: ReturnStatus.Event) async throws -> ActOutcome {
            let act = DeclarationAct(
                event: .officer(event), reason: "because", officer: "officer 7")
            return try await test.zone.act(act, on: held)
        }
        for (event, status) in [
            (ReturnStatus.Event.inspect, 500), (.detainForClearance, 501),
            (.detainForSmuggling, 502), (.detainForLegal, 503), (.detainOtherwise, 599),
            (.handOver, 505), (.sendBack, 700),
        ] { #expect(try await actOnHeld(event) == .done(status)) }
        let timeline = try #require(try test.zone.declaration(held)).timeline
        #expect(timeline.map(\.status).suffix(7) == [500, 501, 502, 503, 599, 505, 700])
        #expect(timeline.last?.source == "officer 7")
        try await test.remove()
    }

    /// A declaration that waits for a person.
    private func underReview(_ test: TestZone) async throws -> String {
        for index in 3000..<3400 {
            let all = test.messages(index)
            for kind in ZoneTraffic.DocumentKind.clearing { _ = try await test.submit(all[kind]!) }
            if try test.zone.declaration(test.id(index))?.status == 300 { return test.id(index) }
        }
        Issue.record("no declaration was sent to review")
        return ""
    }

    /// The parcels of a bill are tallied at the site.
    @Test func importParcelsAreTallied() async throws {
        let test = try await TestZone()
        let list = try #require(try await released(test).inventory)
        let good = try trade.tally("T1", [(list.logisticsCode, list.logisticsNo)])
        #expect(try await test.submit(good).documents.map(\.status) == [399])
        let bad = try trade.tally("T2", [(list.logisticsCode, "NONE")])
        #expect(try await test.submit(bad).documents.map(\.status) == [100])
        try await test.remove()
    }
}
