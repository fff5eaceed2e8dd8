import Testing

@testable import ZoneServices

@Suite struct CSVTextTests {
    @Test(arguments: [
        ("cup", "\"cup\""), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("=1+1", "\"'=1+1\""),
        ("@x", "\"'@x\""), ("", "\"\""),
    ])
    func cells(value: String, cell: String) {
        var table = CSVText()
        table.add([value, "z"])
        #expect(table.text == "\u{FEFF}" + cell + ",\"z\"\r\n")
    }
}
