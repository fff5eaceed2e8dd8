import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
public import ZoneCore
public import ZoneServices

/// An upstream node that speaks the API of PilotZone: messages by POST, receipts as pages of its journal.
public struct HTTPUpstream: UpstreamTransport {
    /// Its address without a path, such as `https://node.example`; also its name in the books.
    public let address: String
    /// The token that the upstream gave this zone; nil where it wants none.
    private let token: String?
    /// Largest answer that is read, bytes.
    private static let answerByteCountMax = 32 << 20
    /// Most bytes of a problem's text.
    private static let problemByteCountMax = 4 << 10
    /// Most findings of a refused message that are kept.
    private static let findingCountMax = 10

    /// Nil where the text is not the address of a web server.
    public init?(_ text: String, token: String? = nil) {
        guard let url = URLComponents(string: text), url.scheme == "http" || url.scheme == "https",
            url.host?.isEmpty == false, url.query == nil, url.fragment == nil, url.user == nil
        else { return nil }
        address = text.hasSuffix("/") ? String(text.dropLast()) : text
        self.token = token
    }

    /// A page was answered with something else.
    struct UnexpectedStatus: Error, CustomStringConvertible {
        let code: UInt
        let address: String

        var description: String { "\(address): 状态码 \(code)，应为 200 / status \(code) instead of 200" }
    }

    /// Several in one request, as long as each is found valid; one that is not goes alone and so gets its findings.
    public func send(_ messages: [[UInt8]]) async -> [SendOutcome] {
        guard messages.count > 1 else { return [await send(messages[0])] }
        let count = await validCount(messages)
        let taken = [SendOutcome](repeating: .taken, count: count)
        return count < messages.count ? taken + [await send(messages[count])] : taken
    }

    private func send(_ message: [UInt8]) async -> SendOutcome {
        do {
            let response = try await post(message, type: contentType(message), "")
            let isTaken = response.status == .accepted
            let body = try await response.body.collect(
                upTo: isTaken ? Self.answerByteCountMax : Self.problemByteCountMax)
            return Self.outcome(status: response.status.code, body: Data(body.readableBytesView))
        } catch {
            return .unreachable("\(address): \(error)")
        }
    }

    /// How many of the messages, from the first on, the upstream took and found valid; none where anything is wrong.
    private func validCount(_ messages: [[UInt8]]) async -> Int {
        let (body, boundary) = joinMultipart(messages)
        let type = "multipart/mixed; boundary=\"\(boundary)\""
        guard let response = try? await post(body, type: type, "?answer=short"),
            response.status == .accepted,
            let bytes = try? await response.body.collect(upTo: Self.answerByteCountMax),
            let answer = try? JSONDecoder().decode(
                Answer.self, from: Data(bytes.readableBytesView)),
            answer.messages.count == messages.count
        else { return 0 }
        return answer.messages.prefix { $0.isValid }.count
    }

    private func post(
        _ body: [UInt8], type: String, _ query: String
    ) async throws -> HTTPClientResponse {
        var request = HTTPClientRequest(url: address + "/v1/messages" + query)
        request.method = .POST
        request.headers.add(name: "content-type", value: type)
        authorize(&request)
        request.body = .bytes(ByteBuffer(bytes: body))
        return try await HTTPClient.shared.execute(request, deadline: .distantFuture)
    }

    private func authorize(_ request: inout HTTPClientRequest) {
        guard let token else { return }
        request.headers.add(name: "authorization", value: "Bearer " + token)
    }

    /// What an answer means. A wrong address or a missing right is not the message's fault: it waits.
    static func outcome(status: UInt, body: Data) -> SendOutcome {
        let text = String(decoding: body.prefix(problemByteCountMax), as: UTF8.self)
        let problem = text.isEmpty ? "HTTP \(status)" : "HTTP \(status): \(text)"
        switch status {
        case 202:
            guard let answer = try? JSONDecoder().decode(Answer.self, from: body),
                let message = answer.messages.first, answer.messages.count == 1
            else { return .unreachable(problem) }
            return message.isValid ? .taken : .refused(message.problem)
        case 400, 409, 413, 415, 422: return .refused(problem)
        case 502, 503, 504: return .unreachable(problem)
        case 500...: return .failed(problem)
        default: return .unreachable(problem)
        }
    }

    /// What an upstream says of messages it keeps.
    private struct Answer: Decodable {
        struct Message: Decodable {
            var verdict: String
            var findings: [Finding]?

            var isValid: Bool { verdict == Verdict.valid.rawValue }

            var problem: String {
                let findings = (findings ?? []).prefix(HTTPUpstream.findingCountMax).map {
                    "\($0.code) \($0.path): \($0.zh) / \($0.en)"
                }
                return ([verdict] + findings).joined(separator: "; ")
            }
        }

        struct Finding: Decodable {
            var code: String
            var path: String
            var zh: String
            var en: String
        }

        var messages: [Message]
    }

    public func receipts(after cursor: String?, countMax: Int) async throws -> UpstreamPage {
        let place = cursor.map { "&after=" + $0.percentEncoded() } ?? ""
        var request = HTTPClientRequest(url: address + "/v1/receipts?limit=\(countMax)" + place)
        request.headers.add(name: "accept", value: "application/json")
        authorize(&request)
        let response = try await HTTPClient.shared.execute(request, deadline: .distantFuture)
        guard response.status == .ok else {
            throw UnexpectedStatus(code: response.status.code, address: address)
        }
        let body = try await response.body.collect(upTo: Self.answerByteCountMax)
        return try JSONDecoder().decode(UpstreamPage.self, from: Data(body.readableBytesView))
    }
}
