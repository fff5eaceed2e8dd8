import HTTPTypes
import Testing
import ZoneCore

@testable import ZoneServer
@testable import ZoneServices

/// What becomes of acts that two persons want, in the API and on the page.
@Suite struct TwoPersonTests {
    private static let yes = Array(#"{"confirms": true}"#.utf8)
    private static let no = Array(#"{"confirms": false}"#.utf8)

    /// Somebody asks for a limit; the number of the act.
    private func ask(
        _ limit: String, _ guarded: GuardedSite, _ headers: HTTPFields
    ) async throws -> Int {
        let asked = try await guarded.site.send(
            .put, "/v1/guarantees/1160946002", headers, Array(#"{"limitFen": \#(limit)}"#.utf8))
        #expect(asked.status == 202)
        return try #require(try asked.json["id"].int)
    }

    @Test func anActThatIsRefusedThenIsKeptWithItsReason() async throws {
        try await GuardedSite.open { guarded async throws in
            let site = guarded.site
            let first = try guarded.bearer(.officer, json: true)
            let second = try guarded.bearer(.officer, json: true)
            let id = try await ask("-1", guarded, first)
            let refused = try await site.send(
                .post, "/v1/pending-acts/\(id)/decision", second, Self.yes)
            #expect(refused.problemCode == "value_refused")
            let history = try await site.get("/v1/pending-acts/history", second)
            let act = try history.json["acts"][0]
            #expect(act["state"].string == "failed")
            #expect(act["outcome"].string?.hasPrefix("value_refused: ") ?? false)
            // It is decided, and can be asked for again, by whoever may; then another has to want it anew.
            let again = "/v1/pending-acts/\(id)/again"
            let other = try guarded.bearer(.operator, json: true)
            #expect(try await site.send(.post, again, other, []).status == 403)
            let asked = try await site.send(.post, again, second, [])
            #expect(asked.status == 202)
            let next = try #require(try asked.json["id"].int)
            #expect(next > id)
            let decision = "/v1/pending-acts/\(next)/decision"
            #expect(
                try await site.send(.post, decision, second, Self.yes).problemCode == "same_person")
            #expect(try await site.send(.post, decision, first, Self.yes).status == 422)
            let events = try site.zone.access.audit(
                subject: "act \(next)", before: nil, countMax: 10)
            #expect(events.map(\.kind) == ["act.failed", "act.confirmed", "act.requested"])
        }
    }

    @Test func whatWasDoneOrRefusedIsNotAskedForAgain() async throws {
        try await GuardedSite.open { guarded async throws in
            let site = guarded.site
            let first = try guarded.bearer(.officer, json: true)
            let second = try guarded.bearer(.officer, json: true)
            let done = try await ask("700", guarded, first)
            #expect(
                try await site.send(.post, "/v1/pending-acts/\(done)/decision", second, Self.yes)
                    .status == 201)
            let refused = try await ask("800", guarded, first)
            let answer = try await site.send(
                .post, "/v1/pending-acts/\(refused)/decision", second, Self.no)
            #expect(try answer.json["state"].string == "refused")
            for id in [done, refused, 99] {
                let again = "/v1/pending-acts/\(id)/again"
                #expect(try await site.send(.post, again, second, []).status == 404)
            }
            let history = try await site.get("/v1/pending-acts/history?limit=1", first).json
            #expect(history["acts"].array.map { $0["state"].string } == ["refused"])
            let before = try #require(history["nextBefore"].int)
            let older = try await site.get(
                "/v1/pending-acts/history?limit=1&before=\(before)", first
            ).json
            #expect(older["acts"].array.map { $0["state"].string } == ["done"])
            #expect(
                try await site.get("/v1/guarantees/1160946002", first).json["limitFen"].int == 700)
            // Who may not decide does not see them.
            let other = try guarded.bearer(.operator)
            #expect(
                try await site.get("/v1/pending-acts/history", other).json["acts"].array.isEmpty)
        }
    }

    /// The page: one officer asks, sees that it needs another, the other confirms.
    @Test func twoOfficersOnThePage() async throws {
        try await GuardedSite.open(secondFactorRoles: []) { guarded async throws in
            let site = guarded.site
            let (li, liForm) = try await guarded.person("li", .officer)
            let (wang, wangForm) = try await guarded.person("wang", .officer)
            func post(
                _ headers: HTTPFields, _ form: String, _ fields: [(String, String)]
            ) async throws -> Answer {
                var headers = headers
                headers[.contentType] = "multipart/form-data; boundary=x"
                let body =
                    fields.map {
                        "--x\r\nContent-Disposition: form-data; name=\"\($0.0)\"\r\n\r\n\($0.1)\r\n"
                    }.joined() + "--x--\r\n"
                return try await site.send(
                    .post, "/acts?lang=en&form=\(form)", headers, Array(body.utf8))
            }
            let limit = [("do", "guarantee"), ("code", "1160946002"), ("yuan", "7")]
            let asked = try await post(li, liForm, limit)
            #expect(asked.status == 200 && asked.text.contains("Asked for as number 1"))
            #expect(asked.text.contains("Another person has to confirm"))
            #expect(!asked.text.contains("Confirm and do it"))
            #expect(
                try await post(li, liForm, [("do", "confirm"), ("id", "1")]).status == 403)
            #expect(
                try await post(wang, liForm, [("do", "confirm"), ("id", "1")]).status == 403)
            let seen = try await site.get("/acts?lang=en", wang).text
            #expect(seen.contains("Confirm and do it") && seen.contains("Set a guarantee"))
            let done = try await post(wang, wangForm, [("do", "confirm"), ("id", "1")])
            #expect(done.status == 200 && done.text.contains("Confirmed and done."))
            #expect(try await site.get("/v1/guarantees/1160946002", li).json["limitFen"].int == 700)
            // A declaration that is not there: the act fails, says why, and is asked for again.
            let release = [("do", "release"), ("declaration", "a:b"), ("reason", "checked")]
            #expect(try await post(li, liForm, release).status == 200)
            let failed = try await post(wang, wangForm, [("do", "confirm"), ("id", "2")])
            #expect(failed.status == 404)
            #expect(failed.text.contains("could not be done"))
            #expect(failed.text.contains("Ask again"))
            let again = try await post(wang, wangForm, [("do", "again"), ("id", "2")])
            #expect(again.text.contains("Asked for as number 3"))
            #expect(
                try await post(li, liForm, [("do", "refuse"), ("id", "3")]).text.contains(
                    "Refused."))
            // What is missing is said before anything is kept.
            let empty = try await post(li, liForm, [("do", "release")])
            #expect(empty.status == 422)
            #expect(try site.zone.access.waitingActs(countMax: 10).isEmpty)
            // An operator sees none of it and asks for none of it.
            let (operator_, form) = try await guarded.person("zhao", .operator)
            #expect(try await !site.get("/acts?lang=en", operator_).text.contains("1160946002"))
            #expect(try await post(operator_, form, limit).status == 403)
        }
    }
}
