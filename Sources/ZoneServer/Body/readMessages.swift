import HTTPTypes
import Hummingbird
import ZoneServices

/// The messages of one request: one, several that follow each other, or the parts of a multipart
/// body.
func readMessages(of request: Request, settings: ServerSettings) async throws -> [[UInt8]] {
    let type = try MessageContentType(request.headers[.contentType])
    let body = try await collectBytes(of: request, upTo: settings.bodyByteCountMax)
    guard !body.isEmpty else { throw Problem.bodyEmpty }
    let messages: [[UInt8]]
    switch type {
    case .xml: messages = splitMessages(body)
    case .json: messages = [body]
    case .multipart(let boundary):
        messages = try splitMultipart(
            body, boundary: boundary, partCountMax: settings.partCountMax
        ).flatMap { try messagesOfPart($0, body) }
    }
    guard !messages.isEmpty else { throw Problem.bodyEmpty }
    return messages
}

private func messagesOfPart(_ part: BodyPart, _ body: [UInt8]) throws(Problem) -> [[UInt8]] {
    let encoding = part.headers["content-transfer-encoding"]?.lowercased() ?? "binary"
    guard ["binary", "8bit", "7bit"].contains(encoding) else {
        throw .contentTypeUnsupported(expected: "Content-Transfer-Encoding: binary")
    }
    // An empty part is a form's field that was left blank.
    guard !part.content.isEmpty else { return [] }
    let content = Array(body[part.content])
    guard let type = part.headers["content-type"].map(HeaderValue.init)?.name else {
        return splitMessages(content)
    }
    return type == "application/json" ? [content] : splitMessages(content)
}

/// How the messages of a body are packed.
enum MessageContentType: Equatable {
    case xml
    case json
    case multipart(boundary: String)

    static let expected =
        "application/xml, text/xml, application/json, multipart/form-data, multipart/mixed"

    /// Throws `contentTypeUnsupported` for anything else, and for a charset nobody here can read.
    ///
    /// Which of the accepted charsets a message is in says its own XML declaration.
    init(_ header: String?) throws(Problem) {
        let value = HeaderValue(header ?? "")
        switch value.name {
        case "application/xml", "text/xml":
            let charset = value.parameters["charset"]?.lowercased() ?? "utf-8"
            guard ["utf-8", "utf8", "us-ascii", "gb18030", "gbk", "gb2312"].contains(charset) else {
                throw .contentTypeUnsupported(expected: "charset=UTF-8, charset=GB18030")
            }
            self = .xml
        case "application/json": self = .json
        case "multipart/form-data", "multipart/mixed":
            guard let boundary = value.parameters["boundary"] else {
                throw .multipartMalformed(reason: "Content-Type: no boundary")
            }
            self = .multipart(boundary: boundary)
        default: throw .contentTypeUnsupported(expected: Self.expected)
        }
    }
}
