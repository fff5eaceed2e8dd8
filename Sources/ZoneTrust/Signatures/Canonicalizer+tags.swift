/// Start tags: names, attributes, namespaces.
extension Canonicalizer {
    /// A name as written; `colon` is where its prefix ends.
    struct Name {
        var range: Range<Int>
        var colon: Int?

        var prefix: Range<Int> { range.lowerBound..<(colon ?? range.lowerBound) }
        var local: Range<Int> { (colon.map { $0 + 1 } ?? range.lowerBound)..<range.upperBound }
    }

    struct Attribute {
        var name: Name
        /// Its value after normalisation, unescaped.
        var value: [UInt8]
        var uri: [UInt8] = []
    }

    /// A start tag, read.
    private struct Tag {
        var start: Int
        var name: Name
        var attributes: [Attribute] = []
        /// Namespaces it declares that were not so before: prefix and meaning.
        var declared: [Binding] = []
        var isEmpty = false
        /// Whether it is canonical as it stands.
        var isPlain = false
        var role = Role.plain
    }

    mutating func readStartTag() throws(XMLProblem) {
        let start = at
        guard open.count < limits.depthMax else { throw problem(.tooDeep) }
        at += 1
        let name = try readName()
        let element = OpenElement(
            name: name.range, bindingCount: bindings.count, xmlAttributeCount: xmlAttributes.count)
        // Nearly every tag: a bare name that is nothing of a signature.
        if bytes[at] == UInt8(ascii: ">"), signatureDepth == nil, open.count > 1,
            name.local.count != Self.signatureNameCount
        {
            guard isBound(name.prefix) else { throw problem(.namespace) }
            at += 1
            open.append(element)
            return
        }
        var tag = Tag(start: start, name: name)
        if bytes[at] == UInt8(ascii: ">") {
            at += 1
            tag.isPlain = true
        } else {
            try readAttributes(of: &tag)
        }
        guard let uri = meaning(of: tag.name.prefix) else { throw problem(.namespace) }
        note(&tag, uri)
        if tag.role != .plain || !tag.isPlain {
            flush(to: start)
            enter(tag.role, at: start)
            write(tag)
            pending = at
        }
        open.append(element)
        try recordPart(tag, uri)
        if tag.isEmpty {
            put("</")
            out.append(contentsOf: bytes[tag.name.range])
            put(">")
            close()
        }
    }

    /// Names without a byte that could end them.
    mutating func readName() throws(XMLProblem) -> Name {
        let start = at
        var colon: Int?
        while true {
            switch bytes[at] {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "_"), 0x80...:
                break
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
                guard at > start, colon != at - 1 else { throw problem(.malformed) }
            case UInt8(ascii: ":"):
                guard at > start, colon == nil else { throw problem(.namespace) }
                colon = at
            default:
                guard at > start else { throw problem(.malformed) }
                guard colon != at - 1 else { throw problem(.namespace) }
                return Name(range: start..<at, colon: colon)
            }
            at += 1
        }
    }

    // MARK: Attributes

    private mutating func readAttributes(of tag: inout Tag) throws(XMLProblem) {
        var count = 0
        while true {
            let isApart = Self.isSpace(bytes[at])
            while Self.isSpace(bytes[at]) { at += 1 }
            if bytes[at] == UInt8(ascii: ">") {
                at += 1
                break
            }
            if bytes[at] == UInt8(ascii: "/"), bytes[at + 1] == UInt8(ascii: ">") {
                at += 2
                tag.isEmpty = true
                break
            }
            guard isApart else { throw problem(.malformed) }
            count += 1
            guard count <= limits.attributeCountMax else { throw problem(.tooMany) }
            let name = try readName()
            while Self.isSpace(bytes[at]) { at += 1 }
            guard bytes[at] == UInt8(ascii: "=") else { throw problem(.malformed) }
            at += 1
            while Self.isSpace(bytes[at]) { at += 1 }
            let attribute = Attribute(name: name, value: try readValue())
            if let prefix = declaredPrefix(name) {
                try declare(prefix, attribute.value, in: &tag)
            } else {
                tag.attributes.append(attribute)
            }
        }
        try resolve(&tag.attributes)
        for attribute in tag.attributes where attribute.uri == Self.xmlNamespace {
            xmlAttributes.append(attribute)
        }
    }

    private mutating func readValue() throws(XMLProblem) -> [UInt8] {
        let quote = bytes[at]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            throw problem(.malformed)
        }
        at += 1
        var value: [UInt8] = []
        while bytes[at] != quote {
            let byte = bytes[at]
            switch byte {
            case UInt8(ascii: "<"): throw problem(.malformed)
            case UInt8(ascii: "&"):
                value.append(contentsOf: String(try readReference()).utf8)
                continue
            case UInt8(ascii: "\r"):
                if bytes[at + 1] == UInt8(ascii: "\n") { at += 1 }
                value.append(UInt8(ascii: " "))
            case UInt8(ascii: "\n"), UInt8(ascii: "\t"): value.append(UInt8(ascii: " "))
            case 0xEF, 0..<0x20:
                try passRareByte(recording: false)
                value.append(byte)
                continue
            default: value.append(byte)
            }
            at += 1
        }
        at += 1
        return value
    }

    /// The prefix that `xmlns` or `xmlns:prefix` declares.
    private func declaredPrefix(_ name: Name) -> Range<Int>? {
        let xmlns = Array("xmlns".utf8)
        if name.colon == nil {
            let start = name.range.lowerBound
            return bytes[name.range].elementsEqual(xmlns) ? start..<start : nil
        }
        return bytes[name.prefix].elementsEqual(xmlns) ? name.local : nil
    }

    /// Gives every attribute its namespace, and refuses two of one name.
    private func resolve(_ attributes: inout [Attribute]) throws(XMLProblem) {
        for index in attributes.indices where attributes[index].name.colon != nil {
            guard let uri = meaning(of: attributes[index].name.prefix) else {
                throw problem(.namespace)
            }
            attributes[index].uri = uri
        }
        guard attributes.count > 1 else { return }
        attributes.sort { isBefore($0, $1) }
        for (one, other) in zip(attributes, attributes.dropFirst()) where !isBefore(one, other) {
            throw problem(.malformed)
        }
    }

    /// The order of attributes: by namespace, then by local name.
    private func isBefore(_ one: Attribute, _ other: Attribute) -> Bool {
        if one.uri != other.uri { return one.uri.lexicographicallyPrecedes(other.uri) }
        return bytes[one.name.local].lexicographicallyPrecedes(bytes[other.name.local])
    }

    // MARK: Namespaces

    /// What a prefix means here; nil where it has no meaning, and empty for names without namespace.
    private func meaning(of prefix: Range<Int>) -> [UInt8]? {
        for binding in bindings.reversed() where isSame(binding.prefix, prefix) {
            return binding.uri
        }
        if prefix.isEmpty { return [] }
        return bytes[prefix].elementsEqual("xml".utf8) ? Self.xmlNamespace : nil
    }

    func isBound(_ prefix: Range<Int>) -> Bool {
        var index = bindings.count - 1
        while index >= 0 {
            if isSame(bindings[index].prefix, prefix) { return true }
            index -= 1
        }
        return meaning(of: prefix) != nil
    }

    @inline(__always)
    private func isSame(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
        guard one.count == other.count else { return false }
        for offset in 0..<one.count
        where bytes[one.lowerBound + offset] != bytes[other.lowerBound + offset] { return false }
        return true
    }

    private mutating func declare(
        _ prefix: Range<Int>, _ uri: [UInt8], in tag: inout Tag
    ) throws(XMLProblem) {
        let isXML = bytes[prefix].elementsEqual("xml".utf8)
        guard isXML == (uri == Self.xmlNamespace), uri != Self.xmlnsNamespace,
            !bytes[prefix].elementsEqual("xmlns".utf8), prefix.isEmpty || !uri.isEmpty,
            uri.isEmpty || Self.isAbsolute(uri)
        else { throw problem(.namespace) }
        // A prefix may be declared once in a tag; `declared` holds all of this tag's.
        guard !tag.declared.contains(where: { isSame($0.prefix, prefix) }) else {
            throw problem(.malformed)
        }
        tag.declared.append(Binding(prefix: prefix, uri: uri))
        if isXML { return }
        bindings.append(Binding(prefix: prefix, uri: uri))
        forgetNames()
        guard bindings.count <= limits.bindingCountMax else { throw problem(.tooMany) }
    }

    /// Canonical XML knows no relative names of namespaces.
    private static func isAbsolute(_ uri: [UInt8]) -> Bool {
        guard let colon = uri.firstIndex(of: UInt8(ascii: ":")), colon > 0 else { return false }
        return !uri[..<colon].contains { byte in
            byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
        }
    }

    // MARK: Signature

    /// Notes where things stand, and whether the element is a signature or its SignedInfo.
    private mutating func note(_ tag: inout Tag, _ uri: [UInt8]) {
        if open.isEmpty {
            message.rootStartTag = tag.start..<at
            message.rootName = tag.name.range
        } else if open.count == 1 {
            message.lastChild = (tag.start, tag.name.local)
        }
        guard let depth = signatureDepth else {
            guard isNamed(tag, "Signature", uri) else { return }
            message.signatureCount += 1
            if open.count == 1, message.parts.isEmpty { tag.role = .signature }
            return
        }
        if isNamed(tag, "Signature", uri) { message.signatureCount += 1 }
        if open.count == depth + 1, isNamed(tag, "SignedInfo", uri) { tag.role = .signedInfo }
    }

    private func isNamed(_ tag: Tag, _ name: StaticString, _ uri: [UInt8]) -> Bool {
        guard tag.name.local.count == name.utf8CodeUnitCount, uri == Self.signatureNamespace else {
            return false
        }
        return name.withUTF8Buffer { bytes[tag.name.local].elementsEqual($0) }
    }

    private mutating func recordPart(_ tag: Tag, _ uri: [UInt8]) throws(XMLProblem) {
        guard let depth = signatureDepth else { return }
        guard message.parts.count < limits.partCountMax else { throw problem(.tooMany) }
        var attributes: [String: String] = [:]
        for attribute in tag.attributes {
            attributes[text(attribute.name.range)] = String(
                decoding: attribute.value, as: UTF8.self)
        }
        openParts.append(message.parts.count)
        message.parts.append(
            SignaturePart(
                depth: open.count - depth - 1,
                name: uri == Self.signatureNamespace ? text(tag.name.local) : nil,
                attributes: attributes))
    }

    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    // MARK: Writing

    private mutating func write(_ tag: Tag) {
        out.append(UInt8(ascii: "<"))
        out.append(contentsOf: bytes[tag.name.range])
        for binding in tag.role == .signedInfo ? bindingsInScope() : changes(tag) {
            put(" xmlns")
            if !binding.prefix.isEmpty {
                put(":")
                out.append(contentsOf: bytes[binding.prefix])
            }
            write(value: binding.uri)
        }
        let attributes =
            tag.role == .signedInfo ? withInherited(tag.attributes) : tag.attributes
        for attribute in attributes {
            put(" ")
            out.append(contentsOf: bytes[attribute.name.range])
            write(value: attribute.value)
        }
        put(">")
    }

    private mutating func write(value: [UInt8]) {
        put("=\"")
        for scalar in String(decoding: value, as: UTF8.self).unicodeScalars {
            write(scalar, inAttribute: true)
        }
        put("\"")
    }

    /// The tag's declarations that change what a prefix means, in the order of prefixes.
    private func changes(_ tag: Tag) -> [Binding] {
        let outer = bindings.count - tag.declared.count { !isXML($0) }
        return tag.declared.filter { binding in
            guard !isXML(binding) else { return false }
            let before = bindings[..<outer].last { isSame($0.prefix, binding.prefix) }
            return (before?.uri ?? []) != binding.uri
        }.sorted(by: isBefore)
    }

    private func isXML(_ binding: Binding) -> Bool { binding.uri == Self.xmlNamespace }

    /// All that is in scope: SignedInfo stands by itself, so it says what its ancestors had said.
    private func bindingsInScope() -> [Binding] {
        var found: [Binding] = []
        for binding in bindings.reversed()
        where !found.contains(where: { isSame($0.prefix, binding.prefix) }) {
            found.append(binding)
        }
        return found.filter { !$0.uri.isEmpty }.sorted(by: isBefore)
    }

    private func isBefore(_ one: Binding, _ other: Binding) -> Bool {
        bytes[one.prefix].lexicographicallyPrecedes(bytes[other.prefix])
    }

    /// With the attributes `xml:...` of the ancestors that it does not have itself.
    private func withInherited(_ attributes: [Attribute]) -> [Attribute] {
        var found = attributes
        for inherited in xmlAttributes.reversed()
        where !found.contains(where: {
            $0.uri == inherited.uri && isSame($0.name.local, inherited.name.local)
        }) {
            found.append(inherited)
        }
        return found.sorted(by: isBefore)
    }
}
