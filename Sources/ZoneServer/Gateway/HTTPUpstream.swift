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
    /// Longest time of one request with its answer, seconds.
    private static let timeoutSeconds: Int64 = 30
    /// Largest page of receipts, bytes.
    private static let pageByteCountMax = 32 << 20
    /// Most bytes of a problem's text.
    private static let problemByteCountMax = 4 << 10

    /// Nil where the text is not the address of a web server.
    public init?(_ text: String) {
        guard let url = URLComponents(string: text), url.scheme == "http" || url.scheme == "https",
            url.host?.isEmpty == false, url.query == nil, url.fragment == nil, url.user == nil
        else { return nil }
        address = text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    /// A page was answered with something else.
    struct UnexpectedStatus: Error, CustomStringConvertible {
        let code: UInt
        let address: String

        var description: String { "\(address): 状态码 \(code)，应为 200 / status \(code) instead of 200" }
    }

    public func send(_ message: [UInt8]) async -> SendOutcome {
        var request = HTTPClientRequest(url: address + "/v1/messages?answer=short")
        request.method = .POST
        let isJSON = message.first == UInt8(ascii: "{")
        request.headers.add(
            name: "content-type", value: isJSON ? "application/json" : "application/xml")
        request.body = .bytes(ByteBuffer(bytes: message))
        do {
            let response = try await HTTPClient.shared.execute(
                request, timeout: .seconds(Self.timeoutSeconds))
            let body = try? await response.body.collect(upTo: Self.problemByteCountMax)
            return Self.outcome(
                status: response.status.code, text: body.map { String(buffer: $0) } ?? "")
        } catch {
            return .unreachable("\(address): \(error)")
        }
    }

    /// A wrong address or a missing right is not the message's fault: it waits.
    static func outcome(status: UInt, text: String) -> SendOutcome {
        let problem = text.isEmpty ? "HTTP \(status)" : "HTTP \(status): \(text)"
        switch status {
        case 200..<300: return .taken
        case 400, 409, 413, 415, 422: return .refused(problem)
        case 502, 503, 504: return .unreachable(problem)
        case 500...: return .failed(problem)
        default: return .unreachable(problem)
        }
    }

    public func receipts(after cursor: String?, countMax: Int) async throws -> UpstreamPage {
        let place = cursor.map { "&after=" + $0.percentEncoded() } ?? ""
        var request = HTTPClientRequest(url: address + "/v1/receipts?limit=\(countMax)" + place)
        request.headers.add(name: "accept", value: "application/json")
        let response = try await HTTPClient.shared.execute(
            request, timeout: .seconds(Self.timeoutSeconds))
        guard response.status == .ok else {
            throw UnexpectedStatus(code: response.status.code, address: address)
        }
        let body = try await response.body.collect(upTo: Self.pageByteCountMax)
        return try JSONDecoder().decode(UpstreamPage.self, from: Data(body.readableBytesView))
    }
}
