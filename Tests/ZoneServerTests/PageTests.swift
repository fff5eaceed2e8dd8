import HTTPTypes
import Testing
import ZoneCore

@testable import ZoneServer
@testable import ZoneServices

@Suite struct PageTests {
    static let uris = [
        "/", "/declarations", "/declarations/1160915006:A1", "/messages/1", "/check", "/parcels",
        "/receipts",
        "/rules", "/rules/vat.standard", "/rules/supervision.modes%209610",
        "/rules/export.channel", "/rules/state.denied-party",
        "/risk", "/simulations", "/reference",
        "/reference/codes/currency",
        "/reference/findings", "/reference/problems",
        "/credit", "/credit/\(CreditRouteTests.code)", "/warehouses", "/zones",
        "/statistics", "/evaluation", "/plans", "/plan-delays", "/approvals",
        "/zone-exports", "/export-data", "/gateway", "/audit", "/payment-requests",
        "/duties", "/person-accesses", "/log",
        "/inspections", "/major-issues", "/measures",
        "/login", "/accounts", "/acts",
    ]

    @Test(arguments: uris, Language.allCases)
    func structure(uri: String, language: Language) async throws {
        try await Site.open { site in
            try await site.submitAll(of: "A1")
            let answer = try await site.get(uri + "?lang=\(language.rawValue)")
            #expect(answer.status == 200)
            #expect(answer.headers[.contentType] == "text/html; charset=utf-8")
            #expect(answer.headers[.contentLanguage] == language.tag)
            let html = answer.text
            #expect(html.hasPrefix("<!DOCTYPE html>\n<html lang=\"\(language.tag)\">"))
            #expect(html.components(of: "<h1").count == 2, "one heading of the first level")
            #expect(html.contains("<main id=\"main\""))
            #expect(html.contains("href=\"#main\""))
            #expect(html.hasSuffix("</html>\n"))
            #expect(!html.contains("{{") && !html.contains("Optional("))
            #expect(!html.contains("<script") && !html.contains(" style="))
            #expect(!html.contains(/\son[a-z]+=/))
            #expect(!html.contains("http://") && !html.contains("https://"))
            #expect(TagChecker.complaint(html) == nil)
        }
    }

    @Test func languageSwitch() async throws {
        try await Site.open { site in
            let plain = try await site.get("/declarations?status=800").text
            #expect(plain.contains("lang=\"zh-CN\""))
            #expect(plain.contains("href=\"/declarations?status=800&amp;lang=en\""))
            #expect(plain.contains("href=\"/receipts\""))
            let english = try await site.get("/declarations?lang=en&status=800").text
            #expect(english.contains("href=\"/declarations?status=800&amp;lang=zh\""))
            #expect(english.contains("href=\"/receipts?lang=en\""))
            #expect(english.contains("<input type=\"hidden\" name=\"lang\" value=\"en\">"))
            let accepted = try await site.get("/", [.acceptLanguage: "en-GB,en"])
            #expect(accepted.text.contains("<html lang=\"en\">"))
            #expect(accepted.headers[.vary] == "Accept-Language")
        }
    }

    @Test func hostileValuesAreEscaped() async throws {
        try await Site.open { site in
            let location = try #require(try await site.post(Sample.hostile).headers[.location])
            let page = try await site.get(location.replacing("/v1", with: "")).text
            #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
            #expect(!page.contains("<script"))
            let attack = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E"
            for page in ["receipts?recipient=", "declarations?x=", ""] {
                let uri = "/\(page)\(attack)"
                let html = try await site.get(uri, [.accept: "text/html"]).text
                #expect(!html.contains("<script"), "\(uri)")
            }
        }
    }

    @Test func declarationShowsEverything() {
        let status = DocumentAnswer(
            kind: .order, key: "<k>", status: -621_012, info: "no", declarationID: "a:b")
        let view = DeclarationView(
            id: "a:<b>", status: 120, preNo: "B1", invtNo: "", inventory: nil, documents: [status],
            missing: [MissingDocument(kind: .payment, from: "3122280005")],
            waitsUntil: Timestamp(ms: 0),
            timeline: [
                TimelineEntry(
                    at: Timestamp(ms: 0), status: 300, info: "[Code:1;Desc:x]", zh: "原因",
                    en: "reason", source: "rule 7")
            ],
            tax: TaxView(
                taxNo: "T1", dutiable: Fen(123_456), duty: .zero, valueAddedTax: Fen(1234),
                consumptionTax: Fen(1), assureCode: "G", trace: ["1 < 2"]))
        let page = DeclarationPage(view, visit: Visit.example(.en))
        let html = Templates.html(
            page, template: "declaration", title: "t", visit: Visit.example(.en))
        for text in [
            "a:&lt;b&gt;", "Waiting for documents", "3122280005", "1970-01-01 08:00:00", "reason",
            "Source: rule 7", "manual review", "1,234.56", "12.35", "1 &lt; 2", "&lt;k&gt;",
            "tag-stop", "/v1/declarations/a%3A%3Cb%3E",
        ] {
            #expect(html.contains(text), "\(text) is missing")
        }
        #expect(TagChecker.complaint(html) == nil)
    }

    @Test func checkPageShowsFindings() async throws {
        try await Site.open { site in
            let (body, boundary) = Self.form(text: Sample.hostile)
            let type: HTTPFields = [.contentType: "multipart/form-data; boundary=\(boundary)"]
            let answer = try await site.send(.post, "/check?lang=en", type, body)
            #expect(answer.status == 200)
            #expect(answer.text.contains("class=\"finding finding-stop\""))
            #expect(answer.text.contains("Expected"))
            #expect(answer.text.contains("&lt;script&gt;"))
            #expect(!answer.text.contains("<script"))
            #expect(TagChecker.complaint(answer.text) == nil)
            #expect(try await site.get("/messages/1").status == 404)
        }
    }

    @Test func checkPageSaysWhatIsWrongWithTheForm() async throws {
        var settings = ServerSettings()
        settings.formByteCountMax = 20_000
        try await Site.open(settings) { site in
            let (empty, boundary) = Self.form(text: Array(" \r\n".utf8))
            let type: HTTPFields = [.contentType: "multipart/form-data; boundary=\(boundary)"]
            for (body, status) in [
                (empty, 400), (Self.form(text: [UInt8](repeating: 65, count: 30_000)).body, 413),
                (Self.form(text: Array((1...21).map { Sample.start($0) }.joined())).body, 422),
            ] {
                let answer = try await site.send(.post, "/check", type, body)
                #expect(answer.status == status)
                #expect(answer.text.contains("role=\"alert\""))
            }
            #expect(try await site.send(.post, "/check", [:], [1]).status == 415)
        }
    }

    @Test func openByNumber() async throws {
        try await Site.open { site in
            let answer = try await site.get("/declarations?id=+a%3Ab%2F1+&lang=en")
            #expect(answer.status == 303)
            #expect(answer.headers[.location] == "/declarations/a%3Ab%2F1?lang=en")
        }
    }

    @Test func errorsAreAPageForPeople() async throws {
        try await Site.open { site in
            let people: HTTPFields = [.accept: "text/html", .requestID: "r-1"]
            let missing = try await site.get("/declarations/none?lang=en", people)
            #expect(missing.status == 404)
            #expect(missing.text.contains("Not found"))
            #expect(missing.text.contains("r-1"))
            let wrong = try await site.get("/declarations?status=x", people)
            #expect(wrong.status == 400)
            #expect(wrong.headers[.contentType]?.hasPrefix("text/html") == true)
            #expect(try await site.get("/v1/messages/9", people).problemCode == "not_found")
        }
    }

    @Test func textsOfBothLanguagesDiffer() {
        let zh = PageTextTable.of(.zh)
        let en = PageTextTable.of(.en)
        #expect(zh.names == en.names)
        for name in zh.names where name != "code" {
            #expect((zh.child(named: name) as? String)?.isEmpty == false)
            #expect(zh.child(named: name) as? String != en.child(named: name) as? String)
        }
    }

    /// The body of the check page's form.
    private static func form(text: [UInt8]) -> (body: [UInt8], boundary: String) {
        var body = Array("--x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n\r\n".utf8)
        body += "--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n".utf8
        body += text
        body += "\r\n--x--\r\n".utf8
        return (body, "x")
    }
}

@Suite struct FormatTests {
    @Test func numbers() {
        #expect(
            [0, 7, 999, 1000, 1_234_567, -1000].map(countText)
                == ["0", "7", "999", "1,000", "1,234,567", "-1,000"])
        #expect(
            [0, 5, 123_456_789, -5, -100_000].map { moneyText(Fen($0)) }
                == ["0.00", "0.05", "1,234,567.89", "-0.05", "-1,000.00"])
        #expect(shareText(1, of: 3) == "33.3%")
        #expect(shareText(0, of: 0) == "0%")
    }

    @Test func chart() {
        #expect(
            [0, 1, 2, 3, 7, 11, 62, 101].map(HourChart.ceiling) == [2, 2, 2, 4, 8, 20, 80, 200])
        let chart = HourChart([0, 40] + [Int](repeating: 0, count: 22), text: .en)
        #expect(chart.bars[1].height == "176")
        #expect(chart.bars[0].height == "0")
        #expect(chart.summary.hasSuffix("01:00 40"))
    }

    @Test func receiptTime() {
        #expect(ReceiptsPage.Row.clock("20261123100000123") == "2026-11-23 10:00:00")
        #expect(ReceiptsPage.Row.clock("soon") == "soon")
    }

    @Test func everyStatusHasATone() {
        for status in ReturnStatus.allCases {
            #expect(
                ["good", "wait", "look", "stop"].contains(StatusTag.tone(Int(status.rawValue))))
        }
        #expect(StatusTag(-301_001, .zh).tone == "stop")
        #expect(statusName(-999_999, in: .en) == "processing error")
    }
}

extension Sample {
    /// The beginning of a message, enough to be taken for one.
    static func start(_ number: Int) -> [UInt8] {
        Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?><a n=\"\(number)\"/>".utf8)
    }
}

extension String {
    fileprivate func components(of separator: String) -> [String] {
        split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
}
