import Testing
import ZoneCore

@testable import ZoneServices

@Suite struct HoldReasonTests {
    private func entry(_ status: Int, at ms: Int64, info: String = "") -> TimelineEntry {
        TimelineEntry(
            at: Timestamp(ms: ms), status: status, info: info, zh: "", en: "", source: "")
    }

    @Test func everyHoldHasAReasonAndNoneHasAFigure() throws {
        let reasons = try HoldReasons.bundled()
        for status in ReturnStatus.allCases.compactMap(\.code) {
            let isHold = HoldReasons.statuses.contains(status)
            #expect((reasons.reason(of: status, info: "") != nil) == isHold, "\(status)")
        }
        for reason in reasons.reasons {
            let texts = [
                reason.zh, reason.en, reason.whatToDoZh, reason.whatToDoEn, reason.appealZh,
                reason.appealEn,
            ]
            #expect(texts.allSatisfy { !$0.isEmpty && !HoldReasons.hasFigure($0) })
        }
        let limit = "[Code:1313;Desc:订购人购买超过年度限额]"
        #expect(reasons.reason(of: 100, info: limit)?.name == "year-limit")
        #expect(reasons.reason(of: 100, info: "[Code:13131;Desc:x]")?.name == "refused")
        #expect(reasons.reason(of: 100, info: "[Code:wait.over;Desc:x]")?.name == "documents-late")
    }

    /// What the registers and the stock say has a class of its own, also where other reasons stand beside it.
    @Test func firmsWarehousesAndStockHaveTheirClasses() throws {
        let reasons = try HoldReasons.bundled()
        for (code, statuses, name) in [
            ("party.unregistered", [100, 300], "firm-not-registered"),
            ("party.role-not-approved", [100, 300], "firm-not-registered"),
            ("party.not-yet", [100, 300], "firm-not-registered"),
            ("party.expired", [100, 300], "firm-expired"),
            ("party.suspended", [100, 300], "firm-suspended"),
            ("party.ended", [100, 300], "firm-ended"),
            ("warehouse.not-filed", [100, 300], "warehouse-not-filed"),
            ("warehouse.unknown", [100, 300], "warehouse-not-filed"),
            ("warehouse.closed", [100, 300], "warehouse-closed"),
            ("stock.short", [100], "stock-short"),
        ] {
            for status in statuses {
                let info = "[Code:\(code);Desc:x]"
                #expect(reasons.reason(of: status, info: info)?.name == name)
                let several = ["[Code:1332;Desc:x]", info, "[Code:1200;Desc:y]"]
                #expect(reasons.reason(of: status, infos: several)?.name == name)
            }
            #expect(reasons.reason(of: 500, info: "[Code:\(code);Desc:x]")?.name == "inspection")
        }
    }

    @Test func figuresAreDigits() {
        #expect(["5000", "超过５千", "a1"].allSatisfy(HoldReasons.hasFigure))
        #expect(!["一般贸易", "none", ""].contains(where: HoldReasons.hasFigure))
    }

    @Test func defectsAreAllSaid() throws {
        let row = "a\t100\t\t原因\treason\t更正\tcorrect\t复核\task\tsource"
        let general = "b\t4,300,500,501,502,503,505,599,600,700" + row.dropFirst(5)
        _ = try HoldReasons("heading\n\(row)\n\(general)\n")
        for (from, to, text) in [
            ("reason", "over 5000", "field 5 has a figure"), ("更正", "", "field 6 is empty"),
            ("100", "800", "status 800 is no hold"), ("\tsource", "", "9 fields"),
        ] {
            do {
                _ = try HoldReasons(
                    "heading\n\(row.replacing(from, with: to, maxReplacements: 1))\n\(general)\n")
                Issue.record("taken: \(text)")
            } catch {
                #expect(error.problems.contains { $0.contains(text) }, "\(error)")
            }
        }
        do {
            _ = try HoldReasons("")
            Issue.record("an empty table")
        } catch {
            #expect(error.problems.count == HoldReasons.statuses.count)
        }
    }

    @Test func staysAreCountedFromEntryToTheNextStatus() {
        let stays = (1...5).map {
            [entry(120, at: 0), entry(300, at: 10), entry(300, at: 20), entry(800, at: 10 + $0)]
        }
        #expect(StayTimes(in: 300, of: stays).medianMs == 3)
        #expect(StayTimes(in: 300, of: stays.prefix(4)).medianMs == nil)
        // Those that still wait, and a clock that jumped back, tell nothing wrong.
        let open = stays + [[entry(300, at: 0)], [entry(300, at: 9), entry(800, at: 4)]]
        #expect(StayTimes(in: 300, of: open).count == 6)
        #expect(StayTimes(in: 500, of: stays).count == 0)
    }

    @Test func aRefusedDeclarationSaysWhatToDo() async throws {
        let test = try await TestZone(guaranteeFen: 0)
        let messages = test.messages(0)
        for body in messages.values { _ = try await test.submit(body) }
        let view = try #require(try test.zone.declaration(test.id(0)))
        let isHeld = HoldReasons.statuses.contains(view.status)
        #expect(isHeld)
        let hold = try #require(view.hold)
        #expect(hold.reason.statuses.contains(view.status))
        #expect(hold.since == view.timeline.last?.at)
        let none = try await released()
        #expect(none == nil)
        try await test.remove()
    }

    /// A released declaration has nothing to be told.
    private func released() async throws -> HoldView? {
        let test = try await TestZone()
        let index = try await test.releasable()
        let hold = try test.zone.declaration(test.id(index))?.hold
        try await test.remove()
        return hold
    }
}
