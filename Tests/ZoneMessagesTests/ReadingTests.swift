import Foundation
import Testing
import ZoneCore
import ZoneMessages

/// Ways of writing XML, encodings, limits, envelopes and JSON.
@Suite
struct ReadingTests {
    private func codes(_ text: String) -> [String] {
        checkMessage(Array(text.utf8)).findings.map(\.code)
    }

    private let payment = CleanMessage.payment()

    // MARK: The same message, written differently

    @Test func otherWaysToWriteTheSameAreClean() {
        let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
        let ways = [
            payment.replacing("ceb:", with: "").replacing("xmlns:ceb", with: "xmlns"),
            payment.replacing("xmlns:ceb=", with: "xmlns=").replacing("ceb:", with: ""),
            payment.replacing("ceb:", with: "x-very.long_prefix:")
                .replacing("xmlns:ceb", with: "xmlns:x-very.long_prefix"),
            "\u{FEFF}" + payment,
            payment.replacing(declaration, with: ""),
            payment.replacing(declaration, with: "<?xml version='1.0' standalone='yes'?>"),
            payment.replacing(declaration + "\n", with: "<!-- c --><?p d?>"),
            payment.replacing("\n", with: "\r\n"),
            payment.replacing("\"", with: "'"),
            payment.replacing(">李小宝<", with: "><![CDATA[李小宝]]><"),
            payment.replacing(">李小宝<", with: ">李<!-- c -->小<?p?>&#x5B9D;<"),
            payment.replacing("><ceb:", with: ">\t<!-- c --><ceb:"),
            payment.replacing("</ceb:note>", with: "</ceb:note  >"),
            payment.replacing("<ceb:note></ceb:note>", with: "<ceb:note/>"),
            payment.replacing("<ceb:currency>142</ceb:currency>", with: "<ceb:currency/>"),
        ]
        for way in ways where way != payment {
            #expect(
                codes(
                    way.replacing("xmlns=\"http://www.chinaport.gov.cn/ceb\" xmlns", with: "xmlns"))
                    == [])
        }
    }

    @Test func valuesAreReadAsXMLSaysThem() throws {
        let text = payment.replacing("version=\"1.0\" xmlns", with: "version=\"a&amp;\tb\" xmlns")
        let message = readMessage(Array(text.utf8))
        #expect(message.decoded.rootValue("version") == "a& b")
        #expect(message.decoded.rootValue("guid") == CleanMessage.guid)
        #expect(message.decoded.name == "CEB411Message")
    }

    // MARK: Refusals

    @Test(arguments: [
        ("", "xml.empty"), ("   ", "xml.empty"), ("hello", "xml.notXML"),
        ("<a/>", "message.unknown"),
        ("<CEB311 xmlns='http://www.chinaport.gov.cn/ceb'/>", "message.unknown"),
        ("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "xml.dtd"),
        ("<?xml version='1.0'?><!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>", "xml.dtd"),
        ("<a>\u{1}</a>", "message.unknown"), ("<a", "xml.malformed"),
    ])
    func unreadableMessagesAreNamed(_ text: String, _ code: String) {
        #expect(codes(text).contains(code), "\(codes(text))")
        #expect(checkMessage(Array(text.utf8)).verdict != .valid)
    }

    @Test func billionLaughsAreRefusedAtOnce() {
        var text = "<!DOCTYPE lolz [<!ENTITY lol0 \"lol\">"
        for level in 1...9 {
            let inner = String(repeating: "&lol\(level - 1);", count: 10)
            text += "<!ENTITY lol\(level) \"\(inner)\">"
        }
        let report = checkMessage(Array((text + "]><lolz>&lol9;</lolz>").utf8))
        #expect(report.verdict == .unchecked)
        #expect(report.findings.map(\.code) == ["xml.dtd"])
    }

    @Test func undefinedEntitiesAreNamed() {
        #expect(codes(payment.replacing(">李小宝<", with: ">&laugh;<")).contains("xml.entity"))
    }

    @Test func limitsAreKept() {
        var limits = MessageLimits()
        func codes(_ text: String) -> [String] {
            checkMessage(Array(text.utf8), options: CheckOptions(limits: limits)).findings.map(
                \.code)
        }
        let root = "<CEB411Message xmlns='http://www.chinaport.gov.cn/ceb'>"
        let deep = String(repeating: "<a>", count: 40) + String(repeating: "</a>", count: 40)
        #expect(codes(root + deep + "</CEB411Message>").contains("xml.tooDeep"))
        #expect(codes("<x>" + deep + "</x>").contains("xml.tooDeep"))
        limits.byteCountMax = 100
        #expect(codes(payment) == ["xml.tooLarge"])
        limits = MessageLimits()
        limits.elementCountMax = 10
        #expect(codes(payment).contains("xml.tooMany"))
        limits = MessageLimits()
        let attributes = (0..<40).map { " a\($0)='1'" }.joined()
        #expect(codes("<CEB411Message\(attributes)/>").contains("xml.tooMany"))
        limits.findingCountMax = 2
        #expect(codes(root + "<a/><b/><c/></CEB411Message>").last == "report.truncated")
    }

    @Test func blocksBeyondTheirNumberTakeNoMemory() {
        let heads = String(repeating: "<ceb:PaymentHead/>", count: 200_000)
        let text = payment.replacing("</ceb:PaymentHead>", with: "</ceb:PaymentHead>" + heads)
        #expect(codes(text) == ["structure.repeated"])
        let many = codes(CleanMessage.payment(documents: 103))
        #expect(many == ["structure.repeated"])
    }

    // MARK: Encodings

    @Test func gb18030AndUTF16AreTranscoded() {
        let head = "encoding=\"UTF-8\""
        let units = Array(payment.replacing(head, with: "encoding=\"UTF-16\"").utf16)
        let little = units.reduce(into: [UInt8]([0xFF, 0xFE])) {
            $0 += [UInt8($1 & 0xFF), UInt8($1 >> 8)]
        }
        let big = units.reduce(into: [UInt8]([0xFE, 0xFF])) {
            $0 += [UInt8($1 >> 8), UInt8($1 & 0xFF)]
        }
        // "税" in GB18030; all other Chinese characters are taken out.
        let ascii = payment.replacing(head, with: "encoding=\"GB18030\"")
            .unicodeScalars.map { $0.isASCII ? UInt8($0.value) : UInt8(ascii: "@") }
        let chinese = ascii.flatMap { $0 == UInt8(ascii: "@") ? [0xCB, 0xB0] : [$0] }
        for bytes in [little, big, chinese] {
            let report = checkMessage(bytes)
            #expect(report.verdict == .valid)
            #expect(report.findings.map(\.code) == ["xml.transcoded"])
        }
        let torn = chinese.filter { $0 != 0xB0 }
        #expect(checkMessage(torn).findings.map(\.code) == ["xml.encoding"])
    }

    @Test(arguments: ["Big5", "ISO-8859-1", "EBCDIC", "UTF-7", "UTF-32"])
    func otherEncodingsAreRefusedByName(_ name: String) {
        let text = payment.replacing("encoding=\"UTF-8\"", with: "encoding=\"\(name)\"")
        let report = checkMessage(Array(text.utf8))
        #expect(report.verdict == .unchecked)
        #expect(report.findings.map(\.code) == ["xml.encoding"])
        #expect(report.findings.first?.value == name)
    }

    @Test func illFormedUTF8IsFound() {
        for bad: [UInt8] in [
            [0xC0, 0x80], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xFF], [0xF5, 0x80, 0x80, 0x80],
        ] {
            var bytes = Array(payment.utf8)
            let place = bytes.firstIndex(of: 0xE6) ?? 0
            bytes.insert(contentsOf: bad, at: place)
            #expect(checkMessage(bytes).findings.contains { $0.code == "xml.characters" })
        }
    }

    // MARK: Broken off

    @Test func truncationAtEveryByteIsFound() {
        let bytes = Array(CleanMessage.payment().utf8)
        let last = bytes.lastIndex(of: UInt8(ascii: ">")) ?? 0
        for count in 0...last {
            let report = checkMessage(Array(bytes[..<count]))
            #expect(report.verdict != .valid, "\(count) bytes")
        }
    }

    // MARK: Envelopes and JSON

    private func envelope(_ payload: String, type: String, service: Bool = false) -> String {
        let data = Data(payload.utf8).base64EncodedString()
        let inner = """
            <dxp:TransInfo><dxp:CopMsgId>1</dxp:CopMsgId>\
            <dxp:SenderId>DXPENT0000000001</dxp:SenderId>\
            <dxp:ReceiverIds><dxp:ReceiverId>DXPEDCCEB0000002</dxp:ReceiverId></dxp:ReceiverIds>\
            <dxp:CreatTime>2026-03-01T10:11:12</dxp:CreatTime><dxp:MsgType>\(type)</dxp:MsgType>\
            </dxp:TransInfo><dxp:Data>\(data)</dxp:Data>
            """
        let uri = "xmlns:dxp=\"http://www.chinaport.gov.cn/dxp\""
        return "<dxp:DxpMsg \(uri) ver=\"1.0\">\(inner)</dxp:DxpMsg>"
    }

    @Test func envelopesAreOpened() {
        #expect(codes(envelope(payment, type: "CEB411Message")) == [])
        let broken = payment.replacing("20260301101010", with: "20260230101010")
        let report = checkMessage(Array(envelope(broken, type: "CEB411Message").utf8))
        #expect(
            report.findings.map(\.path)
                == ["DxpMsg/Data/CEB411Message/Payment[1]/PaymentHead/payTime"])
        #expect(codes(envelope(payment, type: "CEB311Message")) == ["envelope.type"])
        let torn = envelope(payment, type: "CEB411Message").replacing(
            "<dxp:Data>", with: "<dxp:Data>=")
        #expect(codes(torn).contains("structure.type"))
    }

    @Test func serviceEnvelopesAreOpened() {
        let inner = envelope(payment, type: "CEB411Message")
            .replacing(" xmlns:dxp=\"http://www.chinaport.gov.cn/dxp\"", with: "")
        let head = """
            <dxp:DxpMsgSv xmlns:dxp="http://www.chinaport.gov.cn/dxp" ver="1.0">\
            <dxp:SvNo Ver="1.0"><dxp:MsgId>1</dxp:MsgId>\
            <dxp:SendTime>2026-03-01T10:11:12</dxp:SendTime>\
            <dxp:EndNode>A</dxp:EndNode><dxp:StaNode>B</dxp:StaNode></dxp:SvNo>
            """
        #expect(codes(head + inner + "</dxp:DxpMsgSv>") == [])
        let late = inner.replacing("T10:11:12", with: "T25:11:12")
        #expect(codes(head + late + "</dxp:DxpMsgSv>").contains("structure.type"))
    }

    @Test func envelopesInEnvelopesEnd() {
        var text = payment
        for _ in 0..<6 { text = envelope(text, type: "DxpMsg") }
        #expect(checkMessage(Array(text.utf8)).findings.count < 100)
    }

    private let upload = """
        {"sessionID":"fe2374-8fnejf97-32839218",\
        "payExchangeInfoHead":{"guid":"\(CleanMessage.guid)",\
        "initalRequest":"https://pay.example/a?b=c","initalResponse":"ok","ebpCode":"3301960A1B",\
        "payCode":"3301960A1B","payTransactionId":"PAY000001","totalAmount":81.45,"currency":"142",\
        "verDept":"3","payType":"1","tradingTime":"20260301101010","note":"\\u7a0e"},\
        "payExchangeInfoLists":[{"orderNo":"ORDER000001","goodsInfo":[{"gname":"纸尿裤",\
        "itemLink":"https://shop.example/1"}],"recpAccount":"6222","recpCode":"3301960A1B",\
        "recpName":"试点电商企业有限公司"}],"serviceTime":1544519952469,"certNo":"01a2b3",\
        "signValue":"QUJD"}
        """

    @Test func soundPaymentDataIsClean() {
        let request = "{\"orderNo\":\"O1\",\"sessionID\":\"s\",\"serviceTime\":1544519952469}"
        #expect(codes(request) == [])
        #expect(codes("\u{FEFF} " + request) == [])
        #expect(codes(upload) == [])
        #expect(checkMessage(Array(upload.utf8)).message == "realTimeDataUpload")
    }

    @Test(arguments: [
        ("81.45", "\"81.45\"", "json.number"), ("81.45", "81.450", "json.number"),
        ("81.45", "8145e-2", "json.number"), ("81.45", "-1", "form.negative"),
        ("81.45", "1.000001", "json.number"), ("\"142\"", "\"X\"", "form.code"),
        ("20260301101010", "20260230101010", "form.time"), ("01a2b3", "01A2B3", "form.certNumber"),
        ("\"sessionID\":", "\"session\":", "structure.missing"),
        ("\"sessionID\":", "\"session\":", "structure.unknownElement"),
        ("\"goodsInfo\":[{", "\"goodsInfo\":[{\"a\":1,", "structure.unknownElement"),
        ("{\"gname\":", "{\"gname\":1,\"gname\":", "json.malformed"),
        ("\"signValue\":\"QUJD\"}", "\"signValue\":\"QUJD\"", "json.malformed"),
        ("[{\"orderNo\"", "[],\"b\":[{\"orderNo\"", "structure.missing"),
        ("1544519952469", "\"x\"", "structure.type"), ("\\u7a0e", "\\ud800", "json.malformed"),
        ("QUJD", "Q\tD", "json.malformed"), ("\"3\"", "[]", "structure.type"),
    ])
    func paymentDataFaultsAreFound(_ old: String, _ new: String, _ code: String) {
        let text = upload.replacing(old, with: new)
        #expect(text != upload)
        #expect(codes(text).contains(code), "\(codes(text))")
    }

    @Test func deepAndBrokenJSONEnds() {
        let deep = "{\"a\":" + String(repeating: "[", count: 100_000)
        #expect(codes(deep) == ["json.malformed"])
        let wide = (0..<200).map { "\"m\($0)\":1" }.joined(separator: ",")
        #expect(codes("{" + wide + "}") == ["json.malformed"])
        let bytes = Array(upload.utf8)
        for count in 1..<bytes.count {
            #expect(checkMessage(Array(bytes[..<count])).verdict != .valid)
        }
    }
}
