import HTTPTypes
import Hummingbird
import ZoneServices

extension HTTPField.Name {
    static let nextCursor = Self("X-Next-Cursor")!
    static let hasMore = Self("X-Has-More")!
}

/// Receipts in the order of the journal; asking again with a cursor gives the same ones again.
struct ReceiptRoutes: Sendable {
    let zone: Zone
    let settings: ServerSettings

    func add(to router: Router<ZoneContext>) {
        router.get("/v1/receipts", use: receipts)
    }

    @Sendable func receipts(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let query = Query(request)
        let page = try zone.receipts(
            for: try query.text("recipient"), after: try query.receiptCursor(),
            countMax: try query.limit(countMax: settings.receiptCountMax, default: 100))
        let isXML = Accept(request.headers[.accept]).prefersXML
        // The journal only grows, so the request and where the page ends tell its content.
        let tag =
            "\"" + String(fnv1a(request.uri.string.utf8), radix: 16)
            + "-\(page.nextCursor.percentEncoded())-\(page.hasMore ? 1 : 0)-\(isXML ? "x" : "j")\""
        var headers: HTTPFields = [
            .eTag: tag, .nextCursor: page.nextCursor, .hasMore: String(page.hasMore),
            .cacheControl: "private, no-cache", .vary: "Accept",
        ]
        headers[.link] = nextLink(query, page)
        if matches(request.headers[.ifNoneMatch], tag: tag) {
            return Response(status: .notModified, headers: headers)
        }
        var answer = isXML ? try xml(page) : jsonResponse(ReceiptPageAnswer(page))
        answer.headers.append(contentsOf: headers)
        return answer
    }

    private func nextLink(_ query: Query, _ page: ReceiptPage) -> String {
        var link = "</v1/receipts?after=\(page.nextCursor.percentEncoded())"
        for name in ["recipient", "limit"] {
            if let value = try? query.text(name) { link += "&\(name)=\(value.percentEncoded())" }
        }
        return link + ">; rel=\"next\""
    }

    /// One message as it is, several as parts of one answer, none as 204.
    private func xml(_ page: ReceiptPage) throws -> Response {
        let messages = try zone.receiptMessages(page)
        guard let first = messages.first else { return Response(status: .noContent) }
        guard messages.count > 1 else { return response(first, type: "application/xml") }
        let (body, boundary) = joinMultipart(messages)
        return response(body, type: "multipart/mixed; boundary=\"\(boundary)\"")
    }
}

extension Query {
    /// The place after which receipts are asked for; nil for the beginning.
    func receiptCursor() throws(Problem) -> ReceiptCursor? {
        guard let text = try text("after") else { return nil }
        guard let cursor = ReceiptCursor(text) else {
            throw .parameterInvalid(name: "after", expected: "nextCursor")
        }
        return cursor
    }
}

/// What a message is sent as: payment data are JSON, the others XML.
func contentType(_ message: [UInt8]) -> String {
    message.first == UInt8(ascii: "{") ? "application/json" : "application/xml"
}

/// The messages as parts of a multipart/mixed body, with a boundary that none of them contains.
func joinMultipart(_ messages: [[UInt8]]) -> (body: [UInt8], boundary: String) {
    var number = 0
    var boundary = "pilotzone-0"
    while messages.contains(where: { $0.contains(Array("--\(boundary)".utf8)) }) {
        number += 1
        boundary = "pilotzone-\(number)"
    }
    var body: [UInt8] = []
    body.reserveCapacity(messages.reduce(64) { $0 + $1.count + 80 })
    for message in messages {
        body += "--\(boundary)\r\nContent-Type: \(contentType(message))\r\n\r\n".utf8
        body += message
        body += "\r\n".utf8
    }
    body += "--\(boundary)--\r\n".utf8
    return (body, boundary)
}

/// A page of receipts.
struct ReceiptPageAnswer: Encodable {
    struct Receipt: Encodable {
        var cursor: String
        var message: String
        var fields: [String: String]
    }

    var receipts: [Receipt]
    var nextCursor: String
    var hasMore: Bool

    init(_ page: ReceiptPage) {
        receipts = page.receipts.map {
            Receipt(cursor: $0.cursor, message: $0.message, fields: $0.fields)
        }
        nextCursor = page.nextCursor
        hasMore = page.hasMore
    }
}
