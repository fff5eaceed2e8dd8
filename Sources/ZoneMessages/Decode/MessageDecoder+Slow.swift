import ZoneCore

/// What the fast way does not do: prolog, attributes, namespaces, entities, and every kind of fault.
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
            if isNext("<!--") { readComment() } else if isNext("<?") { readInstruction() } else {
                return
            }
        }
    }

    /// Reads the root's start tag and finds the message in the grammar.
    mutating func startRoot() {
        elementCount = 1
        guard let tag = readStartTag() else { return }
        let namespace = resolve(prefixStart: tag.nameStart, prefixLength: tag.prefixLength)
        let found = grammar.roots.firstIndex {
            $0.family != .paymentData && isUTF8(tag.localStart, tag.localLength, $0.name)
        }
        guard let root = found.map({ grammar.roots[$0] }) else {
            let local = text(tag.localStart, tag.localLength)
            let close = grammar.roots.map(\.name).first { $0 == local + "Message" }
            message.completeness = namespace == .ceb || close != nil ? .malformed : .refused
            add("message.unknown", path: local, field: local, value: local, repair: close)
            isStopped = true
            return skipUnknown(tag)
        }
        message.name = root.name
        message.family = root.family
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

    /// After an unknown root nothing can be checked, but a fault of well-formedness is still worth a word.
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

    /// Reads `<name a="b" ...>` at `at`; its attributes go to `attributes`, its bindings to `bindings`.
    mutating func readStartTag() -> StartTag? {
        let nameStart = at + 1
        var here = nameStart
        guard ByteClass.isNameStart(bytes[here]) else {
            malformed("\"<\"", "an element name")
            return nil
        }
        var colon = -1
        while ByteClass.isName(bytes[here]) {
            if bytes[here] == UInt8(ascii: ":") {
                guard colon < 0, here > nameStart else {
                    malformed(nameAt(nameStart), "one colon at most")
                    return nil
                }
                colon = here
            }
            guard let length = nameCharacterLength(here) else { return nil }
            here += length
        }
        let nameLength = here - nameStart
        at = here
        guard let isEmpty = readAttributes(), bindNamespaces(), checkPrefixes() else { return nil }
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

    private mutating func nameCharacterLength(_ here: Int) -> Int? {
        guard bytes[here] >= 0x80 else { return 1 }
        let length = ByteClass.sequenceLength(bytes, at: here)
        if length == 0 { stopAtBadBytes(here) }
        return length == 0 ? nil : length
    }

    /// Reads attributes up to `>` or `/>`; gives whether the element is empty.
    private mutating func readAttributes() -> Bool? {
        attributes.removeAll(keepingCapacity: true)
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
            guard attributes.count < limits.attributeCountMax else {
                refuse("xml.tooMany", value: nil, expected: String(limits.attributeCountMax))
                return nil
            }
            guard readAttribute() else { return nil }
        }
    }

    private mutating func readAttribute() -> Bool {
        let nameStart = at
        while ByteClass.isName(bytes[at]) { at += 1 }
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
        for other in attributes
        where isSame(other.nameStart, other.nameLength, nameStart, nameLength) {
            malformed("attribute \(text(nameStart, nameLength)) twice", "each attribute once")
            return false
        }
        let arenaStart = message.arena.count
        var count = 0
        while bytes[at] != quote {
            guard let added = appendCharacter(inAttribute: true) else { return false }
            count += added
        }
        at += 1
        attributes.append(
            Attribute(
                nameStart: nameStart, nameLength: nameLength,
                value: arenaSlot(from: arenaStart), characterCount: count))
        return true
    }

    func arenaSlot(from start: Int) -> DecodedMessage.Slot {
        DecodedMessage.Slot(
            start: UInt32(start) | DecodedMessage.Slot.arenaBit,
            length: UInt32(message.arena.count - start), number: .min)
    }

    // MARK: Namespaces

    /// Takes xmlns attributes out of `attributes` into `bindings`.
    private mutating func bindNamespaces() -> Bool {
        guard !attributes.isEmpty else { return true }
        let before = bindings.count
        for attribute in attributes {
            guard isBinding(attribute) else { continue }
            let isDefault = attribute.nameLength == 5
            let value = arenaBytes(attribute.value)
            if !isDefault, value.isEmpty || attribute.nameLength == 6 {
                malformed("xmlns:", "a namespace for the prefix")
                return false
            }
            bindings.append(
                Binding(
                    prefixStart: attribute.nameStart + (isDefault ? 5 : 6),
                    prefixLength: isDefault ? 0 : attribute.nameLength - 6,
                    namespace: value.isEmpty ? .none : Namespace(uri: value)))
        }
        if bindings.count > before {
            attributes = attributes.filter { !isBinding($0) }
            refreshPrefixes()
        }
        return true
    }

    /// Whether the attribute is `xmlns` or begins with `xmlns:`.
    private func isBinding(_ attribute: Attribute) -> Bool {
        isText(attribute.nameStart, min(5, attribute.nameLength), "xmlns")
            && (attribute.nameLength == 5 || bytes[attribute.nameStart + 5] == UInt8(ascii: ":"))
    }

    private mutating func checkPrefixes() -> Bool {
        for attribute in attributes where hasColon(attribute) {
            let name = text(attribute.nameStart, attribute.nameLength)
            guard let colon = name.utf8.firstIndex(of: UInt8(ascii: ":")) else { continue }
            let prefix = name[..<colon]
            let isKnown = prefix == "xml" || isBound(attribute.nameStart, prefix.utf8.count)
            let local = name[name.index(after: colon)...]
            guard isKnown, !prefix.isEmpty, !local.isEmpty, !local.contains(":") else {
                malformed("prefix of \(name)", "a declared prefix")
                return false
            }
        }
        return true
    }

    private func arenaBytes(_ slot: DecodedMessage.Slot) -> ArraySlice<UInt8> {
        let start = Int(slot.start & ~DecodedMessage.Slot.arenaBit)
        return message.arena[start..<start + Int(slot.length)]
    }

    /// Forgets bindings of elements that ended.
    mutating func dropBindings(to count: Int) {
        guard bindings.count > count else { return }
        bindings.removeLast(bindings.count - count)
        refreshPrefixes()
    }

    /// Finds the prefix to expect for each namespace; a shadowed one is not expected.
    private mutating func refreshPrefixes() {
        for namespace in 0..<prefixStart.count { prefixStart[namespace] = -1 }
        for (index, binding) in bindings.enumerated() {
            let isShadowed = bindings[(index + 1)...].contains {
                isSame(
                    $0.prefixStart, $0.prefixLength, binding.prefixStart, binding.prefixLength)
            }
            guard !isShadowed else { continue }
            prefixStart[Int(binding.namespace.rawValue)] = binding.prefixStart
            prefixLength[Int(binding.namespace.rawValue)] = binding.prefixLength
        }
    }

    func resolve(prefixStart start: Int, prefixLength length: Int) -> Namespace {
        let binding = bindings.last { isSame($0.prefixStart, $0.prefixLength, start, length) }
        return binding?.namespace ?? (isText(start, length, "xml") ? .xml : .none)
    }

    private func isBound(_ start: Int, _ length: Int) -> Bool {
        isText(start, length, "xml")
            || bindings.contains { isSame($0.prefixStart, $0.prefixLength, start, length) }
    }

    // MARK: Elements out of the ordinary

    /// Opens an element that the fast way did not take: attributes, other prefixes, wrong order, unknown.
    mutating func startElementSlowly() {
        let bindingCount = bindings.count
        guard let tag = readStartTag() else { return }
        let top = depth - 1
        let block = blocks[Int(frames[top].block)]
        let namespace = resolve(prefixStart: tag.nameStart, prefixLength: tag.prefixLength)
        if block.content == .open {
            frames[top].count += 1
            if frames[top].count > 1 {
                report("structure.repeated", block: text(tag.localStart, tag.localLength))
            }
            return skip(tag, to: bindingCount)
        }
        guard let index = particle(named: tag, in: namespace, of: block, from: frames[top]) else {
            reportUnknown(tag, namespace: namespace, block: block)
            return skip(tag, to: bindingCount)
        }
        if case .choice(_, let most) = block.content, frames[top].count >= most {
            report("structure.repeated", block: text(tag.localStart, tag.localLength))
        }
        if particles[Int(index)].isWildcard {
            frames[top].seen |= 1
            frames[top].count += 1
            return skip(tag, to: bindingCount)
        }
        if frames[top].isSequence, index < frames[top].particle {
            report("structure.order", index, value: nil, expected: nil)
        }
        let outer = depth
        bindingsBefore = bindingCount
        enter(
            index, nameStart: tag.nameStart, nameLength: tag.nameLength, isEmpty: tag.isEmpty)
        if depth <= outer { dropBindings(to: bindingCount) }
        attributes.removeAll(keepingCapacity: true)
    }

    private mutating func skip(_ tag: StartTag, to bindingCount: Int) {
        if !tag.isEmpty { skipElement(nameStart: tag.nameStart, nameLength: tag.nameLength) }
        attributes.removeAll(keepingCapacity: true)
        dropBindings(to: bindingCount)
    }

    /// Moves over an element that is not looked into, which must still be well-formed. `at` is behind its start tag.
    mutating func skipElement(nameStart: Int, nameLength: Int) {
        var open = [(nameStart, nameLength, bindings.count)]
        while let (start, length, bindingCount) = open.last, !isStopped {
            if bytes[at] == UInt8(ascii: "<") {
                switch bytes[at + 1] {
                case UInt8(ascii: "/"):
                    guard readEndTag(nameStart: start, nameLength: length) else { return }
                    dropBindings(to: bindingCount)
                    open.removeLast()
                case UInt8(ascii: "!"):
                    if isNext("<![CDATA[") { _ = readCharacterData() } else { readComment() }
                case UInt8(ascii: "?"): readInstruction()
                default:
                    let before = bindings.count
                    guard let tag = readStartTag() else { return }
                    elementCount += 1
                    guard depth + open.count < limits.depthMax else {
                        let most = String(limits.depthMax)
                        return refuse("xml.tooDeep", value: nil, expected: most)
                    }
                    if tag.isEmpty { dropBindings(to: before) } else {
                        open.append((tag.nameStart, tag.nameLength, before))
                    }
                }
            } else {
                guard appendCharacter(inAttribute: false) != nil else { return }
            }
        }
    }

    /// The particle for a start tag, or nil. In a sequence the first fitting one from where it stands wins.
    private func particle(
        named tag: StartTag, in namespace: Namespace, of block: Grammar.Block, from frame: Frame
    ) -> Int32? {
        let elements = block.firstElement..<block.particles.upperBound
        let exact = elements.first {
            particles[Int($0)].namespace == namespace
                && isName(tag.localStart, tag.localLength, of: $0)
        }
        if let exact { return exact }
        guard namespace != .dsig, namespace != .none else { return nil }
        return elements.first { particles[Int($0)].isWildcard }
    }

    private mutating func reportUnknown(
        _ tag: StartTag, namespace: Namespace, block: Grammar.Block
    ) {
        let local = text(tag.localStart, tag.localLength)
        let elements = block.firstElement..<block.particles.upperBound
        let same = elements.first { grammar.name($0).lowercased() == local.lowercased() }
        let path = currentPath() + "/" + local
        if let same, grammar.name(same) == local {
            let expected = Namespace.known.first { $0.namespace == particles[Int(same)].namespace }
            add(
                "structure.namespace", path: path, field: local,
                value: text(tag.nameStart, tag.nameLength), expected: expected?.uri)
        } else {
            let names = elements.map { grammar.name($0) }
            add(
                "structure.unknownElement", path: path, field: openBlockName, value: local,
                expected: names.joined(separator: " "),
                repair: same.map { grammar.name($0) } ?? nearest(to: local, in: names))
        }
    }

    /// The name that differs from `name` by one edit, if there is just one such.
    private func nearest(to name: String, in names: [String]) -> String? {
        let near = names.filter { $0.isWithinOneEdit(of: name) }
        return near.count == 1 ? near[0] : nil
    }

    mutating func reportMissing(_ missing: UInt128, in block: Grammar.Block) {
        for index in block.firstElement..<block.particles.upperBound
        where missing & (1 << UInt128(index - block.particles.lowerBound)) != 0 {
            let particle = particles[Int(index)]
            report(
                "structure.missing", index, value: nil,
                expected: particle.block >= 0 ? nil : particle.type.expectation,
                repair: grammar.labels[Int(index)].fixed.map { String(decoding: $0, as: UTF8.self) })
        }
    }

    // MARK: Attributes

    /// Takes the start tag's attributes as values of the block just opened, and checks them.
    mutating func takeAttributes() {
        let frame = frames[depth - 1]
        let block = blocks[Int(frame.block)]
        let own = block.particles.lowerBound..<block.firstElement
        for attribute in attributes {
            guard
                let index = own.first(where: {
                    isName(attribute.nameStart, attribute.nameLength, of: $0)
                })
            else {
                rejectAttribute(
                    attribute, name: text(attribute.nameStart, attribute.nameLength))
                continue
            }
            let slot = Int(index - block.particles.lowerBound)
            frames[depth - 1].seen |= 1 << UInt128(slot)
            var value = attribute.value
            check(&value, attribute.characterCount, of: index)
            slots[frame.slotBase + slot] = value
        }
        attributes.removeAll(keepingCapacity: true)
        for index in own {
            let bit: UInt128 = 1 << UInt128(index - block.particles.lowerBound)
            guard block.required & bit != 0, frames[depth - 1].seen & bit == 0 else {
                continue
            }
            frames[depth - 1].seen |= bit
            report(
                "structure.attributeMissing", index, value: nil,
                expected: particles[Int(index)].type.expectation)
        }
    }

    /// Says that a simple field has no attributes.
    mutating func rejectAttributes() {
        for attribute in attributes {
            rejectAttribute(attribute, name: text(attribute.nameStart, attribute.nameLength))
        }
        attributes.removeAll(keepingCapacity: true)
    }

    private mutating func rejectAttribute(_ attribute: Attribute, name: String) {
        if let colon = name.firstIndex(of: ":") {
            let namespace = resolve(
                prefixStart: attribute.nameStart, prefixLength: name[..<colon].utf8.count)
            let local = name[name.index(after: colon)...]
            if namespace == .xsi, local == "schemaLocation" || local == "noNamespaceSchemaLocation" {
                return
            }
        }
        add(
            "structure.attributeUnknown", path: currentPath() + "/@" + name, field: name,
            value: name)
    }

    // MARK: Finding things out

    func text(_ start: Int, _ length: Int) -> String {
        String(decoding: UnsafeBufferPointer(start: bytes + start, count: length), as: UTF8.self)
    }

    /// Whether two runs of the message hold the same bytes.
    func isSame(_ start: Int, _ length: Int, _ other: Int, _ otherLength: Int) -> Bool {
        guard length == otherLength else { return false }
        for index in 0..<length where bytes[start + index] != bytes[other + index] { return false }
        return true
    }

    func isText(_ start: Int, _ length: Int, _ literal: StaticString) -> Bool {
        guard length == literal.utf8CodeUnitCount else { return false }
        for index in 0..<length where bytes[start + index] != literal.utf8Start[index] {
            return false
        }
        return true
    }

    private func isUTF8(_ start: Int, _ length: Int, _ text: String) -> Bool {
        text.utf8.count == length
            && text.utf8.elementsEqual(UnsafeBufferPointer(start: bytes + start, count: length))
    }

    /// Whether a run of the message is the local name of a particle.
    private func isName(_ start: Int, _ length: Int, of index: Int32) -> Bool {
        let particle = UnsafePointer(particles.baseAddress! + Int(index))
        guard Int(particle.pointee.nameLength) == length, !particle.pointee.isWildcard else {
            return false
        }
        let name = names + Int(particle.pointee.nameStart)
        for index in 0..<length where bytes[start + index] != name[index] { return false }
        return true
    }

    private func hasColon(_ attribute: Attribute) -> Bool {
        for index in 0..<attribute.nameLength
        where bytes[attribute.nameStart + index] == UInt8(ascii: ":") {
            return true
        }
        return false
    }

    /// A few characters from `start` on, for a message.
    func nameAt(_ start: Int) -> String {
        var length = 0
        while length < 24, start + length < end, bytes[start + length] >= 0x20 { length += 1 }
        return start >= end ? "the end" : "'\(text(start, length))'"
    }

    func isNext(_ literal: StaticString) -> Bool {
        let start = literal.utf8Start
        for index in 0..<literal.utf8CodeUnitCount where bytes[at + index] != start[index] {
            return false
        }
        return true
    }

    func find(_ literal: StaticString, from start: Int) -> Int? {
        literal.withUTF8Buffer { literal in
            var here = start
            while here + literal.count <= end {
                if bytes[here] == literal[0],
                    (1..<literal.count).allSatisfy({ bytes[here + $0] == literal[$0] })
                {
                    return here
                }
                here += 1
            }
            return nil
        }
    }

    /// The name of the element now open.
    var openBlockName: String {
        depth > 0 ? grammar.blockNames[Int(frames[depth - 1].block)].name : ""
    }

    func currentPath() -> String {
        depth > 0
            ? message.unfinishedPath(of: Int(frames[depth - 1].record), grammar: grammar) : ""
    }

    // MARK: Findings

    mutating func add(
        _ code: String, path: String, field: String, zh: String = "", value: String? = nil,
        expected: String? = nil, repair: String? = nil
    ) {
        let finding = FindingCatalog.standard.finding(
            code, at: path, field: field, zh: zh, value: value, expected: expected, repair: repair)
        message.add(finding, limit: limits.findingCountMax)
    }

    /// Adds a finding about the child or attribute `index` of the element now open.
    mutating func report(
        _ code: String, _ index: Int32, value: String?, expected: String?, repair: String? = nil
    ) {
        guard index >= 0 else {
            return add(
                code, path: currentPath(), field: openBlockName, value: value,
                expected: expected, repair: repair)
        }
        let particle = particles[Int(index)]
        let name = grammar.name(index)
        add(
            code, path: currentPath() + (particle.isAttribute ? "/@" : "/") + name, field: name,
            zh: grammar.labels[Int(index)].zh, value: value, expected: expected, repair: repair)
    }

    mutating func report(_ code: String, block name: String) {
        add(code, path: currentPath(), field: name, expected: "1")
    }

    /// Ends the decoding: the message is not well-formed here.
    mutating func malformed(_ found: String, _ expected: String) {
        guard !isStopped else { return }
        isStopped = true
        message.completeness = .malformed
        var line = 1
        var lineStart = 0
        for index in 0..<min(at, end) where bytes[index] == 0x0A {
            line += 1
            lineStart = index + 1
        }
        add(
            "xml.malformed", path: currentPath(), field: "",
            value: "\(found), line \(line), byte \(at - lineStart + 1)", expected: expected)
    }

    mutating func stopAtBadBytes(_ here: Int) {
        at = here
        guard !isStopped else { return }
        if here >= end { return malformed("the end", "more of the message") }
        isStopped = true
        message.completeness = .malformed
        let shown = (0..<min(4, end - here)).map { "0x" + String(bytes[here + $0], radix: 16) }
        add(
            "xml.characters", path: currentPath(), field: "",
            value: "byte \(here): " + shown.joined(separator: " "), expected: "UTF-8")
    }

    /// Ends the decoding: the message is beyond what is read at all.
    mutating func refuse(_ code: String, value: String?, expected: String?) {
        guard !isStopped else { return }
        isStopped = true
        message.completeness = .refused
        add(code, path: currentPath(), field: "", value: value, expected: expected)
    }
}

extension String {
    /// Whether one insertion, deletion or change of a character turns one into the other.
    func isWithinOneEdit(of other: String) -> Bool {
        let (left, right) = (Array(utf8), Array(other.utf8))
        guard abs(left.count - right.count) <= 1 else { return false }
        var index = 0
        while index < left.count, index < right.count, left[index] == right[index] { index += 1 }
        let leftTail = left[index...]
        let rightTail = right[index...]
        return leftTail.dropFirst() == rightTail.dropFirst() || leftTail.dropFirst() == rightTail
            || leftTail == rightTail.dropFirst()
    }
}
