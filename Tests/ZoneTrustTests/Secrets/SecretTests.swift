import Testing

@testable import ZoneTrust

private func hex(_ bytes: [UInt8]) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
}

@Suite struct PasswordHashTests {
    static let cheap = PasswordCost(logN: 4, blockSize: 1, parallelism: 1)

    /// RFC 7914, section 12.
    @Test func vectorsOfTheStandard() throws {
        let first = try PasswordHash.derive("", [], Self.cheap, byteCount: 64)
        #expect(
            hex(first)
                == "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
                + "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906")
        let second = try PasswordHash.derive(
            "password", Array("NaCl".utf8), PasswordCost(logN: 10, blockSize: 8, parallelism: 16),
            byteCount: 64)
        #expect(
            hex(second)
                == "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
                + "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640")
    }

    @Test func textAndBack() throws {
        let hash = try PasswordHash("密码 with spaces", salt: [1, 2, 3, 4], cost: Self.cheap)
        let read = try #require(PasswordHash(hash.text))
        #expect(try read.matches("密码 with spaces"))
        #expect(try !read.matches("密码 with space"))
        #expect(try !read.matches(""))
        #expect(hash.text.hasPrefix("scrypt$4,1,1$AQIDBA==$"))
    }

    @Test(arguments: [
        "", "scrypt$4,1,1$AQ==$AQ==", "plain$4,1,1$AQ==$AQ==", "scrypt$40,1,1$AQ==$AQ==",
        "scrypt$4,1$AQ==$AQ==", "scrypt$-1,1,1$AQ==$AQ==",
    ])
    func otherTextsAreNone(_ text: String) throws {
        #expect(PasswordHash(text) == nil)
        let key = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
        #expect(PasswordHash("scrypt$4,1,1$AQ==$\(key)") != nil)
        #expect(PasswordHash("scrypt$60,1,1$AQ==$\(key)") == nil)
    }

    @Test func comparison() {
        #expect(equalsInConstantTime([1, 2], [1, 2]))
        #expect(!equalsInConstantTime([1, 2], [1, 3]))
        #expect(!equalsInConstantTime([1, 2], [1]))
        #expect(equalsInConstantTime([], []))
    }
}

@Suite struct OneTimeCodeTests {
    static let code = OneTimeCode(secret: Array("12345678901234567890".utf8))

    /// RFC 6238, appendix B, SHA-1.
    @Test(
        arguments: [
            (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"),
            (1_234_567_890, "89005924"), (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
        ] as [(Int64, String)])
    func vectorsOfTheStandard(_ seconds: Int64, _ expected: String) {
        let step = seconds / OneTimeCode.stepSeconds
        #expect(Self.code.code(step: step, digitCount: 8) == expected)
        #expect(Self.code.code(step: step) == expected.suffix(6))
    }

    @Test func aCodeIsGoodOnceAndNearItsTime() throws {
        let text = Self.code.code(step: 100)
        #expect(Self.code.step(of: text, atSeconds: 3000, after: 0) == 100)
        #expect(Self.code.step(of: text, atSeconds: 3030, after: 99) == 100)
        #expect(Self.code.step(of: text, atSeconds: 2970, after: 99) == 100)
        #expect(Self.code.step(of: text, atSeconds: 3060, after: 0) == nil)
        #expect(Self.code.step(of: text, atSeconds: 3000, after: 100) == nil)
        #expect(Self.code.step(of: "", atSeconds: 3000, after: 0) == nil)
    }

    /// RFC 4648, section 10.
    @Test(arguments: [("f", "MY"), ("fooba", "MZXW6YTB"), ("foobar", "MZXW6YTBOI"), ("", "")])
    func base32(_ text: String, _ expected: String) {
        #expect(OneTimeCode(secret: Array(text.utf8)).base32 == expected)
    }
}

@Suite struct SecretTokenTests {
    @Test func tokensDifferAndAreKeptAsDigests() {
        let tokens = (0..<100).map { _ in SecretToken() }
        #expect(Set(tokens.map(\.text)).count == 100)
        for token in tokens {
            #expect(token.text.utf8.count == 43)
            #expect(token.text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" })
            #expect(token.digest == SecretToken.digest(of: token.text))
        }
    }

    /// FIPS 180-2, the message "abc".
    @Test func digest() {
        #expect(
            hex(SecretToken.digest(of: "abc"))
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test func aBoxOpensForItsOwnerOnly() throws {
        let box = SecretBox(secret: [1, 2, 3], purpose: "a")
        let sealed = try box.seal([7, 8, 9], owner: "li")
        #expect(box.open(sealed, owner: "li") == [7, 8, 9])
        #expect(box.open(sealed, owner: "wang") == nil)
        #expect(SecretBox(secret: [1, 2, 3], purpose: "b").open(sealed, owner: "li") == nil)
        #expect(SecretBox(secret: [1, 2], purpose: "a").open(sealed, owner: "li") == nil)
        #expect(try box.seal([7, 8, 9], owner: "li") != sealed)
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 1
            #expect(box.open(changed, owner: "li") == nil)
        }
        #expect(box.open([], owner: "li") == nil)
    }
}
