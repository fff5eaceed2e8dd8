import Testing

@testable import ZoneServer

@Suite struct MultipartTests {
    private func split(_ text: String, boundary: String = "b", max: Int = 10) throws -> [BodyPart] {
        try splitMultipart(Array(text.utf8), boundary: boundary, partCountMax: max)
    }

    private func contents(_ text: String) throws -> [String] {
        try split(text).map { String(decoding: Array(text.utf8)[$0.content], as: UTF8.self) }
    }

    @Test func partsWithAndWithoutHead() throws {
        let text = "--b\r\nContent-Type: text/xml\r\nX: y\r\n\r\none\r\n--b\r\n\r\ntwo\r\n--b--\r\n"
        #expect(try contents(text) == ["one", "two"])
        #expect(try split(text)[0].headers == ["content-type": "text/xml", "x": "y"])
    }

    @Test func bareNewlinesPreambleAndEpilogue() throws {
        #expect(try contents("before\n--b  \n\none\n--b--\nafter") == ["one"])
        #expect(try contents("--b--") == [])
    }

    @Test func boundaryOnlyAtTheStartOfALine() throws {
        #expect(
            try contents("--b\r\n\r\nx --b y\r\n--bc\r\n--b--") == ["x --b y\r\n--bc"])
    }

    @Test func contentKeepsItsOwnLineBreaks() throws {
        #expect(try contents("--b\r\n\r\n\r\none\r\n\r\n--b--") == ["\r\none\r\n"])
        #expect(try contents("--b\r\n\r\n\r\n--b--") == [""])
    }

    @Test func formFieldName() throws {
        let head = "Content-Disposition: form-data; name=\"text\"; filename=\"a;b\""
        let text = "--b\r\n\(head)\r\n\r\nx\r\n--b--"
        #expect(try split(text)[0].fieldName == "text")
    }

    @Test(arguments: [
        "", "x", "--b", "--b\r\n\r\none", "--b\r\nno colon\r\n\r\none\r\n--b--",
        "--b\r\n" + String(repeating: "x", count: 9000) + ": y\r\n\r\none\r\n--b--",
    ])
    func malformed(text: String) {
        #expect(throws: Problem.self) { try split(text) }
    }

    @Test func bounds() {
        let text = String(repeating: "--b\r\n\r\nx\r\n", count: 11) + "--b--"
        #expect(throws: Problem.self) { try split(text) }
        #expect(throws: Problem.self) { try split("--\r\n\r\n--", boundary: "") }
        let long = String(repeating: "b", count: 71)
        #expect(throws: Problem.self) { try split("--\(long)--", boundary: long) }
    }

    @Test func joinedPartsAreFoundAgain() throws {
        let messages = ["--pilotzone-0", "a\r\n--pilotzone-1\r\n", ""].map { Array($0.utf8) }
        let (body, boundary) = joinMultipart(messages)
        #expect(boundary == "pilotzone-2")
        let parts = try splitMultipart(body, boundary: boundary, partCountMax: 3)
        #expect(parts.map { Array(body[$0.content]) } == messages)
    }

    @Test func anyBytesAreReadWithoutTrap() {
        var random: UInt64 = 7
        let alphabet = Array("-b\r\n: x".utf8)
        for _ in 0..<2000 {
            var bytes: [UInt8] = []
            for _ in 0..<40 {
                random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes.append(alphabet[Int(random >> 33) % alphabet.count])
            }
            _ = try? splitMultipart(bytes, boundary: "b", partCountMax: 5)
        }
    }
}

@Suite struct HeaderTests {
    @Test func parameters() {
        let value = HeaderValue(#"Text/XML ; Charset="gb\"18030" ; x=1;y"#)
        #expect(value.name == "text/xml")
        #expect(value.parameters == ["charset": "gb\"18030", "x": "1"])
        #expect(HeaderValue("").name.isEmpty)
    }

    @Test(arguments: [
        ("application/xml", true), ("text/xml", true), ("*/*", false), ("application/json", false),
        ("application/xml;q=0.5, application/json", false),
        ("application/xml, application/json;q=0.5", true),
        ("text/html,application/xml;q=0.9,*/*;q=0.8", false), ("application/xml;q=0", false),
    ])
    func xmlOnlyWhereItIsPreferred(header: String, isXML: Bool) {
        #expect(Accept(header).prefersXML == isXML)
    }

    @Test(arguments: [
        (nil, Language.zh), ("", .zh), ("en", .en), ("en-US,en;q=0.9,zh;q=0.8", .en),
        ("zh-CN,zh;q=0.9,en;q=0.8", .zh), ("fr", .zh), ("en;q=0.1", .en), ("en;q=x", .zh),
    ])
    func language(header: String?, expected: Language) {
        #expect(Language(accepting: header) == expected)
    }

    @Test func percentCoding() {
        #expect("1160:A/ü?".percentEncoded() == "1160%3AA%2F%C3%BC%3F")
        #expect("1160%3AA%2f%C3%BC".percentDecoded() == "1160:A/ü")
        for broken in ["%", "%4", "%zz", "%FF", "a%"] { #expect(broken.percentDecoded() == nil) }
    }
}
