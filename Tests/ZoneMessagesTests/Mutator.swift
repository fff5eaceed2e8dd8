/// Makes one change to a message: mostly a fault, sometimes another way to write the same.
struct Mutator {
    var random: SplitMix64

    /// The message after one or two changes, and what they were.
    mutating func mutant(of message: MessageNode) -> (bytes: [UInt8], change: String) {
        var node = message
        var changes: [String] = []
        for _ in 0..<(random.below(4) == 0 ? 2 : 1) { changes.append(change(&node)) }
        var text = Self.declaration + node.xml
        if random.below(8) == 0 { changes.append(changeText(&text)) }
        var bytes = Array(text.utf8)
        if random.below(8) == 0 { changes.append(changeBytes(&bytes)) }
        return (bytes, changes.joined(separator: ", "))
    }

    static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

    // MARK: Changes of the tree

    private mutating func change(_ message: inout MessageNode) -> String {
        switch random.below(6) {
        case 0, 1: changeOrder(&message)
        case 2, 3: changeValue(&message)
        case 4: changeMarkup(&message)
        default: changeNames(&message)
        }
    }

    private mutating func changeOrder(_ message: inout MessageNode) -> String {
        let paths = message.paths.filter { !$0.isEmpty }
        guard !paths.isEmpty else { return "nothing" }
        let path = random.pick(paths)
        let (place, index) = (Array(path.dropLast()), path.last!)
        var parent = message[place]
        let name = parent.children[index].name
        defer { message[place] = parent }
        switch random.below(5) {
        case 0:
            parent.children.remove(at: index)
            return "drop \(name)"
        case 1:
            let child = parent.children[index]
            for _ in 0...random.below(3) { parent.children.insert(child, at: index) }
            return "repeat \(name)"
        case 2:
            parent.children.swapAt(index, min(index + 1, parent.children.count - 1))
            return "swap \(name)"
        case 3:
            let child = parent.children.remove(at: index)
            parent.children.insert(child, at: random.below(parent.children.count + 1))
            return "move \(name)"
        default:
            parent.children[index].children += [MessageNode(name: "ceb:note", text: "x")]
            return "child in \(name)"
        }
    }

    private mutating func changeValue(_ message: inout MessageNode) -> String {
        let leaves = message.paths.filter { message[$0].children.isEmpty }
        let path = random.pick(leaves)
        let name = message[path].name
        let old = message[path].text
        let new: String
        switch random.below(8) {
        case 0: new = old + String(repeating: random.pick(["x", "税", "0", " "]), count: length())
        case 1: new = String(old.prefix(random.below(old.count + 1)))
        case 2: new = random.pick(Self.numbers)
        case 3: new = random.pick(Self.days)
        case 4: new = random.pick(Self.base64)
        case 5: new = random.pick(Self.spaces) + old + random.pick(Self.spaces)
        case 6: new = old.isEmpty ? random.pick(Self.spaces) : ""
        default:
            let at = old.index(old.startIndex, offsetBy: random.below(old.count + 1))
            new = old[..<at] + random.pick(Self.markup) + old[at...]
        }
        message[path].text = new
        return "\(name): \(new)"
    }

    private mutating func length() -> Int { random.pick([1, 1, 2, 7, 30, 250, 1001]) }

    private mutating func changeMarkup(_ message: inout MessageNode) -> String {
        let path = random.pick(message.paths)
        var node = message[path]
        defer { message[path] = node }
        switch random.below(10) {
        case 0:
            node.text += random.pick(["text", "&#32;", "<![CDATA[ ]]>", "<![CDATA[x]]>", "税", "]]"])
        case 1: node.text += random.pick(Self.markup)
        case 2:
            node.attributes.append(random.pick(Self.attributes))
        case 3:
            if !node.attributes.isEmpty { node.attributes.removeLast() }
        case 4:
            guard !node.attributes.isEmpty else { return "nothing" }
            let index = random.below(node.attributes.count)
            node.attributes[index].value = random.pick(Self.attributeValues)
        case 5:
            guard let first = node.attributes.first else { return "nothing" }
            node.attributes.append(first)
        case 6: node.quote = "'"
        case 7: node.raw = "<\(node.name)/>"
        case 8: node.raw = "<\(node.name) \n>\(node.text)</\(node.name)\t>"
        default:
            node.raw = "<!-- before -->" + node.xml + random.pick(["<?target data?>", "<!---->"])
        }
        return "markup of \(node.name): \(node.raw ?? node.text) \(node.attributes)"
    }

    private mutating func changeNames(_ message: inout MessageNode) -> String {
        let path = random.pick(message.paths)
        var node = message[path]
        let name = node.name
        let local = name.split(separator: ":").last.map(String.init) ?? name
        defer { message[path] = node }
        switch random.below(10) {
        case 0: node.name = name + "x"
        case 1: node.name = String(name.dropLast())
        case 2: node.name = name.uppercased()
        case 3: node.name = "bad:" + local
        case 4: node.name = local
        case 5: node.rename { $0.replacing("ceb:", with: "") }
        case 6:
            node.name = "q:" + local
            node.attributes.append(("xmlns:q", random.pick(Self.uris)))
        case 7:
            node.rename { $0.replacing("ceb:", with: "") }
            node.attributes.append(("xmlns", random.pick(Self.uris)))
        case 8:
            node.rename { $0.replacing("ceb:", with: "very-long-prefix:") }
            node.attributes.append(("xmlns:very-long-prefix", Self.uris[0]))
        default:
            node.attributes.append(
                (random.pick(["xmlns:ceb", "xmlns:ds"]), random.pick(Self.uris)))
        }
        return "rename \(name) to \(node.name) \(node.attributes)"
    }

    // MARK: Changes of text and bytes

    private mutating func changeText(_ text: inout String) -> String {
        switch random.below(8) {
        case 0: text = "\u{FEFF}" + text
        case 1: text = " " + text
        case 2: text += "<!-- end --> <?end?>\n"
        case 3: text += random.pick(["x", "<a/>", "&#32;", "]]>"])
        case 4: text = text.replacing("\n", with: "\r\n")
        case 5: text = String(text.dropFirst(Self.declaration.count))
        case 6:
            text = text.replacing("encoding=\"UTF-8\"", with: "encoding='utf-8' standalone='no'")
        default: text = text.replacing("version=\"1.0\" enc", with: "version=\"1.0\"  enc")
        }
        return "text"
    }

    mutating func changeBytes(_ bytes: inout [UInt8]) -> String {
        let at = random.below(bytes.count)
        switch random.below(6) {
        case 0: bytes.removeSubrange(at...)
        case 1: bytes.remove(at: at)
        case 2: bytes.insert(random.pick(Array("<>&;\"'/=!?-[]: a0".utf8)), at: at)
        case 3: bytes[at] = UInt8(random.below(256))
        case 4: bytes.swapAt(at, random.below(bytes.count))
        default:
            let end = min(bytes.count, at + random.below(40))
            bytes.insert(contentsOf: bytes[at..<end], at: at)
        }
        return "bytes at \(at)"
    }

    // MARK: Values

    static let numbers = [
        "+5", "-5", ".5", "5.", "1e3", " 7 ", "12345678901234567890", "0.123456", "0.12345",
        "00012", "-0", "0", "1 2", "1,5", "INF", "NaN", "", "+", "-", ".", "--1", "1.50000",
        "12345678901234.12345", "123456789012345.12345", "99999999999999999999999999.5",
        "2147483647", "2147483648", "-2147483648", "-2147483649", "9223372036854775807",
        "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "1234567890",
        "000000000000000000000000001", "1.000000000000000000000000", "0x10", "１２", "\n42\t",
        "+007", "5.0", "5.10", "-.5", "+.50", "0.000001", "100000000000000000000",
    ]

    static let days = [
        "2026-02-28", "2026-02-29", "2024-02-29", "2026-13-01", "2026-1-1", "0000-01-01",
        "-2026-01-01", "12026-01-01", "2026-01-01Z", "2026-01-01+08:00", "2026-01-01+14:00",
        "2026-01-01+14:01", "2026-01-01+8:00", "20260101", "2026-02-28T23:59:59",
        "2026-02-28T24:00:00", "2026-02-28T24:00:01", "2026-02-28T23:60:00",
        "2026-02-28T23:59:60", "2026-02-28T23:59:59.123", "2026-02-28T23:59:59.",
        "2026-02-28T23:59:59Z", "2026-02-28T23:59:59-05:30", " 2026-02-28T23:59:59 ",
        "2026-02-28 23:59:59", "2026-02-28T23:59", "2026-02-30T00:00:00", "2026-04-31",
        "2026-12-31T00:00:00+15:00", "2026-02-28T23:59:59+00:00", "2100-02-29", "2000-02-29",
        "02026-01-01", "2026-01-01T1:00:00", "2026-01-00", "2026-00-01", "-0001-01-01",
        "2026-02-28T24:00:00.000", "2026-02-28T24:00:00.001", "10000-01-01T00:00:00",
    ]

    static let base64 = [
        "QUJD", "QUI=", "QQ==", "QUJ", "QUJDR", "Q UJ D", "QU\nJD", "QUJ=", "QR==", "QQ=", "====",
        "=", "QUJDQQ==QUJD", "QUJ-", "Q===", "QUI=QUI=", " QUJD ", "", " ", "QQ= =", "QUI =",
        "QUJD\t\tQUJD", "\u{A0}QUJD", "Q", "QQ", "AA==", "AB==", "AAA=", "AAB=", "A A A =",
    ]

    static let spaces = [
        "", " ", "  ", "\n", "\t", "\r", "\r\n", "&#13;", "\u{A0}", "&#10;", "\u{3000}",
    ]

    static let markup = [
        "<!-- c -->", "<![CDATA[<x>]]>", "<![CDATA[]]>", "<![CDATA[1]]>", "&amp;", "&lt;",
        "&#x4E2D;", "&#20013;", "<?pi data?>", "<?pi?>", "&undefined;", "&#0;", "&#xFFFE;",
        "&#x110000;", "&", "<", ">", "]]>", "]]", "<!-- -- -->", "<?xml version='1.0'?>", "&#;",
        "&#x;", "<!x>", "<![CDATA[ ]] ]]>", "&apos;&quot;", "\u{1F600}", "&#x1F600;", "\u{7F}",
        "\u{FFFE}", "\u{1}", "&#xD800;", "&#x0000041;", "&#X41;", "<![CDATA[税]]>", "<ceb:x/>",
        "<? pi?>", "<?a:b c?>", "<!---->", "<!--->", "<![cdata[x]]>", "<x xmlns=''/>", "%25;",
        "&lt", "&#65", "&gt;&gt;", "</", "<!--\u{1}-->", "<?p \u{FFFF}?>",
        "&#00000000000000000065;",
    ]

    static let attributes: [(name: String, value: String)] = [
        ("unknown", "1"), ("xsi:nil", "true"), ("xml:lang", "zh"), ("xml:space", "preserve"),
        ("bad:name", "1"), ("a", "<"), ("a", "&amp;"), ("xmlns:x", "urn:x"), ("xmlns:x", ""),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"), ("guid", ""), ("Id", "x"),
        ("Id", "1x"), ("URI", "#a b"), ("version", "1"), ("xmlns:xml", "urn:x"),
        ("xmlns:xml", "http://www.w3.org/XML/1998/namespace"), ("xmlns:xmlns", "urn:x"),
        ("Algorithm", "%%"), ("x:y:z", "1"), ("é", "1"), ("a×", "1"), ("xmlns:ds", "urn:other"),
    ]

    static let attributeValues = [
        "", " ", "x", "http://www.w3.org/", "&lt;&#10;", "a\nb",
        "4CDE1CFD-EDED-46B1-946C-B8022E42FC94",
        "4cde1cfd-eded-46b1-946c-b8022e42fc94", "4CDE1CFD-EDED-46B1-946C-B8022E42FC9", "1.0", "税",
        "&undefined;", "<", "12345678901", "1234567890", "http://www.chinaport.gov.cn/ceb", "%",
        "a b", "http://[", "1x", "x:y", "http://www.w3.org/2000/09/xmldsig#", "\t1.0\t", "&#9;1.0",
    ]

    static let uris = [
        "http://www.chinaport.gov.cn/ceb", "http://www.w3.org/2000/09/xmldsig#",
        "http://www.chinaport.gov.cn/dxp", "urn:other", "http://www.chinaport.gov.cn/CEB", "",
        "http://www.w3.org/2001/XMLSchema-instance",
    ]
}
