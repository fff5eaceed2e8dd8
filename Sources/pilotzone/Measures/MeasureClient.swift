import ArgumentParser
import Foundation
import ZoneServices

/// Where a zone is, and who speaks to it.
struct MeasureClient: ParsableArguments {
    @Option(help: "The zone, on a loopback address.")
    var url = "http://127.0.0.1:8080"
    @Option(help: "File with the token of your API client, where the zone wants one.")
    var token: String?
    @Option(help: "Whose name goes into the records, where the zone does not know it.")
    var by = "console"

    /// Sends a request; where it is refused, says everything that the zone says of it and ends with 2.
    @discardableResult
    func send(
        _ method: String, _ path: String, query: [(String, String)] = [], body: [UInt8] = []
    ) throws -> [UInt8] {
        var target = try LoadTarget.at(url)
        target.token = try token.map(readToken)
        let pairs = query.map { "\($0.0)=\(Self.encoded($0.1))" }
        let connection = HTTPConnection(
            to: target, method: method,
            path: target.base + path + (pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&")),
            contentType: "application/json", keepsBody: true)
        let answer = try connection.post(body)
        guard (200...299).contains(answer.status) else {
            Self.explain(answer.body)
            throw ExitCode(answer.status >= 500 ? 1 : 2)
        }
        return answer.body
    }

    /// The same with a JSON object.
    @discardableResult
    func send(
        _ method: String, _ path: String, _ members: [String: String]
    ) throws -> [UInt8] {
        let body = try JSONEncoder().encode(members.merging(["by": by]) { first, _ in first })
        return try send(method, path, body: [UInt8](body))
    }

    /// The path of a measure.
    static func path(_ id: String, _ rest: String = "") -> String {
        "/v1/measures/" + encoded(id) + rest
    }

    static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }

    private struct Refusal: Decodable {
        struct Field: Decodable {
            var field, value, zh, en: String
        }

        var zh, en: String
        var fields: [Field]?
    }

    private static func explain(_ body: [UInt8]) {
        guard let refusal = try? JSONDecoder().decode(Refusal.self, from: Data(body)) else {
            return say(String(decoding: body, as: UTF8.self))
        }
        guard let fields = refusal.fields else { return say("\(refusal.zh) / \(refusal.en)") }
        for field in fields {
            say("\(field.field): \(field.value)\n  \(field.zh)\n  \(field.en)")
        }
    }
}
