import Foundation
import HTTPTypes
import Synchronization
import Testing
import ZoneCore

@testable import ZoneServer
@testable import ZoneServices

@Suite struct MeasureRouteTests {
    private static let template = "/v1/measures/{id}"
    private static let path = "/v1/measures/b2b-list-channel.v1"

    /// Checks that the answer is what the OpenAPI document says of the route.
    private func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: [UInt8]? = nil, on site: Site,
        template: String
    ) async throws -> Answer {
        let answer = try await site.send(
            method, path, body == nil ? [:] : [.contentType: "application/json"], body)
        let checker = SchemaChecker(document: OpenAPITests.document)
        let operation = checker.document["paths"][template][method.rawValue.lowercased()]
        var response = operation["responses"][String(answer.status)]
        if let reference = response["$ref"].string { response = checker.resolve(reference) }
        let schema = response["content"][answer.headers[.contentType] ?? ""]["schema"]
        #expect(!schema.isNull, "\(method) \(path): \(answer.status) is not described")
        #expect(checker.complaints(try answer.json, schema) == [], "\(path)")
        return answer
    }

    private func act(_ step: String, _ body: String, on site: Site) async throws -> Answer {
        try await send(
            .post, Self.path + "/" + step, Array(body.utf8), on: site,
            template: Self.template + "/" + step)
    }

    /// The example of the OpenAPI document.
    private func example() throws -> [UInt8] {
        let operation = OpenAPITests.document["paths"][Self.template]["put"]
        let value = operation["requestBody"]["content"]["application/json"]["example"].value
        return [UInt8](try JSONSerialization.data(withJSONObject: value))
    }

    /// A measure is written at one zone and goes through all steps at another.
    @Test func fromOneZoneToAnother() async throws {
        let file = Exported()
        try await Site.open(change: { $0.secret = Array(repeating: 1, count: 32) }) { site in
            let draft = try await send(
                .put, Self.path + "?by=x", try example(), on: site, template: Self.template)
            #expect(draft.status == 201)
            let package = try await send(
                .get, Self.path + "/package", on: site, template: Self.template + "/package")
            let name = try #require(package.headers[.contentDisposition])
            #expect(name.contains(MeasurePackage.name(of: package.bytes)))
            file.set(package.bytes)
            let page = try await site.get("/measures/b2b-list-channel.v1?lang=en").text
            #expect(page.contains("B2B exports of low value by list"))
            #expect(page.contains("value: &quot;8000&quot;") || page.contains("value: \"8000\""))
            #expect(TagChecker.complaint(page) == nil)
        }
        try await Site.open(change: { $0.secret = Array(repeating: 2, count: 32) }) { site in
            try await site.submitAll(of: "A1")
            let package = try JSONDecoder().decode(
                MeasurePackage.self, from: Data(file.bytes))
            let key = package.key.percentEncoded()
            let imports = "/v1/measure-imports"
            let wrong = try await send(
                .post, imports + "?by=x&key=AAAA", file.bytes, on: site, template: imports)
            #expect(wrong.problemCode == "fields_refused" && wrong.text.contains("\"key\""))
            let taken = try await send(
                .post, imports + "?by=x&key=\(key)", file.bytes, on: site, template: imports)
            #expect(taken.status == 201 && taken.headers[.location] == Self.path)
            let early = try await act(
                "staging", #"{"from":"2026-11-23","reason":"r","by":"x"}"#, on: site)
            #expect(early.problemCode == "fields_refused")
            let checked = try await act("preconditions", #"{"by":"x"}"#, on: site)
            #expect(try checked.json["passed"].bool == true)
            let begun = try await act(
                "simulation", #"{"from":"2026-11-23","to":"2026-11-23","by":"x"}"#, on: site)
            #expect(begun.status == 202)
            for _ in 0..<2_000 {
                let known = try await site.get(Self.path).json
                if !known["simulation"].isNull { break }
                try await Task.sleep(for: .milliseconds(10))
            }
            let staged = try await act(
                "staging", #"{"from":"2026-11-23","reason":"r","by":"x"}"#, on: site)
            #expect(try staged.json["state"].string == "staged")
            let adopted = try await act("adoption", #"{"by":"y"}"#, on: site)
            #expect(try adopted.json["state"].string == "adopted")
            let rule = try await site.get(
                "/v1/rules/export-declaration.list-value-max?on=2026-11-23")
            #expect(rule.text.contains("8000"))
            let again = try await act("adoption", #"{"by":"y"}"#, on: site)
            #expect(again.problemCode == "act_not_allowed")
            let effect = try await send(
                .get, Self.path + "/effect", on: site, template: Self.template + "/effect")
            #expect(effect.problemCode == "act_not_allowed", "no day is over")
            let whole = try await send(.get, Self.path, on: site, template: Self.template)
            #expect(try whole.json["simulation"]["declarations"].int == 1)
            let page = try await site.get("/measures/b2b-list-channel.v1?lang=zh").text
            #expect(page.contains("已采用") && TagChecker.complaint(page) == nil)
            let out = try await act("rollback", #"{"reason":"r","by":"y"}"#, on: site)
            #expect(try out.json["state"].string == "rolledBack")
        }
    }

    @Test func aZoneWithoutASecretSignsNothing() async throws {
        try await Site.open { site in
            _ = try await send(
                .put, Self.path + "?by=x", try example(), on: site, template: Self.template)
            let package = try await send(
                .get, Self.path + "/package", on: site, template: Self.template + "/package")
            #expect(package.status == 404)
            let bad = try await send(
                .put, Self.path + "?by=x", Array("{}".utf8), on: site, template: Self.template)
            #expect(bad.problemCode == "fields_refused")
            let fields = try bad.json["fields"].array.compactMap { $0["field"].string }
            #expect(fields.contains("risks") && fields.contains("titleZh"))
        }
    }

    /// The one who prepares a measure does not adopt it, and a department reads only.
    @Test func whoMayDoWhat() {
        for role in Role.allCases {
            let principal = Principal(name: "p", role: role)
            #expect(mayDo(principal, .measuresKeep) == (role == .operator))
            #expect(mayDo(principal, .measuresAdopt) == (role == .officer))
            #expect(mayDo(principal, .inspectionsKeep) == (role == .evaluator))
            #expect(mayDo(principal, .inspectionsRectify) == [.operator, .officer].contains(role))
        }
    }
}

/// Carries a file from one site to the other.
private final class Exported: Sendable {
    private let file = Mutex<[UInt8]>([])

    var bytes: [UInt8] { file.withLock { $0 } }
    func set(_ bytes: [UInt8]) { file.withLock { $0 = bytes } }
}
