import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import ZoneCore

/// An answer encoded as JSON, members in alphabetical order.
func jsonResponse(
    _ value: some Encodable, status: HTTPResponse.Status = .ok, type: String = "application/json"
) -> Response {
    response(ByteBuffer(string: json(value)), type: type, status: status)
}

/// A value as JSON, members in alphabetical order.
func json(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    } catch {
        // Only a number that is not finite can't be encoded, and no answer has floating point.
        preconditionFailure("an answer can't be encoded: \(error)")
    }
}

/// An answer of these bytes.
func response(
    _ bytes: [UInt8], type: String, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
) -> Response {
    response(ByteBuffer(bytes: bytes), type: type, status: status, headers: headers)
}

/// An answer of this buffer.
func response(
    _ buffer: ByteBuffer, type: String, status: HTTPResponse.Status = .ok,
    headers: HTTPFields = [:]
) -> Response {
    var headers = headers
    headers[.contentType] = type
    return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: buffer))
}

/// A text that changes only with the build, so that a client need not load it twice.
struct StaticAnswer: Sendable {
    private let buffer: ByteBuffer
    private let type: String
    private let tag: String

    init(_ text: String, type: String) {
        buffer = ByteBuffer(string: text)
        self.type = type
        tag = "\"\(String(fnv1a(text.utf8), radix: 16))\""
    }

    /// The text, or 304 where the client has it.
    func response(to request: Request) -> Response {
        let headers: HTTPFields = [.eTag: tag, .cacheControl: "public, max-age=3600"]
        if matches(request.headers[.ifNoneMatch], tag: tag) {
            return Response(status: .notModified, headers: headers)
        }
        return ZoneServer.response(buffer, type: type, headers: headers)
    }
}

/// Whether an If-None-Match header names the tag.
func matches(_ header: String?, tag: String) -> Bool {
    guard let header else { return false }
    return header.split(separator: ",").contains {
        let named = $0.trimmed()
        return named == tag || named == "*" || named == "W/" + tag
    }
}

/// FNV-1a, 64 bits: names a content for caches; no protection against intent.
func fnv1a(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
}

/// A file that somebody sent, always to be saved and never shown in place: its sender is not trusted.
func fileResponse(_ document: EnterpriseDocument, _ content: [UInt8]) -> Response {
    let suffix = document.type.split(separator: "/").last ?? "bin"
    return response(
        content, type: document.type,
        headers: [
            .contentDisposition: "attachment; filename=\"document-\(document.id).\(suffix)\""
                + "; filename*=UTF-8''\(document.name.percentEncoded())",
            .xContentTypeOptions: "nosniff",
        ])
}
