/// Values for one block of a message to be written: fields by name, nested blocks by name.
public struct BlockValue: Sendable {
    /// Text of each field, by element name (`@name` for an attribute).
    public var fields: [String: String]
    /// Occurrences of each nested block, by element name.
    public var blocks: [String: [BlockValue]]

    /// A block with these fields and nested blocks.
    public init(_ fields: [String: String] = [:], blocks: [String: [BlockValue]] = [:]) {
        self.fields = fields
        self.blocks = blocks
    }
}

/// Why a message can't be written.
public enum EncodeError: Error, Equatable, Sendable {
    /// The edition has no message of that name.
    case unknownMessage(String)
    /// A block or field that the dictionary does not have at that path.
    case unknownName(path: String)
    /// A required field or block that the values lack.
    case missing(path: String)
}

/// Writes a message in the dictionary's order of fields, as UTF-8 with the `ceb` prefix.
///
/// Absent optional fields are left out; an absent required text field whose type allows it is written empty.
public func encodeMessage(
    _ name: String, _ root: BlockValue, edition: Edition = .e202205
) throws(EncodeError) -> [UInt8] {
    let grammar = Grammar.of(edition)
    guard let found = grammar.roots.first(where: { $0.name == name && $0.family != .paymentData })
    else { throw .unknownMessage(name) }
    var writer = MessageWriter(grammar: grammar, prefix: found.family == .envelope ? "dxp" : "ceb")
    func uri(_ namespace: Namespace) -> String {
        Namespace.known.first { $0.namespace == namespace }?.uri ?? ""
    }
    let isSigned = root.blocks["Signature"] != nil
    try writer.writeBlock(
        name, block: Int(found.block), value: root, path: name,
        declarations: " xmlns:\(writer.prefix)=\"\(uri(found.namespace))\""
            + (isSigned ? " xmlns:ds=\"\(uri(.dsig))\"" : ""))
    return writer.bytes
}

/// The state of one encoding.
private struct MessageWriter {
    let grammar: Grammar
    let prefix: String
    var bytes: [UInt8] = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)

    init(grammar: Grammar, prefix: String) {
        self.grammar = grammar
        self.prefix = prefix
    }

    mutating func writeBlock(
        _ name: String, block: Int, value: BlockValue, path: String, declarations: String = ""
    ) throws(EncodeError) {
        let shape = grammar.blocks[block]
        let qualified = qualifiedName(name)
        bytes.append(UInt8(ascii: "<"))
        bytes.append(contentsOf: qualified.utf8)
        bytes.append(contentsOf: declarations.utf8)
        try checkNames(value, block: block, path: path)
        for particle in shape.particles.lowerBound..<shape.firstElement {
            try writeAttribute(particle, value: value, path: path)
        }
        bytes.append(UInt8(ascii: ">"))
        if shape.content == .simple { appendEscaped(value.fields["%content"] ?? "") }
        for particle in shape.firstElement..<shape.particles.upperBound {
            try writeChild(particle, value: value, path: path)
        }
        bytes.append(contentsOf: "</\(qualified)>".utf8)
    }

    private func qualifiedName(_ name: String) -> String {
        name.hasPrefix("ds:") ? name : prefix + ":" + name
    }

    private func checkNames(
        _ value: BlockValue, block: Int, path: String
    ) throws(EncodeError) {
        let shape = grammar.blocks[block]
        var known = Set(
            shape.particles.map { particle in
                (grammar.particles[Int(particle)].isAttribute ? "@" : "") + grammar.name(particle)
            })
        known.insert("%content")
        for name in value.fields.keys where !known.contains(name) {
            throw .unknownName(path: path + "/" + name)
        }
        for name in value.blocks.keys where !known.contains(name) {
            throw .unknownName(path: path + "/" + name)
        }
    }

    private mutating func writeAttribute(
        _ particle: Int32, value: BlockValue, path: String
    ) throws(EncodeError) {
        let name = grammar.name(particle)
        let fixed = grammar.labels[Int(particle)].fixed.map { String(decoding: $0, as: UTF8.self) }
        guard let text = value.fields["@" + name] ?? fixed else {
            guard grammar.particles[Int(particle)].occursMin == 0 else {
                throw .missing(path: path + "/@" + name)
            }
            return
        }
        bytes.append(contentsOf: " \(name)=\"".utf8)
        appendEscaped(text)
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func writeChild(
        _ particle: Int32, value: BlockValue, path: String
    ) throws(EncodeError) {
        let own = grammar.particles[Int(particle)]
        let name = grammar.name(particle)
        if own.block >= 0 {
            let occurrences = value.blocks[name] ?? []
            guard !occurrences.isEmpty || own.occursMin == 0 else {
                throw .missing(path: path + "/" + name)
            }
            for occurrence in occurrences {
                try writeBlock(
                    own.namespace == .dsig ? "ds:" + name : name, block: Int(own.block),
                    value: occurrence, path: path + "/" + name)
            }
            return
        }
        let fixed = grammar.labels[Int(particle)].fixed.map { String(decoding: $0, as: UTF8.self) }
        guard let text = value.fields[name] ?? (own.occursMin > 0 ? fixed ?? "" : nil) else {
            return
        }
        guard !text.isEmpty || own.type.lengthMin == 0 else {
            throw .missing(path: path + "/" + name)
        }
        let qualified = own.namespace == .dsig ? "ds:" + name : prefix + ":" + name
        bytes.append(contentsOf: "<\(qualified)>".utf8)
        appendEscaped(text)
        bytes.append(contentsOf: "</\(qualified)>".utf8)
    }

    private mutating func appendEscaped(_ text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
            case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
            case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "\""): bytes.append(contentsOf: "&quot;".utf8)
            case 0x0D: bytes.append(contentsOf: "&#13;".utf8)
            // XML has no way to write other control characters.
            case ..<0x20 where byte != 0x09 && byte != 0x0A: bytes.append(UInt8(ascii: "?"))
            default: bytes.append(byte)
            }
        }
    }
}

extension DecodedMessage {
    /// The message as values, ready to be written again: `encodeMessage(name, value)` gives its equal.
    ///
    /// Blocks of signatures and of extensions are left out.
    public func blockValue() -> BlockValue {
        var values = records.map { record -> BlockValue in
            let block = grammar.blocks[Int(record.block)]
            var fields: [String: String] = [:]
            for particle in block.particles where grammar.particles[Int(particle)].block < 0 {
                let slot = slots[Int(record.slotBase) + Int(particle - block.particles.lowerBound)]
                guard slot.isPresent else { continue }
                let isAttribute = grammar.particles[Int(particle)].isAttribute
                fields[(isAttribute ? "@" : "") + grammar.name(particle)] = string(slot)
            }
            return BlockValue(fields)
        }
        for index in records.indices.reversed() where records[index].parent >= 0 {
            let name = grammar.blockNames[Int(records[index].block)].name
            guard !name.hasPrefix("ds:"), name != "OpenElement" else { continue }
            let parent = Int(records[index].parent)
            values[parent].blocks[elementName(of: index), default: []].insert(values[index], at: 0)
        }
        return values.first ?? BlockValue()
    }

    /// The element name under which a record stands in its parent: blocks may be named otherwise.
    private func elementName(of index: Int) -> String {
        let parent = grammar.blocks[Int(records[Int(records[index].parent)].block)]
        let particle = parent.particles.first {
            grammar.particles[Int($0)].block == records[index].block
        }
        return particle.map { grammar.name($0) } ?? ""
    }
}
