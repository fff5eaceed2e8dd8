import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
public import ZoneServices

/// The evidence of a zone over HTTP, as a witness asks for it.
public struct EvidenceClient: Sendable {
    private let address: String
    /// Largest answer that is read, bytes, and how long one is waited for.
    private static let answerByteCountMax = 1 << 20
    private static let timeout = TimeAmount.seconds(30)

    /// Nil where the text is not the address of a web server.
    public init?(_ text: String) {
        guard let upstream = HTTPUpstream(text) else { return nil }
        address = upstream.address
    }

    /// The zone did not answer as it should.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// The zone's public key.
    public func key() async throws -> String {
        struct Answer: Decodable { var key: String }
        let answer: Answer = try await get("/v1/evidence/key")
        return answer.key
    }

    /// The signed note of the newest head.
    public func head() async throws -> String {
        struct Answer: Decodable { var note: String }
        let answer: Answer = try await get("/v1/evidence/head")
        return answer.note
    }

    /// The proof that one tree is the beginning of another.
    public func consistency(from: Int, to: Int) async throws -> EvidenceConsistency {
        try await get("/v1/evidence/consistency?from=\(from)&to=\(to)")
    }

    /// Hands a co-signature in.
    public func cosign(size: Int, line: String) async throws {
        struct Body: Encodable {
            var size: Int
            var signature: String
        }
        var request = HTTPClientRequest(url: address + "/v1/evidence/cosignatures")
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        let body = try JSONEncoder().encode(Body(size: size, signature: line))
        request.body = .bytes(ByteBuffer(bytes: body))
        _ = try await send(request, expecting: 201)
    }

    private func get<Answer: Decodable>(_ path: String) async throws -> Answer {
        let request = HTTPClientRequest(url: address + path)
        let bytes = try await send(request, expecting: 200)
        guard let answer = try? JSONDecoder().decode(Answer.self, from: bytes) else {
            throw WitnessRefusal.unreadable(address + path)
        }
        return answer
    }

    private func send(_ request: HTTPClientRequest, expecting status: UInt) async throws -> Data {
        let response = try await HTTPClient.shared.execute(request, timeout: Self.timeout)
        let body = try await response.body.collect(upTo: Self.answerByteCountMax)
        let bytes = Data(body.readableBytesView)
        guard response.status.code == status else {
            let text = String(decoding: bytes.prefix(1000), as: UTF8.self)
            throw Failure(
                description:
                    "\(request.url): 状态码 \(response.status.code)，应为 \(status) / status \(response.status.code) instead of \(status): \(text)"
            )
        }
        return bytes
    }
}
