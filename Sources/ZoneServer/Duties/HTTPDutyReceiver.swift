import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
public import ZoneCore
public import ZoneServices

/// A department's system that takes deliveries by POST. Its head says duty, number, places and signature.
public struct HTTPDutyReceiver: DutyTransport {
    let address: String
    /// Most bytes of an answer that are kept as the problem's text.
    private static let problemByteCountMax = 4 << 10

    /// Nil where the text is not the address of a web server.
    public init?(_ text: String) {
        guard let url = URLComponents(string: text), url.scheme == "http" || url.scheme == "https",
            url.host?.isEmpty == false, url.fragment == nil, url.user == nil
        else { return nil }
        address = text
    }

    public var channel: String { "push" }
    public var isAcknowledging: Bool { true }

    public func send(_ parcel: DutyParcel) async -> SendOutcome {
        var request = HTTPClientRequest(url: address)
        request.method = .POST
        for (name, value) in Self.head(parcel) { request.headers.add(name: name, value: value) }
        request.body = .bytes(ByteBuffer(bytes: parcel.body))
        do {
            let response = try await HTTPClient.shared.execute(request, deadline: .distantFuture)
            if (200..<300).contains(response.status.code) { return .taken }
            let body = try? await response.body.collect(upTo: Self.problemByteCountMax)
            return .unreachable(
                "HTTP \(response.status.code) \(body.map { String(buffer: $0) } ?? "")")
        } catch {
            return .unreachable("\(address): \(error)")
        }
    }

    /// The fields of the head, as docs/integrating.md describes them.
    static func head(_ parcel: DutyParcel) -> [(name: String, value: String)] {
        [
            ("content-type", parcel.format.contentType), ("x-zone-duty", parcel.duty),
            ("x-zone-delivery", parcel.id), ("x-zone-from", parcel.from.description),
            ("x-zone-to", parcel.to.description),
            (
                "x-zone-signature",
                "ed25519=" + Data(parcel.signature).base64EncodedString()
            ),
        ]
    }
}
