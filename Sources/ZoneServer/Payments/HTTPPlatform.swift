import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
public import ZoneCore
public import ZoneServices

/// Asks platforms over HTTP: a POST with the form field `openReq`.
///
/// An address is resolved once, judged, and connected to as it was judged, so that a name can't lead into the zone's own
/// network. Redirects are not followed, and of an answer only its beginning is read.
public struct HTTPPlatform: PlatformTransport {
    /// Hosts that may be asked though their address is not public: platforms behind a private line, and sandboxes.
    let privateHosts: Set<String>

    /// Largest answer that is read, bytes.
    static let answerByteCountMax = 16 << 10
    /// Longest time for a connection, and for all of it: a last resort, for who asks gives up and cancels long before.
    private static let connectTime = TimeAmount.minutes(5)
    private static let time = TimeAmount.minutes(5)
    /// Text of a refused answer that is kept, characters.
    private static let problemLengthMax = 200

    /// A transport that asks public addresses, and those hosts.
    public init(privateHosts: Set<String> = []) {
        self.privateHosts = Set(privateHosts.map { $0.lowercased() })
    }

    public func ask(_ question: PlatformQuestion) async -> SendOutcome {
        let host = question.address.host
        let target: String
        do {
            target = try await resolve(host, port: question.address.port)
        } catch {
            return .unreachable("\(host): 域名不能解析 / the name can't be resolved")
        }
        guard mayAsk(host: host, at: target) else {
            return .refused(
                "\(host): \(target) 不是公网地址，须由运营方用 --private-platform 许可 / not a public address, which the operator has to allow"
            )
        }
        return await post(question, to: target)
    }

    /// Whether a host at an address may be asked.
    func mayAsk(host: String, at address: String) -> Bool {
        privateHosts.contains(host.lowercased()) || IPAddress(address)?.isPublic ?? false
    }

    private func resolve(_ host: String, port: Int) async throws -> String {
        if IPAddress(host) != nil { return host }
        let address = try await NIOThreadPool.singleton.runIfActive {
            try SocketAddress.makeAddressResolvingHost(host, port: port)
        }
        return address.ipAddress ?? ""
    }

    private func post(_ question: PlatformQuestion, to target: String) async -> SendOutcome {
        let host = question.address.host
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.timeout = HTTPClient.Configuration.Timeout(connect: Self.connectTime)
        configuration.httpVersion = .http1Only
        if target != host { configuration.dnsOverride = [host: target] }
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        let outcome: SendOutcome
        do {
            let response = try await client.execute(Self.request(question), timeout: Self.time)
            let body = try await response.body.collect(upTo: Self.answerByteCountMax)
            outcome = Self.outcome(
                status: response.status.code, body: Array(body.readableBytesView), of: host)
        } catch {
            outcome = .unreachable("\(host): \(error)")
        }
        try? await client.shutdown()
        return outcome
    }

    private static func request(_ question: PlatformQuestion) -> HTTPClientRequest {
        let body = json(
            Question(
                orderNo: question.orderNo, sessionID: question.sessionID,
                serviceTime: question.serviceTime))
        var request = HTTPClientRequest(url: question.address.text)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/x-www-form-urlencoded")
        request.body = .bytes(ByteBuffer(string: "openReq=" + body.percentEncoded()))
        return request
    }

    private struct Question: Encodable {
        var orderNo: String
        var sessionID: String
        var serviceTime: Int64
    }

    /// What an answer means: only code 10000 says that the platform has the question.
    static func outcome(status: UInt, body: [UInt8], of host: String) -> SendOutcome {
        let text = String(decoding: body, as: UTF8.self)
        let problem = "\(host): HTTP \(status) \(text.prefix(problemLengthMax))"
        guard status == 200 else { return .failed(problem) }
        guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(body)),
            answer.code == "10000"
        else { return .failed(problem) }
        return .taken
    }

    /// The code is a text; some platforms send it as a number.
    private struct Answer: Decodable {
        enum CodingKeys: CodingKey { case code }
        var code: String

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            code =
                try (try? values.decode(String.self, forKey: .code))
                ?? String(values.decode(Int.self, forKey: .code))
        }
    }
}
