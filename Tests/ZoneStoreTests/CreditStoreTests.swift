import Foundation
import Testing
import ZoneCore
import ZoneStore

@Suite struct CreditStoreTests {
    private static let enterprise = code("91330100MA27XW1R0")
    private static let other = code("91330100MA27XW1R1")
    private static let day = Day(number: 20_000)
    private static let writer = CreditWriter(actor: "officer", at: Timestamp(ms: 1))

    private static func code(_ body: String) -> SocialCreditCode {
        let check = Array(body.utf8).withUnsafeBufferPointer { CheckDigit.socialCredit($0) }
        let text = body + String(Character(Unicode.Scalar(check ?? 0x30)))
        guard let code = SocialCreditCode(text) else { preconditionFailure(text) }
        return code
    }

    private static let event = CreditEvent(
        id: "e", kind: "smuggling", happened: day, known: day, evidence: "x", note: "n")
    private static let correction = CreditEvent(
        id: "f", kind: "suspension", happened: day, known: day.adding(days: 1), evidence: "y",
        supersedes: "e")
    private static let dispute = CreditCase(
        kind: .dispute, id: "c", event: "e", opened: day, answerBy: day.adding(days: 9),
        ground: "g")
    private static let repair = CreditCase(
        kind: .repair, id: "c", event: "e", opened: day, answerBy: day.adding(days: 5),
        ground: "g", evidence: "v", rectified: day)
    private static let entry = CreditListing(
        id: "l", list: .red, from: day, to: day.adding(days: 9), known: day, reason: "r",
        source: "s")

    private func add(
        _ record: CreditRecord, to enterprise: SocialCreditCode = enterprise, in store: SQLiteStore
    ) throws {
        _ = try store.addCredit(enterprise, by: Self.writer) { _ in record }
    }

    @Test func whatIsWrittenIsReadAlsoAfterARestart() throws {
        var temporary = try TemporaryStore()
        let answer = CreditCase.Answer(
            day: Self.day.adding(days: 2), outcome: .upheld, reason: "seen")
        let ending = CreditListing.Ending(day: Self.day.adding(days: 3), reason: "gone")
        for record: CreditRecord in [
            .event(Self.event), .event(Self.correction), .opening(Self.dispute),
            .opening(Self.repair), .answer(answer, to: "c"), .listing(Self.entry),
            .ending(ending, of: "l"),
        ] {
            try add(record, in: temporary.store)
        }
        temporary = try temporary.reopened()
        var expected = CreditFile(enterprise: Self.enterprise)
        expected.events = [Self.event, Self.correction]
        expected.cases = [Self.dispute, Self.repair]
        expected.cases[0].answer = answer
        expected.listings = [Self.entry]
        expected.listings[0].ending = ending
        #expect(try temporary.store.creditFile(Self.enterprise) == expected)
        #expect(
            try temporary.store.creditFile(Self.other) == CreditFile(enterprise: Self.other))
        try temporary.remove()
    }

    @Test func rowsAreNeverChangedDeletedOrWrittenTwice() throws {
        let temporary = try TemporaryStore()
        try add(.event(Self.event), in: temporary.store)
        let before = try temporary.store.creditFile(Self.enterprise)
        var changed = Self.event
        changed.kind = "own-report"
        #expect(throws: (any Error).self) { try add(.event(changed), in: temporary.store) }
        var orphan = Self.correction
        orphan.supersedes = "none"
        #expect(throws: (any Error).self) { try add(.event(orphan), in: temporary.store) }
        let answer = CreditCase.Answer(day: Self.day, outcome: .upheld, reason: "r")
        #expect(throws: (any Error).self) { try add(.answer(answer, to: "c"), in: temporary.store) }
        for table in [
            "credit_event", "credit_case", "credit_answer", "credit_listing", "credit_listing_end",
        ] {
            for verb in ["update", "delete"] {
                #expect(try temporary.store.hasTrigger("\(table)_no_\(verb)"), "\(table) \(verb)")
            }
        }
        #expect(try temporary.store.creditFile(Self.enterprise) == before)
        try temporary.remove()
    }

    @Test func aRefusalWritesNothing() throws {
        struct Refused: Error {}
        let temporary = try TemporaryStore()
        #expect(throws: Refused.self) {
            try temporary.store.addCredit(Self.enterprise, by: Self.writer) { _ in throw Refused() }
        }
        let file = try temporary.store.addCredit(Self.enterprise, by: Self.writer) { _ in nil }
        #expect(file == CreditFile(enterprise: Self.enterprise))
        try temporary.remove()
    }

    @Test func listsPageByKeyAndOpenCasesComeByDeadline() throws {
        let temporary = try TemporaryStore()
        for enterprise in [Self.enterprise, Self.other] {
            for id in ["a", "b"] {
                var entry = Self.entry
                entry.id = id
                try add(.listing(entry), to: enterprise, in: temporary.store)
            }
            try add(.event(Self.event), to: enterprise, in: temporary.store)
            try add(.opening(Self.dispute), to: enterprise, in: temporary.store)
            try add(.opening(Self.repair), to: enterprise, in: temporary.store)
        }
        var seen: [String] = []
        var place: CreditPlace?
        for _ in 0..<4 {
            let page = try temporary.store.creditListings(on: .red, after: place, countMax: 1)
            let row = try #require(page.first)
            seen.append("\(row.enterprise) \(row.listing.id)")
            place = CreditPlace(enterprise: row.enterprise.description, id: row.listing.id)
        }
        #expect(seen == seen.sorted() && Set(seen).count == 4)
        #expect(try temporary.store.creditListings(on: .red, after: place, countMax: 1).isEmpty)
        #expect(try temporary.store.creditListings(on: .black, after: nil, countMax: 9).isEmpty)
        let answer = CreditCase.Answer(day: Self.day, outcome: .refused, reason: "r")
        try add(.answer(answer, to: "c"), in: temporary.store)
        let open = try temporary.store.openCreditCases(countMax: 9)
        #expect(open.map(\.one.kind) == [.repair, .dispute, .dispute])
        try temporary.remove()
    }
}
