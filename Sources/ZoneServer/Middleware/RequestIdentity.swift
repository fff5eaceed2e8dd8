import HTTPTypes
import Hummingbird

extension HTTPField.Name {
    static let requestID = Self("X-Request-Id")!
}

/// Gives each request an id, the client's own one where it is harmless, and gives it back.
struct RequestIdentity: RouterMiddleware {
    func handle(
        _ request: Request, context: ZoneContext,
        next: (Request, ZoneContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.requestID = Self.accepted(request.headers[.requestID]) ?? context.id
        var response = try await next(request, context)
        response.headers[.requestID] = context.requestID
        return response
    }

    /// 1 to 64 letters, digits, dots, hyphens and underscores; nothing else reaches the log.
    static func accepted(_ id: String?) -> String? {
        guard let id, (1...64).contains(id.utf8.count) else { return nil }
        return id.utf8.allSatisfy(\.isIdentifierByte) ? id : nil
    }
}

extension UInt8 {
    /// ASCII letters, digits, `.`, `-` and `_`.
    var isIdentifierByte: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
            UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
