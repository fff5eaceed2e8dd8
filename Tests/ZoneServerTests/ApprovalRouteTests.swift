import HTTPTypes
import Testing
import ZoneCore
import ZoneServices

@testable import ZoneServer

/// Cases by HTTP, with every answer held against the OpenAPI document.
@Suite struct ApprovalRouteTests {
    private static let content =
        #"{"zone":"beijing","matter":"project-customs-site","titleZh":"<b>场所</b>","#
        + #""titleEn":"Site","summary":"新建","filedBy":"zone-office","by":"office"}"#
    private static let prefix = "project-customs-site."

    @discardableResult
    private func act(
        _ members: String, for body: String, on site: Site, _ status: Int = 200
    ) async throws -> Answer {
        try await PlanRouteTests.send(
            .post, "/v1/approvals/c/acts", PlanRouteTests.act(members, for: body), on: site,
            template: "/v1/approvals/{id}/acts", status)
    }

    private func answer(
        _ step: String, _ outcome: String, for body: String, on site: Site, more: String = "",
        _ status: Int = 200
    ) async throws -> Answer {
        try await act(
            #""act":"answer","step":"\#(Self.prefix)\#(step)","outcome":"\#(outcome)","#
                + #""text":"x"\#(more)"#, for: body, on: site, status)
    }

    private func save(on site: Site) async throws {
        try await PlanRouteTests.send(
            .put, "/v1/approvals/c", Array(Self.content.utf8), on: site,
            template: "/v1/approvals/{id}", 201)
        for (index, kind) in ["request", "feasibility-study", "land-and-environment"].enumerated() {
            let added = try await site.send(
                .post,
                "/v1/approvals/c/documents?kind=\(kind)&name=x.pdf&body=zone-office&by=a",
                [.contentType: "application/pdf"], Array("%PDF-\(index)".utf8))
            #expect(added.status == 201)
        }
    }

    /// An approved case with a condition.
    private func approve(on site: Site) async throws {
        try await save(on: site)
        try await act(#""act":"submit""#, for: "zone-office", on: site)
        _ = try await answer(
            "provincial-commerce.check", "accept", for: "provincial-commerce", on: site)
        _ = try await answer("local-customs.opinion", "agree", for: "local-customs", on: site)
        _ = try await answer(
            "gacc.decision", "approve", for: "gacc", on: site,
            more: #","conditions":[{"id":"video","text":"<i>联网</i>","due":"2026-12-31","#
                + #""followedBy":"local-customs"}]"#)
    }

    @Test func fromSubmissionToTheLastCondition() async throws {
        try await Site.open { site in
            try await save(on: site)
            let submitted = try await act(#""act":"submit""#, for: "zone-office", on: site)
            // Monday 2026-11-23 and five working days.
            let step = try submitted.json["rounds"][0]["steps"][0]
            #expect(step["due"].string == "2026-11-30" && step["late"].bool == false)
            let waits = try await PlanRouteTests.send(
                .get, "/v1/approval-deadlines", on: site, template: "/v1/approval-deadlines")
            #expect(try waits.json["waits"][0]["body"].string == "provincial-commerce")
            let wrong = try await answer("gacc.decision", "approve", for: "gacc", on: site, 422)
            #expect(try wrong.json["fields"][0]["field"].string == "step")
            let early = try await act(
                #""act":"pass","step":"\#(Self.prefix)provincial-commerce.check""#,
                for: "zone-office", on: site, 409)
            #expect(early.problemCode == "act_not_allowed")
        }
        try await Site.open { site in
            try await approve(on: site)
            let list = try await PlanRouteTests.send(
                .get, "/v1/approvals?state=approved", on: site, template: "/v1/approvals")
            #expect(try list.json["cases"].array.count == 1)
            try await act(
                #""act":"report","condition":"video","trueOn":"2026-11-20","text":"完成""#,
                for: "zone-office", on: site)
            try await act(
                #""act":"extend","condition":"video","until":"2027-01-31","text":"x""#,
                for: "local-customs", on: site)
            let done = try await act(
                #""act":"confirm","condition":"video","met":true,"text":"属实""#,
                for: "local-customs", on: site)
            #expect(try done.json["state"].string == "settled")
            #expect(try done.json["conditions"][0]["state"].string == "met")
            #expect(try done.json["conditions"][0]["firstDue"].string == "2026-12-31")
        }
    }

    @Test(arguments: Language.allCases)
    func pagesTellEverythingInBothLanguages(_ language: Language) async throws {
        try await Site.open { site in
            try await approve(on: site)
            let isZh = language == .zh
            for (path, texts) in [
                ("/approvals", [isZh ? "已批准，条件待落实" : "Approved, conditions open", "2026-12-31"]),
                (
                    "/approvals/c",
                    [
                        isZh ? "模板" : "template", isZh ? "海关总署" : "General Administration",
                        "2026-12-31", isZh ? "批准" : "approved",
                    ]
                ),
            ] {
                let page = try await site.get("\(path)?lang=\(language.rawValue)")
                #expect(page.status == 200)
                for text in texts { #expect(page.text.contains(text), "\(path): \(text)") }
                #expect(!page.text.contains("<b>场所") && !page.text.contains("<i>联网"))
                #expect(!page.text.contains("{{") && !page.text.contains("Optional("))
                #expect(TagChecker.complaint(page.text) == nil, "\(path)")
            }
            #expect(try await site.get("/approvals/none").status == 404)
        }
    }

    /// The zone's office never decides, and a body decides its own step only.
    @Test func decidingIsForTheBodyOfTheStep() async throws {
        try await GuardedSite.open { guarded in
            let site = guarded.site
            let office = try guarded.bearer(.operator, json: true)
            let saved = try await site.send(
                .put, "/v1/approvals/c", office, Array(Self.content.utf8))
            #expect(saved.status == 201)
            let step = #""act":"answer","step":"x","outcome":"approve","text":"x""#
            let bytes = PlanRouteTests.act(step, for: "gacc")
            #expect(try await site.send(.post, "/v1/approvals/c/acts", office, bytes).status == 403)
            let ministry = try guarded.bearer(.reader, codes: ["mofcom"], json: true)
            let foreign = try await site.send(.post, "/v1/approvals/c/acts", ministry, bytes)
            #expect(foreign.status == 404)
            let customs = try guarded.bearer(.officer, codes: ["gacc"], json: true)
            let own = try await site.send(.post, "/v1/approvals/c/acts", customs, bytes)
            #expect(own.problemCode == "act_not_allowed", "it is let through to the case")
            let submit = PlanRouteTests.act(#""act":"submit""#, for: "gacc")
            #expect(
                try await site.send(.post, "/v1/approvals/c/acts", customs, submit).status == 403)
        }
    }
}
