import Testing
import ZoneTrust

@Suite struct SM3Tests {
    /// The two examples of GB/T 32905-2016, annex A.
    @Test(arguments: [
        ("abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
        (
            String(repeating: "abcd", count: 16),
            "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"
        ),
    ])
    func examplesOfTheStandard(_ text: String, _ expected: String) throws {
        let digest = try DigestAlgorithm.sm3.digest(of: Array(text.utf8))
        let hex = digest.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }
        #expect(hex.joined() == expected)
    }
}
