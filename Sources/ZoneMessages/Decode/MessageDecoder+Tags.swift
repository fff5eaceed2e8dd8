import ZoneCore

/// What the fast way does not do: prolog, start tags with attributes, namespaces.
extension MessageDecoder {
    // MARK: Prolog and root

    /// Reads byte order mark, XML declaration and what may stand before the root.
    mutating func readProlog() -> Bool {
        if bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { at = 3 }
        if isNext(XMLDeclaration.usual) {
            at += XMLDeclaration.usual.utf8CodeUnitCount
        } else if isNext("<?xml"), ByteClass.isSpace(bytes[at + 5]) {
            guard let close = find("?>", from: at) else {
                malformed("XML declaration", "?>")
                return false
            }
            guard XMLDeclaration.isWellFormed(text(at, close + 2 - at)) else {
                malformed("XML declaration", "version, encoding, standalone")
                return false
            }
            at = close + 2
        }
        readMisc()
        guard !isStopped else { return false }
        if isNext("<!DOCTYPE") {
            refuse("xml.dtd", value: nil, expected: nil)
            return false
        }
        guard bytes[at] == UInt8(ascii: "<"), ByteClass.isNameStart(bytes[at + 1]) else {
            if at >= end { refuse("xml.empty", value: nil, expected: nil) } else { stopAtText() }
            return false
        }
        return true
    }

    private mutating func stopAtText() {
        if at == 0, bytes[0] != UInt8(ascii: "<") {
            refuse("xml.notXML", value: nil, expected: nil)
        } else {
            malformed(nameAt(at), "an element")
        }
    }

    /// Reads white space, comments and instructions outside the root.
    mutating func readMisc() {
        while !isStopped {
            while ByteClass.isSpace(bytes[at]) { at += 1 }
            if isNext("<!--") {
                readComment()
            } else if isNext("<?") {
                readInstruction()
            } else {
                return
            }
        }
    }

    /// Reads the root's start tag and finds the message in the grammar.
    mutating func startRoot() {
        elementCount = 1
        guard let tag = readStartTag() else { return }
        let namespace = resolve(prefixStart: tag.nameStart, prefixLength: tag.prefixLength)
        guard let found = rootIndex(tag) else { return refuseRoot(tag, namespace: namespace) }
        let root = tables.roots[found]
        message.name = root.name
        message.family = root.family
        message.root = found
        if namespace != root.namespace {
            let uri = Namespace.known.first { $0.namespace == root.namespace }?.uri ?? ""
            add(
                "structure.namespace", path: root.name, field: root.name,
                value: text(tag.nameStart, tag.nameLength), expected: uri)
        }
        pushFrame(
            block: root.block, parent: -1, ordinal: 0, nameStart: tag.nameStart,
            nameLength: tag.nameLength)
        takeAttributes()
        if tag.isEmpty { popFrame() }
    }

    /// The root of that local name; JSON payment data is none.
    private mutating func rootIndex(_ tag: StartTag) -> Int? {
        for index in 0..<tables.rootCount {
            let root = tables.roots + index
            if Int(root.pointee.nameLength) == tag.localLength,
                root.pointee.family != .paymentData,
                Self.isSame(
                    bytes + tag.localStart, names + Int(root.pointee.nameStart), tag.localLength)
            {
                return index
            }
        }
        return nil
    }

    private mutating func refuseRoot(_ tag: StartTag, namespace: Namespace) {
        let local = text(tag.localStart, tag.localLength)
        let close = grammar.roots.map(\.name).first { $0 == local + "Message" }
        message.completeness = namespace == .ceb || close != nil ? .malformed : .refused
        add("message.unknown", path: local, field: local, value: local, repair: close)
        isStopped = true
        skipUnknown(tag)
    }

    /// After an unknown root nothing can be checked, but a fault of well-formedness is still worth
    /// a word.
    private mutating func skipUnknown(_ tag: StartTag) {
        guard !tag.isEmpty else { return }
        isStopped = false
        skipElement(nameStart: tag.nameStart, nameLength: tag.nameLength)
        isStopped = true
    }

    // MARK: Start tags

    struct StartTag {
        var nameStart: Int
        var nameLength: Int
        var prefixLength: Int
        var localStart: Int
        var localLength: Int
        var isEmpty: Bool
    }

    /// Reads `<name a="b" ...>` at `at`; its attributes go to `attributes`, its bindings to
    /// `bindings`.
    mutating func readStartTag() -> StartTag? {
        let nameStart = at + 1
        var here = nameStart
        guard ByteClass.isNameStart(bytes[here]) else {
            malformed("\"<\"", "an element name")
            return nil
        }
        var colon = -1
        while ByteClass.isName(bytes[here]) {
            if bytes[here] < 0x80 {
                if bytes[here] == UInt8(ascii: ":"), colon < 0 { colon = here }
                here += 1
            } else {
                guard let length = nameCharacterLength(here) else { return nil }
                here += length
            }
        }
        let nameLength = here - nameStart
        at = here
        guard let isEmpty = readAttributes() else { return nil }
        let prefixLength = colon < 0 ? 0 : colon - nameStart
        let localStart = colon < 0 ? nameStart : colon + 1
        let tag = StartTag(
            nameStart: nameStart, nameLength: nameLength, prefixLength: prefixLength,
            localStart: localStart, localLength: nameStart + nameLength - localStart,
            isEmpty: isEmpty)
        guard tag.localLength > 0, ByteClass.isNameStart(bytes[localStart]) else {
            malformed(nameAt(nameStart), "a name after the prefix")
            return nil
        }
        if prefixLength > 0, !isBound(nameStart, prefixLength) {
            malformed("prefix \(text(nameStart, prefixLength))", "a declared prefix")
            return nil
        }
        return tag
    }

    /// Length of the character at `here` if a name may hold it; of ASCII `ByteClass.isName` knows.
    mutating func nameCharacterLength(_ here: Int) -> Int? {
        guard bytes[here] >= 0x80 else { return 1 }
        let length = ByteClass.sequenceLength(bytes, at: here)
        guard length > 0 else {
            stopAtBadBytes(here)
            return nil
        }
        guard let scalar = text(here, length).unicodeScalars.first, scalar.isXMLNameCharacter else {
            malformed(nameAt(here), "a character of a name")
            return nil
        }
        return length
    }

    /// Reads attributes up to `>` or `/>`, and binds namespaces; gives whether the element is
    /// empty.
    mutating func readAttributes() -> Bool? {
        guard let isEmpty = readAttributeList() else { return nil }
        guard attributeCount > 0 else { return isEmpty }
        return bindNamespaces() && checkPrefixes() ? isEmpty : nil
    }

    private mutating func readAttributeList() -> Bool? {
        attributeCount = 0
        attributeParticle = -1
        while true {
            let before = at
            while ByteClass.isSpace(bytes[at]) { at += 1 }
            if bytes[at] == UInt8(ascii: ">") {
                at += 1
                return false
            }
            if bytes[at] == UInt8(ascii: "/"), bytes[at + 1] == UInt8(ascii: ">") {
                at += 2
                return true
            }
            guard at > before, ByteClass.isNameStart(bytes[at]) else {
                malformed("start tag", "an attribute, > or />")
                return nil
            }
            guard attributeCount < limits.attributeCountMax else {
                refuse("xml.tooMany", value: nil, expected: String(limits.attributeCountMax))
                return nil
            }
            guard readAttribute() else { return nil }
        }
    }

    private mutating func readAttribute() -> Bool {
        let nameStart = at
        var prefixLength = -1
        while ByteClass.isName(bytes[at]) {
            if bytes[at] < 0x80 {
                if bytes[at] == UInt8(ascii: ":"), prefixLength < 0 {
                    prefixLength = at - nameStart
                }
                at += 1
            } else {
                guard let length = nameCharacterLength(at) else { return false }
                at += length
            }
        }
        let nameLength = at - nameStart
        while ByteClass.isSpace(bytes[at]) { at += 1 }
        guard bytes[at] == UInt8(ascii: "=") else {
            malformed("attribute \(text(nameStart, nameLength))", "=")
            return false
        }
        at += 1
        while ByteClass.isSpace(bytes[at]) { at += 1 }
        let quote = bytes[at]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            malformed("attribute \(text(nameStart, nameLength))", "a quoted value")
            return false
        }
        at += 1
        for index in 0..<attributeCount
        where isSame(
            attributes[index].nameStart, attributes[index].nameLength, nameStart, nameLength)
        {
            malformed("attribute \(text(nameStart, nameLength)) twice", "each attribute once")
            return false
        }
        guard let (value, count) = readAttributeValue(quote) else { return false }
        at += 1
        (attributes + attributeCount).initialize(
            to: Attribute(
                nameStart: nameStart, nameLength: nameLength, prefixLength: prefixLength,
                value: value, characterCount: count))
        attributeCount += 1
        return true
    }

    /// Reads up to the closing quote; the value stays in place when each character stands for
    /// itself.
    private mutating func readAttributeValue(
        _ quote: UInt8
    ) -> (value: DecodedMessage.Slot, characterCount: Int)? {
        let start = at
        var count = 0
        at = Self.plainValueEnd(bytes, at, quote: quote)
        if bytes[at] == quote {
            let length = UInt32(truncatingIfNeeded: at - start)
            let value = DecodedMessage.Slot(
                start: UInt32(truncatingIfNeeded: start), length: length, number: .min)
            return (value, at - start)
        }
        at = start
        let arenaStart = message.arena.count
        while bytes[at] != quote {
            guard let added = appendCharacter(inAttribute: true) else { return nil }
            count += added
        }
        return (arenaSlot(from: arenaStart), count)
    }

    func arenaSlot(from start: Int) -> DecodedMessage.Slot {
        DecodedMessage.Slot(
            start: UInt32(start) | DecodedMessage.Slot.arenaBit,
            length: UInt32(message.arena.count - start), number: .min)
    }

    // MARK: Namespaces

    /// Takes xmlns attributes out of `attributes` into `bindings`.
    private mutating func bindNamespaces() -> Bool {
        let before = bindingCount
        var kept = 0
        for index in 0..<attributeCount {
            let attribute = attributes[index]
            guard isBinding(attribute) else {
                attributes[kept] = attribute
                kept += 1
                continue
            }
            guard bind(attribute) else { return false }
        }
        attributeCount = kept
        if bindingCount > before { refreshPrefixes() }
        return true
    }

    private mutating func bind(_ attribute: Attribute) -> Bool {
        let isDefault = attribute.prefixLength < 0
        let start = attribute.nameStart + (isDefault ? 5 : 6)
        let length = isDefault ? 0 : attribute.nameLength - 6
        let namespace = namespace(of: attribute.value)
        let isXML = isText(start, length, "xml")
        guard isDefault || attribute.value.length > 0 && length > 0,
            isXML == (namespace == .xml), !isText(start, length, "xmlns"),
            isDefault || ByteClass.isNameStart(bytes[start])
        else {
            malformed(nameAt(attribute.nameStart), "a namespace for the prefix")
            return false
        }
        bindings.append(Binding(prefixStart: start, prefixLength: length, namespace: namespace))
        bindingCount = bindings.count
        return true
    }

    /// The namespace of the URI that an attribute's value is.
    private mutating func namespace(of value: DecodedMessage.Slot) -> Namespace {
        guard value.length > 0 else { return .none }
        for index in 0..<tables.uriCount {
            let known = tables.uris[index]
            if isSame(value, as: Bytes(start: known.start, count: known.count)) {
                return known.namespace
            }
        }
        return .other
    }

    /// Whether the attribute is `xmlns` or begins with `xmlns:`.
    private mutating func isBinding(_ attribute: Attribute) -> Bool {
        let start = bytes + attribute.nameStart
        let xmlns: UInt64 = 0x73_6E6C_6D78
        let word = UnsafeRawPointer(start).loadUnaligned(as: UInt64.self)
        return word & 0xFF_FFFF_FFFF == xmlns
            && (attribute.nameLength == 5 || attribute.prefixLength == 5)
    }

    private mutating func checkPrefixes() -> Bool {
        for index in 0..<attributeCount where attributes[index].prefixLength >= 0 {
            let attribute = attributes[index]
            let name = text(attribute.nameStart, attribute.nameLength)
            let local = name.utf8.dropFirst(attribute.prefixLength + 1)
            guard attribute.prefixLength > 0, isBound(attribute.nameStart, attribute.prefixLength),
                let first = local.first, ByteClass.isNameStart(first),
                !local.contains(UInt8(ascii: ":"))
            else {
                malformed("prefix of \(name)", "a declared prefix")
                return false
            }
        }
        return true
    }

    /// Forgets bindings of elements that ended.
    mutating func dropBindings(to count: Int) {
        guard bindingCount > count else { return }
        bindings.removeLast(bindingCount - count)
        bindingCount = count
        refreshPrefixes()
    }

    /// Finds the prefix to expect for each namespace; a shadowed one is not expected.
    private mutating func refreshPrefixes() {
        prefixes.update(repeating: .none, count: Namespace.count)
        for (index, binding) in bindings.enumerated() {
            let isShadowed = bindings[(index + 1)...].contains {
                isSame(
                    $0.prefixStart, $0.prefixLength, binding.prefixStart, binding.prefixLength)
            }
            guard !isShadowed, binding.prefixLength < 8 else { continue }
            let prefix = UnsafeBufferPointer(
                start: bytes + binding.prefixStart, count: binding.prefixLength)
            let count = prefix.isEmpty ? 0 : prefix.count + 1
            let colon = prefix.isEmpty ? 0 : UInt64(0x3A) << UInt64(prefix.count * 8)
            prefixes[Int(binding.namespace.rawValue)] = Prefix(
                word: DecoderTables.word(prefix) | colon,
                mask: count == 8 ? .max : (1 << UInt64(count * 8)) - 1, count: count)
        }
    }

    mutating func resolve(prefixStart start: Int, prefixLength length: Int) -> Namespace {
        let binding = bindings.last { isSame($0.prefixStart, $0.prefixLength, start, length) }
        return binding?.namespace ?? (isText(start, length, "xml") ? .xml : .none)
    }

    private mutating func isBound(_ start: Int, _ length: Int) -> Bool {
        isText(start, length, "xml")
            || bindings.contains { isSame($0.prefixStart, $0.prefixLength, start, length) }
    }
}

extension Unicode.Scalar {
    /// Whether a name of XML 1.0 may hold the character, which is not ASCII.
    fileprivate var isXMLNameCharacter: Bool {
        switch value {
        case 0xB7, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x37D, 0x37F...0x1FFF, 0x200C...0x200D,
            0x203F...0x2040, 0x2070...0x218F, 0x2C00...0x2FEF, 0x3001...0xD7FF, 0xF900...0xFDCF,
            0xFDF0...0xFFFD, 0x10000...0xEFFFF:
            true
        default: false
        }
    }
}
