/// Reads one HTTP/1.1 response piece by piece: status, Retry-After, Connection and where the body
/// ends (Content-Length, chunked, or the end of the connection). The body is kept only where asked for.
struct ResponseParser {
    let keepsBody: Bool
    private(set) var body: [UInt8] = []
    private(set) var status = 0
    private(set) var retryAfterSeconds: Int?
    /// True where the connection cannot be used again.
    private(set) var closes = false
    private(set) var isDone = false
    private var state = State.head
    private var line: [UInt8] = []
    private var headByteCount = 0
    private var length: Int?
    private var isChunked = false

    private static let headByteCountMax = 65_536

    private enum State: Equatable {
        case head
        case body(rest: Int)
        case chunkSize
        case chunk(rest: Int)
        case chunkEnd
        case trailer
        case untilClose
    }

    init(keepsBody: Bool = false) {
        self.keepsBody = keepsBody
    }

    /// True where the end of the connection is the end of the answer.
    var endsWithConnection: Bool { state == .untilClose }

    /// Takes the next bytes; false where they are no HTTP answer.
    mutating func consume(_ bytes: ArraySlice<UInt8>) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            guard !isDone else { return false }
            switch state {
            case .body(let count): pass(count, of: &rest, then: nil)
            case .chunk(let count): pass(count, of: &rest, then: .chunkEnd)
            case .untilClose: return true
            case .head, .chunkSize, .chunkEnd, .trailer:
                guard let byte = rest.popFirst(), take(byte) else { return false }
            }
        }
        return true
    }

    /// Passes over up to `count` bytes of a body or a chunk.
    private mutating func pass(_ count: Int, of rest: inout ArraySlice<UInt8>, then next: State?) {
        let passedCount = min(count, rest.count)
        if keepsBody { body += rest.prefix(passedCount) }
        rest.removeFirst(passedCount)
        if passedCount < count {
            state =
                next == nil ? .body(rest: count - passedCount) : .chunk(rest: count - passedCount)
        } else if let next {
            state = next
        } else {
            isDone = true
        }
    }

    /// One byte of a line; lines end with LF, before which a CR is dropped.
    private mutating func take(_ byte: UInt8) -> Bool {
        headByteCount += 1
        guard byte == 0x0A else {
            line.append(byte)
            return headByteCount <= Self.headByteCountMax
        }
        if line.last == 0x0D { line.removeLast() }
        let text = String(decoding: line, as: UTF8.self)
        line.removeAll(keepingCapacity: true)
        switch state {
        case .head: return takeHead(text)
        case .chunkSize:
            headByteCount = 0
            let digits = text.prefix { $0.isHexDigit }
            guard let count = Int(digits, radix: 16), count >= 0 else { return false }
            state = count == 0 ? .trailer : .chunk(rest: count)
        case .chunkEnd:
            guard text.isEmpty else { return false }
            state = .chunkSize
        case .trailer: isDone = text.isEmpty
        case .body, .chunk, .untilClose: return false
        }
        return true
    }

    private mutating func takeHead(_ text: String) -> Bool {
        if status == 0 {
            let parts = text.split(separator: " ", maxSplits: 2)
            guard parts.count >= 2, parts[0].hasPrefix("HTTP/1."), let code = Int(parts[1]),
                (100...999).contains(code)
            else { return false }
            status = code
            closes = parts[0] == "HTTP/1.0"
            return true
        }
        guard text.isEmpty else { return takeField(text) }
        if status < 200 {
            status = 0
        } else if isChunked {
            state = .chunkSize
        } else if status == 204 || status == 304 || length == 0 {
            isDone = true
        } else if let length {
            state = .body(rest: length)
        } else {
            state = .untilClose
            closes = true
        }
        return true
    }

    private mutating func takeField(_ text: String) -> Bool {
        guard let colon = text.firstIndex(of: ":") else { return false }
        let value = text[text.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
        switch text[..<colon].lowercased() {
        case "content-length":
            guard let count = Int(value), count >= 0 else { return false }
            length = count
        case "transfer-encoding": isChunked = value.lowercased().hasSuffix("chunked")
        case "connection": closes = closes || value.lowercased() == "close"
        case "retry-after": retryAfterSeconds = Int(value)
        default: break
        }
        return true
    }
}
