import AsyncHTTPClient
import Foundation
public import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore
import NIOHTTP1
import ServiceLifecycle
import Synchronization
public import ZoneCore
public import ZoneServices

/// What an example platform does wrong with an order, so that a zone and its operator see it.
public enum PlatformFault: String, Sendable, CaseIterable {
    /// Its first answer to the question breaks off: it has the question, and the zone does not know.
    case lostAnswer = "lost-answer"
    /// It uploads twice: the same bytes, then other data under the same session.
    case duplicate
    /// It signs something else.
    case wrongSignature = "wrong-signature"
    /// It uploads only when it is told that the time is over.
    case late
    /// It sends another session back.
    case wrongSession = "wrong-session"
}

/// The platform's side of payment data on demand, for sandboxes and tests: takes questions (platDataOpen) and uploads to
/// the zone (realTimeDataUpload).
public final class ExamplePlatform: Sendable {
    /// Most questions that wait for an upload.
    static let pendingCountMax = 10_000
    /// Sessions that are remembered, so that a question that comes again is not answered twice.
    static let sessionCountMax = 100_000
    private static let questionByteCountMax = 16 << 10
    private static let answerByteCountMax = 64 << 10

    private struct State {
        var pending: [(sessionID: String, orderNo: String)] = []
        var sessions: Set<String> = []
    }

    private let book: PlatformBook
    private let faults: [String: PlatformFault]
    private let clock: @Sendable () -> Timestamp
    private let state = Mutex(State())

    /// A platform with this book; `faults` says by order number what it does wrong.
    public init(
        book: PlatformBook, faults: [String: PlatformFault] = [:],
        clock: @escaping @Sendable () -> Timestamp = Zone.systemClock
    ) {
        self.book = book
        self.faults = faults
        self.clock = clock
    }

    /// Its server, with platDataOpen at `/platDataOpen`.
    public func application(
        host: String, port: Int, logger: Logger,
        onRunning: @escaping @Sendable (Int) async -> Void = { _ in }
    ) -> some ApplicationProtocol {
        let router = Router()
        router.post("/platDataOpen") { [self] request, _ in try await take(request) }
        return Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname(host, port: port)),
            onServerRunning: { await onRunning($0.localAddress?.port ?? port) }, logger: logger)
    }

    /// Serves until it is told to stop, and uploads what was asked for, a look each second.
    public func serve(
        host: String, port: Int, uploadingTo address: String, logger: Logger,
        onRunning: @escaping @Sendable (Int) async -> Void
    ) async throws {
        let application = self.application(
            host: host, port: port, logger: logger, onRunning: onRunning)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                while !Task.isCancelled {
                    for reply in await self.uploadPending(to: address, includingLate: false) {
                        logger.notice("upload", metadata: ["answer": "\(reply)"])
                    }
                    try await Task.sleep(for: .seconds(1))
                }
            }
            group.addTask { try await application.runService() }
            // Whichever ends first ends the other.
            try await group.next()
            group.cancelAll()
        }
    }

    // MARK: platDataOpen

    private struct Question: Decodable {
        var orderNo: String
        var sessionID: String
    }

    private func take(_ request: Request) async throws -> Response {
        let bytes = try await collectBytes(of: request, upTo: Self.questionByteCountMax)
        guard let text = FormFields(bytes)["openReq"],
            let question = try? JSONDecoder().decode(Question.self, from: Data(text.utf8))
        else { return answer(code: "20000", message: "openReq") }
        let noted = state.withLock { state -> Bool? in
            guard state.pending.count < Self.pendingCountMax,
                state.sessions.count < Self.sessionCountMax
            else { return nil }
            guard state.sessions.insert(question.sessionID).inserted else { return false }
            state.pending.append((question.sessionID, question.orderNo))
            return true
        }
        guard let isNew = noted else { return answer(code: "20000", message: "busy") }
        let reply = answer(code: "10000", message: "")
        guard isNew, faults[question.orderNo] == .lostAnswer else { return reply }
        // The head promises more than comes, and the connection breaks off.
        return Response(
            status: .ok,
            body: ResponseBody(contentLength: 1000) { _ in throw ConnectionBroken() })
    }

    private struct ConnectionBroken: Error {}

    private struct PlatformAnswer: Encodable {
        var code: String
        var message: String
        var serviceTime: Int64
    }

    private func answer(code: String, message: String) -> Response {
        jsonResponse(PlatformAnswer(code: code, message: message, serviceTime: clock().ms))
    }

    // MARK: realTimeDataUpload

    /// Uploads what was asked for and not uploaded yet; what is late only where that is said. Gives what the zone
    /// answered, in order. What could not be sent waits for the next time.
    public func uploadPending(to address: String, includingLate: Bool) async -> [String] {
        let wanted = state.withLock { state in
            let wanted = state.pending.filter { isWanted($0.orderNo, includingLate) }
            state.pending.removeAll { isWanted($0.orderNo, includingLate) }
            return wanted
        }
        var replies: [String] = []
        for (sessionID, orderNo) in wanted {
            do {
                for upload in try uploads(of: orderNo, sessionID: sessionID) {
                    replies.append(try await send(upload, to: address))
                }
            } catch {
                state.withLock { $0.pending.append((sessionID, orderNo)) }
            }
        }
        return replies
    }

    private func isWanted(_ orderNo: String, _ includingLate: Bool) -> Bool {
        includingLate || faults[orderNo] != .late
    }

    private func uploads(of orderNo: String, sessionID: String) throws -> [[UInt8]] {
        let now = clock()
        func upload(_ session: String, signing change: ([UInt8]) -> [UInt8] = { $0 }) throws
            -> [[UInt8]]
        {
            try book.upload(orderNo: orderNo, sessionID: session, at: now, signing: change)
                .map { [$0] } ?? []
        }
        switch faults[orderNo] {
        case .duplicate:
            let first = try upload(sessionID)
            return first + first + (try upload(sessionID))
        case .wrongSignature: return try upload(sessionID) { $0 + [0x20] }
        case .wrongSession: return try upload("000000-00000000-00000000")
        case .lostAnswer, .late, nil: return try upload(sessionID)
        }
    }

    private func send(_ upload: [UInt8], to address: String) async throws -> String {
        let text = String(decoding: upload, as: UTF8.self)
        var request = HTTPClientRequest(url: address)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/x-www-form-urlencoded")
        request.body = .bytes(ByteBuffer(string: "payExInfoStr=" + text.percentEncoded()))
        let response = try await HTTPClient.shared.execute(request, timeout: .minutes(5))
        let body = try await response.body.collect(upTo: Self.answerByteCountMax)
        return String(buffer: body)
    }
}
