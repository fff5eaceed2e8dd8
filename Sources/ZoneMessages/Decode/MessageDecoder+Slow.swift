import ZoneCore

/// Elements that the fast way did not take, attributes, and what is skipped.
extension MessageDecoder {
    // MARK: Elements out of the ordinary

    /// Opens an element that the fast way did not take: attributes, other prefixes, wrong order,
    /// unknown.
    mutating func startElementSlowly() {
        let before = bindingCount
        guard let tag = readStartTag() else { return }
        let top = depth - 1
        let block = blocks[Int(frames[top].block)]
        let namespace = resolve(prefixStart: tag.nameStart, prefixLength: tag.prefixLength)
        if block.content == .open {
            frames[top].count += 1
            if frames[top].count > 1 {
                report("structure.repeated", block: text(tag.localStart, tag.localLength))
            }
            return skip(tag, to: before)
        }
        guard let index = particle(named: tag, in: namespace, of: block, from: frames[top]) else {
            reportUnknown(tag, namespace: namespace, block: block)
            return skip(tag, to: before)
        }
        if case .choice(_, let most) = block.content, frames[top].count >= most {
            report("structure.repeated", block: text(tag.localStart, tag.localLength))
        }
        if particles[Int(index)].isWildcard {
            frames[top].seen |= 1
            frames[top].count += 1
            return skip(tag, to: before)
        }
        if frames[top].isSequence, index < frames[top].particle {
            report("structure.order", index, value: nil, expected: nil)
        }
        let outer = depth
        bindingsBefore = before
        enter(
            index, nameStart: tag.nameStart, nameLength: tag.nameLength, isEmpty: tag.isEmpty)
        if depth <= outer { dropBindings(to: before) }
        attributeCount = 0
    }

    private mutating func skip(_ tag: StartTag, to bindingCount: Int) {
        if !tag.isEmpty { skipElement(nameStart: tag.nameStart, nameLength: tag.nameLength) }
        attributeCount = 0
        dropBindings(to: bindingCount)
    }

    /// Moves over an element that is not looked into, which must still be well-formed. `at` is
    /// behind its start tag.
    mutating func skipElement(nameStart: Int, nameLength: Int) {
        var open = [(nameStart, nameLength, bindingCount)]
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
                    let before = bindingCount
                    guard let tag = readStartTag() else { return }
                    elementCount += 1
                    guard depth + open.count < limits.depthMax else {
                        let most = String(limits.depthMax)
                        return refuse("xml.tooDeep", value: nil, expected: most)
                    }
                    if tag.isEmpty {
                        dropBindings(to: before)
                    } else {
                        open.append((tag.nameStart, tag.nameLength, before))
                    }
                }
            } else {
                guard appendCharacter(inAttribute: false) != nil else { return }
            }
        }
    }

    /// The particle for a start tag, or nil. In a sequence the first fitting one from where it
    /// stands wins.
    private mutating func particle(
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
                repair: grammar.labels[Int(index)].fixed.map { String(decoding: $0, as: UTF8.self) }
            )
        }
    }

    // MARK: Attributes

    /// Takes the start tag's attributes as values of the block just opened, and checks them.
    mutating func takeAttributes() {
        let frame = frames + (depth - 1)
        let block = blocks + Int(frame.pointee.block)
        let base = block.pointee.particles.lowerBound
        let own = base..<block.pointee.firstElement
        for place in 0..<attributeCount {
            let attribute = attributes[place]
            let found =
                attributeParticle >= 0
                ? attributeParticle
                : own.first { isName(attribute.nameStart, attribute.nameLength, of: $0) }
            guard let index = found else {
                rejectAttribute(attribute)
                continue
            }
            let slot = Int(index - base)
            frame.pointee.seen |= 1 << UInt128(slot)
            var value = attribute.value
            check(&value, attribute.characterCount, of: index)
            slots[frame.pointee.slotBase + slot] = value
        }
        attributeCount = 0
        attributeParticle = -1
        for index in own {
            let bit: UInt128 = 1 << UInt128(index - base)
            guard block.pointee.required & bit != 0, frame.pointee.seen & bit == 0 else {
                continue
            }
            frame.pointee.seen |= bit
            report(
                "structure.attributeMissing", index, value: nil,
                expected: particles[Int(index)].type.expectation)
        }
    }

    /// Says that a simple field has no attributes.
    mutating func rejectAttributes() {
        for index in 0..<attributeCount { rejectAttribute(attributes[index]) }
        attributeCount = 0
    }

    private mutating func rejectAttribute(_ attribute: Attribute) {
        let name = text(attribute.nameStart, attribute.nameLength)
        if attribute.prefixLength >= 0 {
            let namespace = resolve(
                prefixStart: attribute.nameStart, prefixLength: attribute.prefixLength)
            let local = name.utf8.dropFirst(attribute.prefixLength + 1)
            if namespace == .xsi,
                local.elementsEqual("schemaLocation".utf8)
                    || local.elementsEqual("noNamespaceSchemaLocation".utf8)
            {
                return
            }
        }
        add(
            "structure.attributeUnknown", path: currentPath() + "/@" + name, field: name,
            value: name)
    }
}
