import Foundation
import Testing
import ZoneCore

@testable import ZoneServices

@Suite struct CaseFileTests {
    private func released() async throws -> (test: TestZone, id: String) {
        let test = try await TestZone { $0.secret = [UInt8](repeating: 9, count: 32) }
        return (test, test.id(try await test.releasable()))
    }

    private func names(_ bytes: [UInt8]) throws -> [String] {
        try #require(TarFile.entries(of: bytes, countMax: 1000)).map(\.name)
    }

    @Test func everythingOfADeclarationUnderOneSignature() async throws {
        let (test, id) = try await released()
        let bytes = try test.zone.caseFile(id, by: "officer 7", purpose: "appeal")
        let key = try #require(test.zone.reportKey)
        #expect(CaseFile.problems(in: bytes) == [])
        #expect(CaseFile.problems(in: bytes, key: Data(key).base64EncodedString()) == [])
        let names = try names(bytes)
        #expect(names.prefix(2) == ["manifest.json", "manifest.sig"])
        #expect(names.filter { $0.hasPrefix("messages/") }.count == 4)
        #expect(names.contains { $0.hasPrefix("evidence/") })
        let receipts = try #require(
            TarFile.entries(of: bytes, countMax: 1000)?.first { $0.name == "receipts.json" })
        let text = String(decoding: receipts.bytes, as: UTF8.self)
        for name in ["CEB312", "CEB412", "CEB512", "CEB622", "CEB816"] {
            #expect(text.contains(name + "Message"), "\(name)")
        }
        // Nothing of the others that were declared beside it.
        let numbers = Set(text.matches(of: #/"orderNo"\s*:\s*"([^"]+)"/#).map { String($0.1) })
        #expect(numbers == [String(id.split(separator: ":")[1])])
        let accesses = try #require(
            try test.zone.personAccesses(declaration: id, before: nil, countMax: 9))
        #expect(accesses.map(\.who) == ["officer 7"] && accesses[0].purpose == "appeal")
        try await test.remove()
    }

    @Test func anyChangeIsFound() async throws {
        let (test, id) = try await released()
        let bytes = try test.zone.caseFile(id, by: "a", purpose: "b")
        let entries = try #require(TarFile.entries(of: bytes, countMax: 1000))
        for index in entries.indices {
            var changed = entries
            changed[index].bytes[changed[index].bytes.count / 2] ^= 1
            #expect(CaseFile.problems(in: TarFile.bytes(of: changed, atSeconds: 0)) != [])
            changed = entries
            changed.remove(at: index)
            #expect(CaseFile.problems(in: TarFile.bytes(of: changed, atSeconds: 0)) != [])
        }
        let more = entries + [TarFile.Entry(name: "more.txt", bytes: [1])]
        #expect(CaseFile.problems(in: TarFile.bytes(of: more, atSeconds: 0)).count == 1)
        #expect(CaseFile.problems(in: bytes, key: String(repeating: "A", count: 43) + "=") != [])
        for length in [0, 100, 512, bytes.count - 1024] {
            #expect(!CaseFile.problems(in: Array(bytes.prefix(length))).isEmpty)
        }
        try await test.remove()
    }

    @Test func messagesWithDocumentsOfOthersStayOut() async throws {
        let test = try await TestZone { $0.secret = [UInt8](repeating: 9, count: 32) }
        let trade = TradeMessages()
        for body in try trade.export("N1") + trade.export("N2") { _ = try await test.submit(body) }
        _ = try await test.submit(try trade.arrival("A1", ["N1", "N2"]))
        let bytes = try test.zone.caseFile(trade.platform + ":N1", by: "a", purpose: "b")
        let entries = try #require(TarFile.entries(of: bytes, countMax: 1000))
        #expect(entries.allSatisfy { !String(decoding: $0.bytes, as: UTF8.self).contains("LN2") })
        #expect(throws: CaseFileError.notFound) {
            try test.zone.caseFile("x:y", by: "a", purpose: "b")
        }
        try await test.remove()
    }

    @Test func archivesAreReadBack() {
        let entries = (0..<5).map { index in
            TarFile.Entry(
                name: "a/\(index)", bytes: [UInt8](repeating: 7, count: index * 300))
        }
        let bytes = TarFile.bytes(of: entries, atSeconds: 1_700_000_000)
        #expect(bytes.count.isMultiple(of: 512))
        #expect(TarFile.entries(of: bytes, countMax: 5) == entries)
        #expect(TarFile.entries(of: bytes, countMax: 4) == nil)
        #expect(TarFile.entries(of: [1, 2, 3], countMax: 4) == nil)
    }
}
