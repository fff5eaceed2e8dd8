import CoreFoundation
import Glibc

/// Why a request got no answer.
enum ConnectionFailure: String, Error, Sendable {
    case cannotConnect
    case cannotSend
    case timedOut
    case closedEarly
    case answerUnreadable
}

/// One keep-alive HTTP/1.1 connection over a blocking socket; connects when it must.
///
/// Its own code because the generator shares the machine with the server it measures.
final class HTTPConnection {
    /// What came back, as far as load is concerned.
    struct Answer {
        var status: Int
        var retryAfterSeconds: Int?
        var byteCountSent: Int
        /// Empty unless the connection keeps bodies.
        var body: [UInt8]
    }

    private let target: LoadTarget
    private let keepsBody: Bool
    private let headStart: [UInt8]
    private var head: [UInt8] = []
    private var buffer = [UInt8](repeating: 0, count: 65_536)
    private var socket: Int32 = -1
    private static let timeoutSeconds = 60

    /// A connection that sends `method` to `path` (the target's own where nil).
    init(
        to target: LoadTarget, method: String = "POST", path: String? = nil,
        contentType: String = "application/xml", keepsBody: Bool = false
    ) {
        self.target = target
        self.keepsBody = keepsBody
        let token = target.token.map { "Authorization: Bearer \($0)\r\n" } ?? ""
        self.headStart = Array(
            ("\(method) \(path ?? target.path) HTTP/1.1\r\nHost: \(target.authority)\r\n" + token
                + "Content-Type: \(contentType)\r\nContent-Length: ").utf8)
    }

    deinit { close() }

    /// Sends one body and waits for the whole answer.
    func post(_ body: [UInt8]) throws(ConnectionFailure) -> Answer {
        if socket < 0 { try connect() }
        head.removeAll(keepingCapacity: true)
        head.append(contentsOf: headStart)
        head.append(contentsOf: String(body.count).utf8)
        head.append(contentsOf: "\r\n\r\n".utf8)
        // MSG_MORE holds the head back until the body comes; without one it would wait for the system's patience to end.
        try send(head, flags: Int32(MSG_NOSIGNAL) | (body.isEmpty ? 0 : Int32(MSG_MORE)))
        try send(body, flags: Int32(MSG_NOSIGNAL))
        let response = try receive()
        if response.closes { close() }
        return Answer(
            status: response.status, retryAfterSeconds: response.retryAfterSeconds,
            byteCountSent: head.count + body.count, body: response.body)
    }

    /// Closes the socket; the next request opens another.
    func close() {
        guard socket >= 0 else { return }
        _ = Glibc.close(socket)
        socket = -1
    }

    private func connect() throws(ConnectionFailure) {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { throw .cannotConnect }
        var isOn: Int32 = 1
        let size = socklen_t(MemoryLayout<Int32>.size)
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, size)
        var limit = timeval(tv_sec: Self.timeoutSeconds, tv_usec: 0)
        let limitSize = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, limitSize)
        setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &limit, limitSize)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = target.port.bigEndian
        address.sin_addr.s_addr = target.address
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else {
            close()
            throw .cannotConnect
        }
    }

    private func send(_ bytes: [UInt8], flags: Int32) throws(ConnectionFailure) {
        var sentCount = 0
        while sentCount < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.send(
                    socket, $0.baseAddress.map { $0 + sentCount }, bytes.count - sentCount, flags)
            }
            if count > 0 {
                sentCount += count
            } else if errno == EAGAIN {
                throw .timedOut
            } else if errno != EINTR {
                throw .cannotSend
            }
        }
    }

    private func receive() throws(ConnectionFailure) -> ResponseParser {
        var parser = ResponseParser(keepsBody: keepsBody)
        while !parser.isDone {
            let count = buffer.withUnsafeMutableBytes { recv(socket, $0.baseAddress, $0.count, 0) }
            if count > 0 {
                guard parser.consume(buffer[..<count]) else { throw .answerUnreadable }
            } else if count == 0 {
                guard parser.endsWithConnection else { throw .closedEarly }
                break
            } else if errno == EAGAIN {
                throw .timedOut
            } else if errno != EINTR {
                throw .closedEarly
            }
        }
        return parser
    }
}
