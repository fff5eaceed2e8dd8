import Foundation
import HTTPTypes
import Testing
import ZoneCore
import ZoneServices

@testable import ZoneServer

/// Plans by HTTP, from draft to escalation, with every answer held against the OpenAPI document.
@Suite struct PlanRouteTests {
    private static let json: HTTPFields = [.contentType: "application/json"]

    static func plan(
        due: String = "2026-11-20", title: String = "<b>方案</b>", clause: String = "III"
    ) -> String {
        #"{"zone":"beijing","titleZh":"\#(title)","titleEn":"Plan","basis":"国函〔2018〕93号","#
            + #""draftedBy":"zone-office","guidedBy":"mofcom","#
            + #""issuedBy":"provincial-government","tasks":[{"id":"t1","titleZh":"信息共享","#
            + #""titleEn":"Sharing","clause":"\#(clause)","lead":"local-customs","#
            + #""supporting":["city-tax"],"milestones":[{"id":"m1","titleZh":"联调","#
            + #""titleEn":"Joined","due":"\#(due)"},{"id":"m2","titleZh":"上线","#
            + #""titleEn":"Online","due":"2027-06-30"}]}],"by":"office 3"}"#
    }

    /// The steps of a plan's way, each with the body that takes it.
    static let way = [
        (#""act":"consult","bodies":["city-tax"],"workingDays":5"#, "zone-office"),
        (#""act":"opine","stance":"comments","text":"<i>改</i>""#, "city-tax"),
        (#""act":"endConsultation""#, "zone-office"),
        (#""act":"reply","to":"city-tax","taken":true,"text":"已改""#, "zone-office"),
        (#""act":"askGuidance""#, "zone-office"),
        (#""act":"guide","agrees":true,"text":"可""#, "mofcom"),
        (#""act":"issue","document":"政发1号","on":"2026-11-01""#, "provincial-government"),
    ]

    static func act(_ members: String, for body: String, by actor: String = "a") -> [UInt8] {
        Array(#"{\#(members),"body":"\#(body)","by":"\#(actor)"}"#.utf8)
    }

    /// Checks that the answer is what the OpenAPI document says of the route.
    @discardableResult
    static func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: [UInt8]? = nil, on site: Site,
        template: String, _ status: Int = 200
    ) async throws -> Answer {
        let answer = try await site.send(method, path, body == nil ? [:] : json, body)
        #expect(answer.status == status, "\(method) \(path): \(answer.text)")
        let checker = SchemaChecker(document: OpenAPITests.document)
        let operation = checker.document["paths"][template][method.rawValue.lowercased()]
        var response = operation["responses"][String(answer.status)]
        if let reference = response["$ref"].string { response = checker.resolve(reference) }
        let schema = response["content"][answer.headers[.contentType] ?? ""]["schema"]
        #expect(!schema.isNull, "\(method) \(path): \(answer.status) is not described")
        #expect(checker.complaints(try answer.json, schema) == [], "\(path)")
        return answer
    }

    @discardableResult
    static func act(
        _ members: String, for body: String, by actor: String = "a", on site: Site,
        _ status: Int = 200
    ) async throws -> Answer {
        try await send(
            .post, "/v1/plans/p/acts", act(members, for: body, by: actor), on: site,
            template: "/v1/plans/{id}/acts", status)
    }

    static func put(_ body: String, on site: Site, _ status: Int) async throws -> Answer {
        try await send(
            .put, "/v1/plans/p", Array(body.utf8), on: site, template: "/v1/plans/{id}", status)
    }

    static func issue(on site: Site) async throws {
        _ = try await put(plan(), on: site, 201)
        for (members, body) in way { try await act(members, for: body, on: site) }
    }

    @Test func fromDraftToEscalation() async throws {
        try await Site.open { site in
            try await Self.issue(on: site)
            let refused = try await Self.act(
                #""act":"opine","stance":"agrees","text":"x""#, for: "city-tax", on: site, 409)
            #expect(refused.problemCode == "act_not_allowed")
            let late = try await Self.send(
                .get, "/v1/plan-delays?zone=beijing", on: site, template: "/v1/plan-delays")
            #expect(try late.json["delays"][0]["milestone"]["daysLate"].int == 3)
            #expect(try late.json["delays"][0]["nextStepFrom"].string == "2026-11-23")
            try await Self.act(
                #""act":"escalate","task":"t1","milestone":"m1","step":1,"reason":"未完成""#,
                for: "provincial-commerce", on: site)
            try await Self.act(
                #""act":"answer","escalation":1,"text":"本周完成""#, for: "local-customs", on: site)
            try await Self.act(
                #""act":"forecast","task":"t1","milestone":"m1","expected":"2026-11-25","#
                    + #""reason":"设备未到""#, for: "local-customs", on: site)
            try await Self.act(
                #""act":"report","task":"t1","milestone":"m1","fulfils":true,"#
                    + #""trueOn":"2026-11-20","text":"报告""#, for: "local-customs", by: "li",
                on: site)
            let answer = try await Self.act(
                #""act":"check","evidence":1,"accepted":true,"text":"属实""#, for: "mofcom",
                by: "wang", on: site)
            let outlook = try answer.json["outlook"]
            #expect(outlook["progress"]["fulfilled"].int == 1)
            #expect(outlook["progress"]["checked"].int == 1)
            #expect(outlook["progress"]["basisPoints"].int == 5000)
            #expect(outlook["tasks"][0]["milestones"][0]["state"].string == "fulfilled")
            let before = try await Self.send(
                .get, "/v1/plans/p?on=2026-11-19", on: site, template: "/v1/plans/{id}")
            #expect(try before.json["outlook"]["progress"]["fulfilled"].int == 0)
            #expect(try await site.get("/v1/plans/p?knownBy=2026-11-22").status == 404)
            let list = try await Self.send(
                .get, "/v1/plans?state=issued&zone=beijing", on: site, template: "/v1/plans")
            #expect(try list.json["cases"].array.count == 1)
        }
    }

    /// What one zone answers makes the same plan in another: contents by PUT, acts by POST, in the order of the history.
    @Test func anAnswerMakesThePlanAgain() async throws {
        try await Site.open { site in
            try await Self.issue(on: site)
            _ = try await Self.put(Self.plan(due: "2026-12-20"), on: site, 200)
            let first = try await site.get("/v1/plans/p")
            try await Site.open { other in
                let answer = try first.json
                for event in answer["events"].array {
                    var members = event["act"].object.mapValues(\.value)
                    members["by"] = event["by"].string
                    members["body"] = event["body"].string
                    var (method, path) = (HTTPRequest.Method.post, "/v1/plans/p/acts")
                    if members["act"] as? String == "save" {
                        let isFirst = event["seq"].int == 1
                        let revision = answer["revisions"][isFirst ? 0 : 1]["content"]
                        members = revision.object.mapValues(\.value)
                        members["by"] = event["by"].string
                        (method, path) = (.put, "/v1/plans/p")
                    }
                    if members["act"] as? String == "consult" { members["workingDays"] = 5 }
                    let bytes = [UInt8](try JSONSerialization.data(withJSONObject: members))
                    let status = try await other.send(method, path, Self.json, bytes).status
                    #expect([200, 201].contains(status), "\(members)")
                }
                #expect(try await other.get("/v1/plans/p").text == first.text)
            }
        }
    }

    @Test func everythingWrongIsSaidAtOnce() async throws {
        try await Site.open { site in
            let wrong = try await Self.put(
                Self.plan(due: "soon", title: "", clause: "VI"), on: site, 422)
            #expect(
                try wrong.json["fields"].array.map { $0["field"].string } == [
                    "tasks[0].clause", "tasks[0].milestones[0].due", "titleZh",
                ])
            #expect(try await Self.put("{}", on: site, 400).problemCode == "json_malformed")
            try await Self.act(#""act":"askGuidance""#, for: "zone-office", on: site, 404)
            _ = try await Self.put(Self.plan(), on: site, 201)
            let act = try await Self.act(#""act":"dance""#, for: "zone-office", on: site, 422)
            #expect(act.problemCode == "value_refused")
            let report = try await Self.act(#""act":"report""#, for: "zone-office", on: site, 422)
            #expect(
                try report.json["fields"].array.map { $0["field"].string } == [
                    "task", "milestone", "trueOn", "fulfils",
                ])
            let nobody = try await Self.act(
                #""act":"opine","stance":"agrees","text":"x""#, for: "nobody", on: site, 422)
            #expect(try nobody.json["fields"][0]["field"].string == "body")
        }
    }

    @Test func differencesOfRevisions() async throws {
        try await Site.open { site in
            try await Self.issue(on: site)
            _ = try await Self.put(Self.plan(due: "2026-12-20"), on: site, 200)
            let changes = try await Self.send(
                .get, "/v1/plans/p/changes", on: site, template: "/v1/plans/{id}/changes")
            let milestone = try changes.json["tasks"][0]["milestones"][0]
            #expect(milestone["fields"][0]["after"].string == "2026-12-20")
            #expect(try await site.get("/v1/plans/p/changes?from=3").status == 400)
            for language in Language.allCases {
                let page = try await site.get("/plans/p/changes?lang=\(language.rawValue)")
                #expect(page.status == 200 && page.text.contains("2026-12-20"))
                #expect(TagChecker.complaint(page.text) == nil)
            }
        }
    }

    @Test(arguments: Language.allCases)
    func pagesTellEverythingInBothLanguages(_ language: Language) async throws {
        try await Site.open { site in
            try await Self.issue(on: site)
            try await Self.act(
                #""act":"escalate","task":"t1","milestone":"m1","step":1,"reason":"未完成""#,
                for: "provincial-commerce", on: site)
            try await Self.act(
                #""act":"report","task":"t1","milestone":"m2","fulfils":false,"#
                    + #""trueOn":"2026-11-20","text":"<u>一半</u>""#, for: "city-tax", on: site)
            let isZh = language == .zh
            for (path, texts) in [
                ("/plans", [isZh ? "已印发" : "Issued", "0/2 (0.0%)"]),
                ("/plans/p", [isZh ? "海关" : "Customs", "政发1号", isZh ? "采纳" : "taken"]),
                ("/plans/p?on=2026-10-01", [isZh ? "没有生效的方案" : "No plan was in force"]),
                ("/plans/p/tasks/t1", ["2026-11-20", isZh ? "提醒牵头部门" : "Reminder"]),
                ("/plan-delays", [isZh ? "逾期" : "late", "2026-11-20"]),
            ] {
                let mark = path.contains("?") ? "&" : "?"
                let page = try await site.get("\(path)\(mark)lang=\(language.rawValue)")
                #expect(page.status == 200, "\(path)")
                for text in texts { #expect(page.text.contains(text), "\(path): \(text)") }
                #expect(!page.text.contains("<i>改") && !page.text.contains("<u>一半"))
                #expect(!page.text.contains("{{") && !page.text.contains("Optional("))
                #expect(TagChecker.complaint(page.text) == nil, "\(path)")
            }
            #expect(try await site.get("/plans/p/tasks/none").status == 404)
            #expect(try await site.get("/plans/none").status == 404)
        }
    }

    /// A body speaks for itself only, whatever the request says.
    @Test func everyActNeedsItsPermissionOnItsBody() async throws {
        try await GuardedSite.open { guarded in
            let site = guarded.site
            let office = try guarded.bearer(.operator, json: true)
            let saved = try await site.send(
                .put, "/v1/plans/p", office, Array(Self.plan().utf8))
            #expect(saved.status == 201)
            // The caller's own name, whatever the request says.
            #expect(try saved.json["events"][0]["by"].string?.hasPrefix("c-operator") == true)
            let others = try guarded.bearer(.reader, codes: ["gacc"], json: true)
            for (members, body) in Self.way {
                let bytes = Self.act(members, for: body)
                let isOffice = body == "zone-office"
                let refused = try await site.send(
                    .post, "/v1/plans/p/acts", isOffice ? others : office, bytes)
                #expect([403, 404].contains(refused.status), "\(members): \(refused.status)")
                let stranger = try await site.send(.post, "/v1/plans/p/acts", others, bytes)
                #expect(stranger.status == 404, "\(members)")
                let own = try guarded.bearer(.reader, codes: [body], json: true)
                let done = try await site.send(
                    .post, "/v1/plans/p/acts", isOffice ? office : own, bytes)
                #expect(done.status == 200, "\(members): \(done.text)")
            }
        }
    }

    @Test func documentsAreSavedAndNeverShown() async throws {
        try await Site.open { site in
            _ = try await Self.put(Self.plan(), on: site, 201)
            let path = "/v1/plans/p/documents?kind=photo&name=x.pdf&body=zone-office&by=a"
            let pdf: HTTPFields = [.contentType: "application/pdf"]
            let added = try await site.send(.post, path, pdf, Array("%PDF-1".utf8))
            #expect(added.status == 201)
            let again = try await site.send(.post, path, pdf, Array("%PDF-1".utf8))
            #expect(again.status == 200)
            let number = try #require(try added.json["id"].int)
            let file = try await site.get("/v1/plans/p/documents/\(number)")
            #expect(file.text == "%PDF-1")
            #expect(file.headers[.contentDisposition]?.hasPrefix("attachment") == true)
            #expect(try await site.get("/v1/approvals/p/documents/\(number)").status == 404)
            #expect(try await site.send(.post, path, pdf, Array("<a>".utf8)).status == 415)
        }
    }
}
