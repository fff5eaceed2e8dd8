/// Writes the XSD of one family of messages in one edition, from the dictionary.
///
/// Equal in verdict to the official one; it imports `xmldsig-core-schema.xsd`, see ``signatureSchemaText()``.
public func schemaText(edition: Edition, family: MessageFamily) -> String {
    let grammar = Grammar.of(edition)
    var writer = SchemaWriter(grammar: grammar, prefix: family == .envelope ? "dxp" : "ceb")
    let uri =
        "http://www.chinaport.gov.cn/" + (family == .envelope ? "dxp" : "ceb")
    writer.line(
        0,
        "<xs:schema xmlns:\(writer.prefix)=\"\(uri)\" xmlns:xs=\"http://www.w3.org/2001/XMLSchema\""
            + " xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" targetNamespace=\"\(uri)\""
            + " elementFormDefault=\"qualified\">")
    writer.line(
        1,
        "<xs:import namespace=\"http://www.w3.org/2000/09/xmldsig#\""
            + " schemaLocation=\"xmldsig-core-schema.xsd\"/>")
    for root in grammar.roots where root.family == family {
        writer.line(
            1, "<xs:element name=\"\(root.name)\" type=\"\(writer.typeName(root.block))\"/>")
        writer.need(root.block)
    }
    writer.writeNeededTypes()
    writer.line(0, "</xs:schema>")
    return writer.text
}

/// The XSD of the XML signature as the standard's messages use it.
public func signatureSchemaText() -> String {
    let grammar = Grammar.of(.e202205)
    var writer = SchemaWriter(grammar: grammar, prefix: "ds")
    writer.line(
        0,
        "<xs:schema xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\""
            + " xmlns:xs=\"http://www.w3.org/2001/XMLSchema\""
            + " targetNamespace=\"http://www.w3.org/2000/09/xmldsig#\""
            + " elementFormDefault=\"qualified\">")
    guard let block = grammar.block("ds:Signature", in: "ds") else { return "" }
    writer.line(1, "<xs:element name=\"Signature\" type=\"ds:Signature\"/>")
    writer.need(Int32(block))
    writer.writeNeededTypes()
    writer.line(0, "</xs:schema>")
    return writer.text
}

/// The state of one schema.
private struct SchemaWriter {
    let grammar: Grammar
    let prefix: String
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    private var needed: [Int32] = []

    init(grammar: Grammar, prefix: String) {
        self.grammar = grammar
        self.prefix = prefix
    }

    mutating func line(_ depth: Int, _ content: String) {
        text += String(repeating: "  ", count: depth) + content + "\n"
    }

    /// Blocks of one name differ from message to message, so a type is named after both.
    func typeName(_ block: Int32) -> String {
        prefix + ":" + localTypeName(block)
    }

    private func localTypeName(_ block: Int32) -> String {
        let own = grammar.blockNames[Int(block)]
        if own.name.hasPrefix("ds:") { return String(own.name.dropFirst(3)) }
        return own.scope.hasPrefix("CEB") && own.name != own.scope
            ? own.scope.dropLast(7) + own.name : own.name
    }

    mutating func need(_ block: Int32) {
        if !needed.contains(block) { needed.append(block) }
    }

    mutating func writeNeededTypes() {
        var next = 0
        while next < needed.count {
            writeType(needed[next])
            next += 1
        }
    }

    private mutating func writeType(_ block: Int32) {
        let own = grammar.blocks[Int(block)]
        let mixed = own.isMixed ? " mixed=\"true\"" : ""
        line(1, "<xs:complexType name=\"\(localTypeName(block))\"\(mixed)>")
        switch own.content {
        case .open:
            line(
                2,
                "<xs:sequence><xs:any namespace=\"##any\" processContents=\"skip\" minOccurs=\"0\"/></xs:sequence>"
            )
        case .simple:
            line(
                2, "<xs:simpleContent><xs:extension base=\"\(prefix):\(localTypeName(block))Text\">"
            )
        case .choice(let least, let most):
            line(2, "<xs:choice\(occurs(least, most))>")
            writeElements(own)
            line(2, "</xs:choice>")
        case .sequence:
            if own.firstElement < own.particles.upperBound {
                line(2, "<xs:sequence>")
                writeElements(own)
                line(2, "</xs:sequence>")
            }
        }
        for particle in own.particles.lowerBound..<own.firstElement { writeAttribute(particle) }
        if own.content == .simple { line(2, "</xs:extension></xs:simpleContent>") }
        line(1, "</xs:complexType>")
        if own.content == .simple {
            line(1, "<xs:simpleType name=\"\(localTypeName(block))Text\">")
            writeRestriction(own.textType)
            line(1, "</xs:simpleType>")
        }
    }

    private func occurs(_ least: Int32, _ most: Int32) -> String {
        (least == 1 ? "" : " minOccurs=\"\(least)\"")
            + (most == 1 ? "" : " maxOccurs=\"\(most == .max ? "unbounded" : String(most))\"")
    }

    private mutating func writeElements(_ block: Grammar.Block) {
        for particle in block.firstElement..<block.particles.upperBound {
            let own = grammar.particles[Int(particle)]
            let times = occurs(own.occursMin, own.occursMax)
            if own.isWildcard {
                line(3, "<xs:any namespace=\"##other\" processContents=\"lax\"\(times)/>")
            } else if own.namespace == .dsig, prefix != "ds" {
                line(3, "<xs:element ref=\"ds:Signature\"\(times)/>")
            } else if own.block >= 0 {
                need(own.block)
                line(
                    3,
                    "<xs:element name=\"\(grammar.name(particle))\" type=\"\(typeName(own.block))\"\(times)/>"
                )
            } else {
                line(3, "<xs:element name=\"\(grammar.name(particle))\"\(value(particle))\(times)>")
                line(4, "<xs:simpleType>")
                writeRestriction(own.type)
                line(4, "</xs:simpleType>")
                line(3, "</xs:element>")
            }
        }
    }

    private func value(_ particle: Int32) -> String {
        let label = grammar.labels[Int(particle)]
        if let fixed = label.fixed { return " fixed=\"\(String(decoding: fixed, as: UTF8.self))\"" }
        if let given = label.defaultValue {
            return " default=\"\(String(decoding: given, as: UTF8.self))\""
        }
        return ""
    }

    private mutating func writeAttribute(_ particle: Int32) {
        let own = grammar.particles[Int(particle)]
        let use = own.occursMin > 0 ? " use=\"required\"" : ""
        line(2, "<xs:attribute name=\"\(grammar.name(particle))\"\(use)\(value(particle))>")
        line(3, "<xs:simpleType>")
        writeRestriction(own.type)
        line(3, "</xs:simpleType>")
        line(2, "</xs:attribute>")
    }

    private mutating func writeRestriction(_ type: FieldType) {
        let base =
            switch type.kind {
            case .string: "string"
            case .decimal: "decimal"
            case .int: "int"
            case .long: "long"
            case .integer: "integer"
            case .date: "date"
            case .dateTime: "dateTime"
            case .base64: "base64Binary"
            case .uri: "anyURI"
            case .id: "ID"
            }
        line(5, "<xs:restriction base=\"xs:\(base)\">")
        if type.kind == .string {
            if type.isCollapsed { line(6, "<xs:whiteSpace value=\"collapse\"/>") }
            if type.lengthMin > 0 { line(6, "<xs:minLength value=\"\(type.lengthMin)\"/>") }
            if type.lengthMax < .max { line(6, "<xs:maxLength value=\"\(type.lengthMax)\"/>") }
        }
        if type.totalDigits < .max { line(6, "<xs:totalDigits value=\"\(type.totalDigits)\"/>") }
        if type.fractionDigits < .max {
            line(6, "<xs:fractionDigits value=\"\(type.fractionDigits)\"/>")
        }
        line(5, "</xs:restriction>")
    }
}
