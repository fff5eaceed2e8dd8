import Foundation
import HTTPTypes
import Testing
import ZoneServices

@testable import ZoneServer

@Suite struct MessageRouteTests {
    @Test func answersAnOrder() async throws {
        try await Site.open { site in
            let answer = try await site.post(Sample.order("A1"))
            #expect(answer.status == 202)
            let message = try answer.json["messages"][0]
            let id = try #require(message["id"].int)
            #expect(answer.headers[.location] == "/v1/messages/\(id)")
            #expect(answer.headers[.link] == nil)
            #expect(message["name"].string == "CEB311Message")
            #expect(message["verdict"].string == "valid")
            #expect(message["repeated"].bool == false)
            let document = message["documents"][0]
            #expect(document["kind"].string == "order")
            #expect(document["declaration"].string == Sample.declarationID("A1"))
        }
    }

    @Test func sameMessageAgainIsRepeated() async throws {
        try await Site.open { site in
            let first = try await site.post(Sample.order("A1")).json["messages"][0]
            let again = try await site.post(Sample.order("A1")).json["messages"][0]
            #expect(again["repeated"].bool == true)
            #expect(again["id"].int == first["id"].int)
        }
    }

    @Test func severalMessagesFollowEachOther() async throws {
        try await Site.open { site in
            let body = Sample.order("A1", guid: 1) + Sample.order("A2", guid: 2)
            let answer = try await site.post(body)
            let messages = try answer.json["messages"].array
            #expect(messages.count == 2)
            let ids = messages.compactMap { $0["id"].int }
            #expect(answer.headers[.location] == "/v1/messages/\(ids[0])")
            let links = ids.map { "</v1/messages/\($0)>; rel=\"item\"" }.joined(separator: ", ")
            #expect(answer.headers[.link] == links)
        }
    }

    @Test(arguments: ["multipart/form-data", "multipart/mixed"])
    func severalMessagesAsParts(type: String) async throws {
        try await Site.open { site in
            let (body, boundary) = joinMultipart([
                Sample.order("A1", guid: 1), Sample.order("A2", guid: 2),
            ])
            let answer = try await site.post(
                body, [.contentType: "\(type); boundary=\"\(boundary)\""])
            #expect(answer.status == 202)
            #expect(try answer.json["messages"].array.count == 2)
        }
    }

    @Test func takesGB18030() async throws {
        try await Site.open { site in
            let answer = try await site.post(
                Sample.order("A1"), [.contentType: "text/xml; charset=GB18030"])
            #expect(answer.status == 202)
            let refused = try await site.post(
                Sample.order("A1"), [.contentType: "text/xml; charset=big5"])
            #expect(refused.status == 415)
        }
    }

    @Test func takesPaymentDataAsJSON() async throws {
        try await Site.open { site in
            let answer = try await site.post(
                Array(#"{"sessionID":"x"}"#.utf8), [.contentType: "application/json"])
            #expect(answer.status == 202)
            let message = try answer.json["messages"][0]
            #expect(message["verdict"].string != "valid")
            #expect(!message["findings"].array.isEmpty)
        }
    }

    @Test func wrongDataIsStoredWithItsFindings() async throws {
        try await Site.open { site in
            let message = try await site.post(Sample.hostile).json["messages"][0]
            #expect(message["verdict"].string == "invalid")
            let finding = try #require(
                message["findings"].array.first { $0["severity"].string == "error" })
            #expect(finding["path"].string?.hasPrefix("CEB311Message/Order") == true)
            #expect(finding["value"].string?.hasPrefix("<script>") == true)
            #expect(finding["zh"].string?.isEmpty == false)
            #expect(finding["source"].string?.isEmpty == false)
        }
    }

    @Test func notXMLIsAnsweredToo() async throws {
        try await Site.open { site in
            let message = try await site.post(Array("hello".utf8)).json["messages"][0]
            #expect(message["verdict"].string == "unchecked")
            #expect(message["name"].isNull)
        }
    }

    @Test func shortAnswer() async throws {
        try await Site.open { site in
            let short = try await site.post(Sample.order("A1"), to: "/v1/messages?answer=short")
            let message = try short.json["messages"][0]
            #expect(message["documentCount"].int == 1)
            #expect(message["refusedCount"].int == 0)
            #expect(message["documents"].isNull)
            let preferred = try await site.post(
                Sample.order("A2", guid: 2), [.prefer: "respond-async, return=minimal"])
            #expect(preferred.headers[.preferenceApplied] == "return=minimal")
            #expect(try preferred.json["messages"][0]["documents"].isNull)
            let wrong = try await site.post(Sample.order("A1"), to: "/v1/messages?answer=long")
            #expect(wrong.problemCode == "parameter_invalid")
        }
    }

    @Test func idempotencyKey() async throws {
        try await Site.open { site in
            let headers: HTTPFields = [.idempotencyKey: "k1"]
            let first = try await site.post(Sample.order("A1"), headers)
            let again = try await site.post(Sample.order("A1"), headers)
            #expect(again.status == 202)
            #expect(again.headers[.location] == first.headers[.location])
            let other = try await site.post(Sample.order("A2"), headers)
            #expect(other.status == 409)
            #expect(other.problemCode == "idempotency_conflict")
        }
    }

    @Test(arguments: [String(repeating: "k", count: 256), "", "a b", "中"])
    func idempotencyKeyRefused(key: String) async throws {
        try await Site.open { site in
            let answer = try await site.post(Sample.order("A1"), [.idempotencyKey: key])
            #expect(answer.status == 400)
            #expect(answer.problemCode == "idempotency_key_invalid")
        }
    }

    @Test func stopped() async throws {
        try await Site.open(closesZone: false) { site in
            await site.zone.close()
            let answer = try await site.post(Sample.order("A1"))
            #expect(answer.status == 503)
            #expect(answer.problemCode == "stopped")
        }
    }

    @Test func tooManyMessages() async throws {
        try await Site.open { site in
            let body = Array((1...101).map { Sample.order("A\($0)", guid: $0) }.joined())
            let answer = try await site.post(body)
            #expect(answer.status == 422)
            #expect(answer.problemCode == "too_many_messages")
        }
    }

    @Test func bodyLimit() async throws {
        var settings = ServerSettings()
        settings.bodyByteCountMax = 4000
        try await Site.open(settings) { site in
            let large = try await site.post(Sample.orders((1...10).map { "A\($0)" }))
            #expect(large.status == 413)
            #expect(large.problemCode == "body_too_large")
            #expect(try await site.post(Sample.order("A1")).status == 202)
        }
    }

    @Test func bodyEmptyOrOfAnotherType() async throws {
        try await Site.open { site in
            #expect(try await site.post([]).problemCode == "body_empty")
            for type in ["text/plain", "application/x-www-form-urlencoded", "", "xml"] {
                let answer = try await site.post(Sample.order("A1"), [.contentType: type])
                #expect(answer.status == 415)
                #expect(answer.problemCode == "content_type_unsupported")
            }
            let noBoundary = try await site.post([1], [.contentType: "multipart/mixed"])
            #expect(noBoundary.problemCode == "multipart_malformed")
        }
    }

    @Test func checkStoresNothing() async throws {
        try await Site.open { site in
            let answer = try await site.post(Sample.order("A1"), to: "/v1/check")
            #expect(answer.status == 200)
            let message = try answer.json["messages"][0]
            #expect(message["verdict"].string == "valid")
            #expect(message["id"].isNull)
            #expect(try await site.get("/v1/messages/1").status == 404)
        }
    }

    @Test func messageAgain() async throws {
        try await Site.open { site in
            let sent = Sample.order("A1")
            let location = try #require(try await site.post(sent).headers[.location])
            let answer = try await site.get(location)
            #expect(try answer.json["documents"].array.count == 1)
            let original = try await site.get(location, [.accept: "application/xml"])
            #expect(original.headers[.contentType] == "application/xml")
            #expect(original.headers[.contentDisposition]?.hasPrefix("attachment") == true)
            #expect(original.bytes == sent)
            let browser = try await site.get(
                location, [.accept: "text/html,application/xml;q=0.9,*/*;q=0.8"])
            #expect(browser.headers[.contentType] == "application/json")
        }
    }

    @Test(arguments: ["0", "-1", "999", "x", "99999999999999999999", "%00", "1%2F2", "%zz"])
    func unknownMessage(id: String) async throws {
        try await Site.open { site async throws in
            #expect(try await site.get("/v1/messages/\(id)").problemCode == "not_found")
        }
    }
}
