import HTTPTypes
import Testing
import ZoneCore

@testable import ZoneServer
@testable import ZoneServices

@Suite struct DutyRouteTests {
    private static let json: HTTPFields = [.contentType: "application/json"]

    @Test func aFeedIsPulledAndAcknowledged() async throws {
        try await Site.open { site in
            try await site.submitAll(of: "A1")
            let released = try await site.get("/v1/declarations/1160915006:A1").json
            let expected = released["status"]["code"].int == 800 ? 1 : 0
            let page = try await site.get("/v1/duties/post-parcels/records?format=json")
            #expect(page.status == 200)
            #expect(try page.json["records"].array.count == expected)
            let cursor = try #require(try page.json["nextCursor"].string)
            #expect(page.headers[.nextCursor] == cursor)
            let csv = try await site.get("/v1/duties/post-parcels/records?after=0.0")
            #expect(csv.headers[.contentType] == "text/csv" && csv.text.contains("logisticsNo"))
            let xml = try await site.get("/v1/duties/post-parcels/records?after=0.0&format=xml")
            #expect(xml.text.contains("<records duty=\"post-parcels\""))
            let body = Array("{\"cursor\":\"\(cursor)\"}".utf8)
            let uri = "/v1/duties/post-parcels/acknowledgements"
            let answer = try await site.send(.post, uri, Self.json, body)
            #expect(answer.status == 200)
            #expect(try answer.json["acknowledgedCount"].int == expected)
            let beyond = Array(#"{"cursor":"999.0"}"#.utf8)
            #expect(try await site.send(.post, uri, Self.json, beyond).status == 422)
            let wrong = Array(#"{"cursor":"x"}"#.utf8)
            #expect(try await site.send(.post, uri, Self.json, wrong).status == 422)
            let unknown = "/v1/duties/none/acknowledgements"
            #expect(try await site.send(.post, unknown, Self.json, body).status == 404)
            let refused = try await site.get("/v1/duties/post-parcels/records?format=pdf")
            #expect(refused.status == 400)
        }
    }

    private func entry(_ alarm: DutyOutlook.Alarm) throws -> DutyEntry {
        let plan = try #require(try DutyCatalogue.bundled().duty("smuggling-holds"))
        let item = DutyItem(place: JournalPlace(seq: 1, index: 1), at: Timestamp(ms: 0))
        let nowMs: Int64 =
            switch alarm {
            case .none: 0
            case .forecast: plan.dueMs
            case .late: plan.dueMs + 1
            }
        let outlook = DutyOutlook(
            DutyLane(), waiting: [item], steps: [], plan: plan, now: Timestamp(ms: nowMs))
        #expect(outlook.alarm == alarm)
        return DutyEntry(
            plan: plan, lane: DutyLane(), waitingCount: 1, hasMoreWaiting: true, overdueCount: 0,
            outlook: outlook)
    }

    @Test func theLedgerSaysWhatIsLateAndWhatWillBe() throws {
        for (alarm, label) in [
            (DutyOutlook.Alarm.none, ">in time<"), (.forecast, ">forecast late<"),
            (.late, ">late<"),
        ] {
            let visit = Visit.example(.en)
            let page = DutiesPage([try entry(alarm)], visit: visit)
            let html = Templates.html(page, template: "duties", title: "t", visit: visit)
            #expect(html.contains(label) && html.contains("≥ 1"))
            #expect(html.contains("There is no alarm.") == (alarm == .none))
            #expect(html.contains("first character only"))
            #expect(TagChecker.complaint(html) == nil)
        }
    }

    @Test func whatAReceiverGetsSaysWhoWhatAndFromWhere() {
        let parcel = DutyParcel(
            id: "a-0.0-1.2", duty: "a", from: .start, to: JournalPlace(seq: 1, index: 2),
            format: .csv, body: [], signature: [1, 2, 3])
        let head = HTTPDutyReceiver.head(parcel).map { "\($0.name): \($0.value)" }
        #expect(
            head == [
                "content-type: text/csv", "x-zone-duty: a", "x-zone-delivery: a-0.0-1.2",
                "x-zone-from: 0.0", "x-zone-to: 1.2", "x-zone-signature: ed25519=AQID",
            ])
        #expect(HTTPDutyReceiver("https://tax.example/in?x=1") != nil)
        for text in ["ftp://x", "https://", "https://a:b@c/", "/var/x"] {
            #expect(HTTPDutyReceiver(text) == nil)
        }
    }
}
