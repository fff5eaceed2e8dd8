/// Makes XML documents out of everything that a canonical form has to settle: namespaces declared, redeclared, undeclared
/// and superfluous, attributes in any order, references, sections, line ends, instructions and comments.
struct DocumentGenerator {
    private static let ds = "http://www.w3.org/2000/09/xmldsig#"
    /// None holds `&` or what no URI may hold: libxml2 keeps the one as it was escaped and refuses the other.
    private static let uris = ["urn:a", "urn:b", "http://example.org/c?d=1;e=%20'", ds]
    private static let locals = ["a", "Order", "b-1", "数量", "_x.y", "Signatures", "Signature2"]

    private var random: SplitMix64
    private var text = ""
    /// Prefixes that may be used, innermost scope last.
    private var scopes: [[String: String]] = [[:]]

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    /// A document; `signed` puts a signature among the root's children.
    mutating func document(signed: Bool) -> String {
        if random.below(4) == 0 { text += "\u{FEFF}" }
        if random.below(2) == 0 { text += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" }
        addMisc()
        addElement(depth: 0, signed: signed)
        addMisc()
        return text
    }

    private mutating func addMisc() {
        for _ in 0..<random.below(3) {
            text += random.pick([
                "\n", "\r\n ", "<!-- c < & -->", "<?pi  d\r\nd ?>", "<?pi?>", "\t",
            ])
        }
    }

    private mutating func addElement(depth: Int, signed: Bool = false) {
        var scope = scopes[scopes.count - 1]
        var attributes = declarations(&scope)
        scopes.append(scope)
        let prefix = random.pick(Array(scope.keys.sorted()) + [""])
        let name = (prefix.isEmpty ? "" : prefix + ":") + random.pick(Self.locals)
        attributes += plainAttributes(scope)
        for index in attributes.indices.dropFirst() {
            attributes.swapAt(index, random.below(index + 1))
        }
        text += "<" + name
        for attribute in attributes { text += random.pick([" ", "\n  ", "\t"]) + attribute }
        text += random.pick(["", "", " "])
        if depth > 0, random.below(6) == 0 {
            text += "/>"
        } else {
            text += ">"
            let count = depth > 4 ? 0 : random.below(5)
            for _ in 0..<count {
                addText()
                addElement(depth: depth + 1)
            }
            addText()
            if signed { addSignature() }
            if signed, random.below(2) == 0 { addElement(depth: 1) }
            addText()
            text += "</" + name + random.pick(["", "", " ", "\n"]) + ">"
        }
        scopes.removeLast()
    }

    private mutating func declarations(_ scope: inout [String: String]) -> [String] {
        var found: [String] = []
        for prefix in ["p", "q", "ds", "a1", ""] where random.below(4) == 0 {
            // An undeclared default; a prefix can't be undeclared.
            let uri = prefix.isEmpty && random.below(3) == 0 ? "" : random.pick(Self.uris)
            if !prefix.isEmpty { scope[prefix] = uri }
            found.append("xmlns\(prefix.isEmpty ? "" : ":" + prefix)=\"\(uri)\"")
        }
        return found
    }

    private mutating func plainAttributes(_ scope: [String: String]) -> [String] {
        var found: [String] = []
        var names: Set<String> = []
        for _ in 0..<random.below(4) {
            let prefix = random.pick(scope.keys.sorted() + ["", "xml"])
            let local =
                prefix == "xml"
                ? random.pick(["lang", "space", "base"]) : random.pick(["i", "J", "k"])
            // Two prefixes may mean one namespace, where a local name may stand only once.
            guard names.insert((scope[prefix] ?? prefix) + local).inserted else { continue }
            let quote = random.pick(["\"", "'"])
            let value = (0..<random.below(4)).map { _ in
                random.pick([
                    "v", "数", "&lt;", "&amp;", "&quot;", "&apos;", "&#xA;", "&#13;", "&#9;", "\t",
                    "\r\n", "\n", ">", "  ", "&#x1F600;", quote == "'" ? "\"" : "'",
                ])
            }.joined()
            found.append(
                (prefix.isEmpty ? "" : prefix + ":") + local + random.pick(["=", " = "]) + quote
                    + value + quote)
        }
        return found
    }

    private mutating func addText() {
        for _ in 0..<random.below(3) {
            text += random.pick([
                "text", "数量", "\r\n", "\r", "\n  ", "\t", "&lt;&gt;&amp;", "&quot;&apos;", "&#13;",
                "&#xD;&#10;", "&#x4E2D;", ">", "]] ", "<![CDATA[<a>&\r\nb]]>", "<![CDATA[]]>",
                "<![CDATA[ ]] ]>]]>", "<!-- - -->", "<?x y?>", "<?x  y\r?>", "\u{FFFD}",
                "\u{10FFFF}",
            ])
        }
    }

    private mutating func addSignature() {
        let ds = random.pick(["ds", "dsig"])
        let extra = random.pick(["", " xml:lang=\"zh\"", " xmlns:n='urn:n'"])
        text += "<\(ds):Signature xmlns:\(ds)=\"\(Self.ds)\"\(extra)>"
        text += random.pick(["", "\n", "\r\n"]) + "<\(ds):SignedInfo"
        text += random.pick(["", " xmlns:z=\"urn:z\"", " Id='s'", " xml:lang='en'"]) + ">"
        text += random.pick(["", "\n  "])
        text += "<\(ds):Reference URI=\"\"><\(ds):DigestValue>Zm9v&#13;\nYmFy</\(ds):DigestValue>"
        text += "</\(ds):Reference><!-- c --></\(ds):SignedInfo>"
        text += "<\(ds):SignatureValue> Zm9v </\(ds):SignatureValue></\(ds):Signature>"
    }
}
