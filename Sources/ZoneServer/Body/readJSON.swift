import Foundation
import HTTPTypes
import Hummingbird
import ZoneCore

/// The JSON body of a request; `shape` says what is expected where it is something else.
func readJSON<Body: Decodable>(
    _ request: Request, upTo byteCountMax: Int, shape: String
) async throws -> Body {
    guard HeaderValue(request.headers[.contentType] ?? "").name == "application/json" else {
        throw Problem.contentTypeUnsupported(expected: "application/json")
    }
    let bytes = try await collectBytes(of: request, upTo: byteCountMax)
    guard let body = try? JSONDecoder().decode(Body.self, from: Data(bytes)) else {
        throw Problem.jsonMalformed(expected: shape)
    }
    return body
}

/// The day of a JSON member.
func readDay(_ text: String, _ name: String) throws(Problem) -> Day {
    guard text.utf8.count == 10, let day = Day(text) else {
        throw .valueRefused(name: name, expected: "YYYY-MM-DD")
    }
    return day
}
