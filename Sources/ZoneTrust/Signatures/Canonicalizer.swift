/// Writes a document in canonical form in one pass over its bytes.
///
/// The budget that shapes it: a message of 100 documents, 300 KB, in about half a millisecond. Messages are nearly
/// canonical as they come, so input is copied in long runs: `pending` is where the run begins that stands for itself,
/// and only what differs is written piece by piece. Reads strictly, but leaves to the message engine which characters
/// outside ASCII a name may have.
struct Canonicalizer {
    struct OpenElement {
        var name: Range<Int>
        /// How many bindings and attributes `xml:...` stood before its own.
        var bindingCount: Int
        var xmlAttributeCount: Int
    }

    /// A prefix (empty for the default) and what it means.
    struct Binding {
        var prefix: Range<Int>
        var uri: [UInt8]
    }

    /// What enters with an element beside its tag.
    enum Role { case plain, signature, signedInfo }

    static let signatureNamespace = Array("http://www.w3.org/2000/09/xmldsig#".utf8)
    static let signatureNameCount = 9
    static let xmlNamespace = Array("http://www.w3.org/XML/1998/namespace".utf8)
    static let xmlnsNamespace = Array("http://www.w3.org/2000/xmlns/".utf8)

    /// The document, then zeros, so that a look ahead of a few bytes needs no test.
    let bytes: [UInt8]
    let end: Int
    let limits: CanonicalLimits
    var at = 0
    var pending = 0
    var out: [UInt8] = []
    var open: [OpenElement] = []
    var bindings: [Binding] = []
    var xmlAttributes: [Attribute] = []
    var message = CanonicalMessage.empty
    /// How many elements were open at the signature now read; nil outside of it.
    var signatureDepth: Int?
    /// Whether SignedInfo is being read; what is written goes there.
    var isInSignedInfo = false
    /// Parts of the signature that are open.
    var openParts: [Int] = []
    /// Names of plain tags that were read before, and the one read last.
    var knownNames: [KnownName] = []
    var lastName = 0
    /// Content before the signature, while that is read.
    private var content: [UInt8] = []
    private var signatureStart = 0

    init(_ document: [UInt8], limits: CanonicalLimits) throws(XMLProblem) {
        end = document.count
        self.limits = limits
        guard end <= limits.byteCountMax else {
            throw XMLProblem(offset: end, reason: .tooLarge)
        }
        bytes = document + [UInt8](repeating: 0, count: 16)
        guard isUTF8(document) else {
            throw XMLProblem(offset: 0, reason: .encoding)
        }
        out.reserveCapacity(end + 256)
    }

    mutating func run() throws(XMLProblem) -> CanonicalMessage {
        if isNext("\u{FEFF}") { at = 3 }
        if isNext("<?xml"), Self.isSpace(bytes[at + 5]) {
            while !isNext("?>") {
                guard at < end else { throw problem(.malformed) }
                at += 1
            }
            at += 2
        }
        try readOutside(isBefore: true)
        guard at < end else { throw problem(.malformed) }
        try readMarkup()
        guard !message.rootName.isEmpty else { throw problem(.malformed) }
        while !open.isEmpty {
            passPlain()
            if bytes[at] == UInt8(ascii: "<") { try readMarkup() } else { try readText() }
        }
        flush(to: at)
        try readOutside(isBefore: false)
        guard at == end else { throw problem(.malformed) }
        message.content = out
        return message
    }

    /// Reads what stands before or after the root: only instructions are kept, each on a line.
    private mutating func readOutside(isBefore: Bool) throws(XMLProblem) {
        while true {
            while Self.isSpace(bytes[at]) { at += 1 }
            pending = at
            if isNext("<!--") {
                try skipComment()
            } else if isNext("<?") {
                if !isBefore { out.append(UInt8(ascii: "\n")) }
                try readInstruction()
                if isBefore { out.append(UInt8(ascii: "\n")) }
            } else {
                return
            }
        }
    }

    private mutating func readMarkup() throws(XMLProblem) {
        switch bytes[at + 1] {
        case UInt8(ascii: "/"): try readEndTag()
        case UInt8(ascii: "?"): try readInstruction()
        case UInt8(ascii: "!"):
            if isNext("<!--") {
                try skipComment()
            } else if !open.isEmpty, isNext("<![CDATA[") {
                try readSection()
            } else {
                throw problem(isNext("<!DOCTYPE") ? .dtd : .malformed)
            }
        default: try readStartTag()
        }
    }

    private mutating func readEndTag() throws(XMLProblem) {
        guard let element = open.last else { throw problem(.malformed) }
        let tag = at
        at += 2
        for place in element.name {
            guard bytes[at] == bytes[place] else { throw problem(.malformed) }
            at += 1
        }
        if Self.isSpace(bytes[at]) {
            flush(to: at)
            while Self.isSpace(bytes[at]) { at += 1 }
            pending = at
        }
        guard bytes[at] == UInt8(ascii: ">") else { throw problem(.malformed) }
        at += 1
        if open.count == 1 { message.rootEndTag = tag..<at }
        close()
    }

    /// Leaves the innermost element, whose end tag was read or written.
    mutating func close() {
        let element = open.removeLast()
        if bindings.count > element.bindingCount {
            bindings.removeLast(bindings.count - element.bindingCount)
            forgetNames()
        }
        xmlAttributes.removeLast(xmlAttributes.count - element.xmlAttributeCount)
        guard let depth = signatureDepth else { return }
        openParts.removeLast()
        if isInSignedInfo, open.count == depth + 1 {
            flush(to: at)
            message.signedInfo = out
            out = []
            isInSignedInfo = false
        } else if open.count == depth {
            out = content
            content = []
            pending = at
            message.signatureElement = signatureStart..<at
            signatureDepth = nil
        }
    }

    /// Turns what is written to where it belongs, before the start tag of an element with a role.
    mutating func enter(_ role: Role, at start: Int) {
        switch role {
        case .plain: break
        case .signature:
            content = out
            out = []
            signatureDepth = open.count
            signatureStart = start
        case .signedInfo:
            out = []
            isInSignedInfo = true
        }
    }

    // MARK: Bytes

    /// Writes what stands for itself, up to `place`.
    mutating func flush(to place: Int) {
        if place > pending { out.append(contentsOf: bytes[pending..<place]) }
        pending = place
    }

    func isNext(_ text: StaticString) -> Bool {
        text.withUTF8Buffer { text in
            for (offset, byte) in text.enumerated() where bytes[at + offset] != byte {
                return false
            }
            return true
        }
    }

    func problem(_ reason: XMLProblem.Reason) -> XMLProblem {
        XMLProblem(offset: min(at, end), reason: reason)
    }

    @inline(__always)
    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D
    }
}

extension CanonicalMessage {
    static let empty = CanonicalMessage()

    private init() {}
}
