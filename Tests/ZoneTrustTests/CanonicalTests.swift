import CLibXML2
import Testing
import ZoneTrust

/// What libxml2 makes of a document, or of the nodes of it that an XPath selects; nil where it refuses.
private func oracle(_ document: String, nodes: String? = nil) -> String? {
    var bytes: UnsafeMutablePointer<UInt8>?
    let count = zoneCanonical(document, Int32(document.utf8.count), nodes, &bytes)
    guard count >= 0, let bytes else { return nil }
    defer { zoneFree(bytes) }
    return String(decoding: UnsafeBufferPointer(start: bytes, count: Int(count)), as: UTF8.self)
}

private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

@Suite struct CanonicalTests {
    @Test func documentsAreCanonicalAsLibxml2Says() throws {
        for seed in UInt64(0)..<3_000 {
            var generator = DocumentGenerator(seed: seed)
            let document = generator.document(signed: false)
            let message = try CanonicalMessage(Array(document.utf8))
            let expected = try #require(oracle(document), "seed \(seed): \(document)")
            guard text(message.content) != expected else { continue }
            Issue.record("seed \(seed): \(document)\n\(text(message.content))\n\(expected)")
            return
        }
    }

    /// The document without its signature, and SignedInfo by itself with all that is in scope.
    @Test func signedDocumentsAreTakenApartAsLibxml2Says() throws {
        for seed in UInt64(10_000)..<10_400 {
            var generator = DocumentGenerator(seed: seed)
            let document = generator.document(signed: true)
            let message = try CanonicalMessage(Array(document.utf8))
            let content = try #require(
                oracle(
                    document,
                    nodes: "(//. | //@* | //namespace::*)[not(ancestor-or-self::ds:Signature)]"))
            let signedInfo = try #require(
                oracle(
                    document,
                    nodes: "(//. | //@* | //namespace::*)[ancestor-or-self::ds:SignedInfo]"))
            guard text(message.content) != content || text(message.signedInfo) != signedInfo else {
                continue
            }
            Issue.record(
                """
                seed \(seed): \(document)
                \(text(message.content))
                \(content)
                \(text(message.signedInfo))
                \(signedInfo)
                """)
            return
        }
    }

    @Test func partsOfASignatureAreRead() throws {
        let ds = "xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\""
        let document = """
            <m \(ds)><a/><ds:Signature Id="s"><ds:SignedInfo><ds:Reference URI=""/></ds:SignedInfo>\
            <ds:SignatureValue>A&#13;
            <!-- c --><![CDATA[B]]></ds:SignatureValue><x/></ds:Signature></m>
            """
        let message = try CanonicalMessage(Array(document.utf8))
        #expect(message.signatureCount == 1)
        #expect(
            message.parts.map(\.name) == [
                "Signature", "SignedInfo", "Reference", "SignatureValue", nil,
            ])
        #expect(message.parts.map(\.depth) == [0, 1, 2, 1, 1])
        #expect(message.parts[0].attributes == ["Id": "s"])
        #expect(message.parts[2].attributes == ["URI": ""])
        #expect(text(message.parts[3].text) == "A\r\nB")
        #expect(text(message.content) == "<m \(ds)><a></a></m>")
    }

    /// Lists as in messages, one after the other, with something unusual at any place of them.
    @Test func messagesOfManyListsAreCanonicalAsLibxml2Says() throws {
        let list = """
            <c:L><c:H><c:no>1</c:no><c:name>数量，三 a\n\tb</c:name><c:e></c:e></c:H><c:I><c:no>2</c:no></c:I></c:L>
            """
        let unusual = [
            "<c:x a='1'/>", "<c:no>1 &amp; 2</c:no >", "<!-- c -->", "<?p q?>", "<![CDATA[&]]>",
            "<d:y xmlns:d='urn:d'><d:no>3</d:no><c:no>4</c:no></d:y>", "&#13;", "\r\n", ">",
            "<c:no xmlns:c='urn:other'><c:no>5</c:no></c:no>", "\u{FF0C}",
            "<Signature></Signature>",
            "<c:Signature>6</c:Signature>", "<no xmlns='urn:n'>7</no>",
        ]
        var random = SplitMix64(seed: 621)
        for draw in 0..<2_000 {
            var body = String(repeating: list, count: 1 + random.below(4))
            for _ in 0..<random.below(3) {
                let ends = body.indices.filter { body[$0] == "<" }
                body.insert(contentsOf: random.pick(unusual), at: random.pick(ends))
            }
            let document = "<c:M xmlns:c='urn:c'>\(body)</c:M>"
            let message = try CanonicalMessage(Array(document.utf8))
            let expected = try #require(oracle(document), "draw \(draw): \(document)")
            #expect(text(message.content) == expected, "draw \(draw): \(document)")
        }
    }

    /// A prefix that was declared further in means nothing afterwards, however often its name was read.
    @Test func prefixesEndWithTheirElement() throws {
        let known = "<b><d:n>1</d:n><d:n>2</d:n></b>"
        let inside = "<m><a xmlns:d='urn:d'>\(known)</a></m>"
        #expect(try !CanonicalMessage(Array(inside.utf8)).content.isEmpty)
        let outside = "<m><a><b xmlns:d='urn:d'>\(known)</b>\(known)</a></m>"
        let problem = #expect(throws: XMLProblem.self) {
            try CanonicalMessage(Array(outside.utf8))
        }
        #expect(problem?.reason == .namespace)
    }

    /// A signature that is not the root's child stays where it is, and every one counts.
    @Test func signaturesElsewhereStayAndCount() throws {
        let ds = "xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\""
        let document =
            "<m \(ds)><a><ds:Signature></ds:Signature></a><ds:Signature/><ds:Signature></ds:Signature></m>"
        let message = try CanonicalMessage(Array(document.utf8))
        #expect(message.signatureCount == 3)
        #expect(
            text(message.content)
                == "<m \(ds)><a><ds:Signature></ds:Signature></a><ds:Signature></ds:Signature></m>")
    }

    @Test(arguments: [
        ("", XMLProblem.Reason.malformed), ("<a>", .malformed), ("<a></b>", .malformed),
        ("<a/><b/>", .malformed), ("<a/>x", .malformed), ("<a b='1' b='2'/>", .malformed),
        ("<a xmlns:p='urn:x' xmlns:q='urn:x' p:b='' q:b=''/>", .malformed),
        ("<a b=1/>", .malformed), ("<a b='<'/>", .malformed), ("<a b='1'c='2'/>", .malformed),
        ("<a>]]></a>", .malformed), ("<a><!-- -- --></a>", .malformed),
        ("<a><?XML b?></a>", .malformed),
        ("<a", .malformed), ("<a b='", .malformed), ("<a><![CDATA[", .malformed),
        ("<a>&#65", .entity),
        ("<!DOCTYPE a><a/>", .dtd), ("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", .dtd),
        ("<a>&b;</a>", .entity), ("<a>&#0;</a>", .character), ("<a>&#xD800;</a>", .character),
        ("<a>\u{1}</a>", .character), ("<a>\u{FFFE}</a>", .character),
        ("<a b='\u{FFFF}'/>", .character),
        ("<p:a/>", .namespace), ("<a p:b=''/>", .namespace), ("<a xmlns:p=''/>", .namespace),
        ("<a xmlns:xml='urn:x'/>", .namespace),
        ("<a xmlns:p='http://www.w3.org/2000/xmlns/'/>", .namespace),
        ("<a xmlns='relative'/>", .namespace),
    ])
    func whatHasNoCanonicalFormIsRefused(_ document: String, _ reason: XMLProblem.Reason) {
        let problem = #expect(throws: XMLProblem.self) {
            try CanonicalMessage(Array(document.utf8))
        }
        #expect(problem?.reason == reason)
    }

    @Test func limitsHold() {
        var limits = CanonicalLimits()
        (limits.depthMax, limits.attributeCountMax, limits.byteCountMax) = (3, 2, 60)
        for (document, reason) in [
            ("<a><a><a><a/></a></a></a>", XMLProblem.Reason.tooDeep),
            ("<a b='' c='' d=''/>", .tooMany), (String(repeating: " ", count: 61), .tooLarge),
        ] {
            let problem = #expect(throws: XMLProblem.self) {
                try CanonicalMessage(Array(document.utf8), limits: limits)
            }
            #expect(problem?.reason == reason)
        }
        #expect(throws: XMLProblem.self) { try CanonicalMessage([0x3C, 0x61, 0xFF, 0x2F, 0x3E]) }
    }

    /// Any byte of a document changed, dropped or doubled: no crash, and libxml2 agrees where both read it.
    @Test func damagedDocumentsDoNotMislead() throws {
        var random = SplitMix64(seed: 77)
        for seed in UInt64(20_000)..<20_500 {
            var generator = DocumentGenerator(seed: seed)
            var bytes = Array(generator.document(signed: true).utf8)
            for _ in 0...random.below(3) {
                let place = random.below(bytes.count)
                switch random.below(3) {
                case 0: bytes[place] = random.pick(Array("<>&'\"/:= \r]a!?-x".utf8))
                case 1: bytes.remove(at: place)
                default: bytes.insert(bytes[place], at: place)
                }
            }
            guard let message = try? CanonicalMessage(bytes) else { continue }
            let document = text(bytes)
            guard
                let content = oracle(
                    document,
                    nodes: message.parts.isEmpty
                        ? nil
                        : "(//. | //@* | //namespace::*)[not(ancestor-or-self::ds:Signature[count(ancestor::*) = 1"
                            + " and not(preceding-sibling::ds:Signature)])]")
            else { continue }
            guard text(message.content) != content else { continue }
            Issue.record("seed \(seed): \(document)\n\(text(message.content))\n\(content)")
            return
        }
    }
}
