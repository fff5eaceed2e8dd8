import Hummingbird
import NIOCore
import ZoneCore

/// What travels with one request.
struct ZoneContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The id given back as X-Request-Id and written to the log.
    var requestID = ""
    /// Who the request is from.
    var caller = Caller.anybody
    /// What the route needs; nil where accounts are open.
    var routePermission: Permission?
    /// Where the handler has to ask whose a thing is.
    var ownerProof: OwnerProof?
    /// The other end of the connection.
    let remoteAddress: SocketAddress?
    /// The connection, for the certificate of its other end.
    let channel: any Channel

    init(source: Source) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
        remoteAddress = channel.remoteAddress
    }

    /// A captured part of the path, percent-decoded, without control characters.
    ///
    /// A part that is not valid names nothing, so it is answered like an unknown one.
    func parameter(_ name: String) throws -> String {
        guard let text = parameters.get(name)?.percentDecoded(), text.utf8.count <= 400,
            !text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F })
        else { throw Problem.notFound }
        return text
    }

    /// A captured part of the path as a message number.
    func messageID() throws -> Int64 {
        guard let id = Int64(try parameter("id")) else { throw Problem.notFound }
        return id
    }
}
