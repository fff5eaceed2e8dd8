import Foundation
import Testing
import ZoneCore
import ZoneMessages

/// The samples published with the standard; skipped where the standard is not there.
@Suite
struct SampleTests {
    /// What the published package itself gets wrong, by sample.
    private static let known: [String: (code: String, path: String)] = [
        "CEB214Message": ("message.unknown", "CEB214"),
        "CEB303Message": ("structure.repeated", "CEB303Message/BaseTransfer"),
        "CEB403Message": ("structure.repeated", "CEB403Message/BaseTransfer"),
        "CEB505Message": ("structure.repeated", "CEB505Message/BaseTransfer"),
        "CEB507Message": ("structure.repeated", "CEB507Message/BaseTransfer"),
        "CEB509Message": ("structure.repeated", "CEB509Message/BaseTransfer"),
        "CEB603Message": ("structure.repeated", "CEB603Message/BaseTransfer"),
        "CEB605Message": ("structure.repeated", "CEB605Message/BaseTransfer"),
        "CEB607Message": ("structure.repeated", "CEB607Message/BaseTransfer"),
        "CEB792Message": (
            "structure.missing", "CEB792Message/SummaryResult[1]/SummaryResultList[1]/gseqno"
        ),
    ]

    @Test func publishedSamplesGetTheVerdictOfTheSchema() throws {
        guard let standard = SchemaOracle.standard,
            let schemas = try SchemaOracle.published(.e202205)
        else { return }
        let folder = standard.appendingPathComponent("samples-202205")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        var validCount = 0
        for file in files {
            let bytes = [UInt8](try Data(contentsOf: folder.appendingPathComponent(file)))
            let name = String(file.dropLast(".xml".count))
            let root = try #require(Grammar.of(.e202205).roots.first { $0.name == name })
            let oracle = try #require(schemas[root.family])
            let theirs = oracle.verdict(bytes)
            let message = readMessage(bytes, edition: .e202205)
            #expect(
                message.isSound(in: .structure) == theirs.isValid, "\(name): \(theirs.complaint)")
            validCount += theirs.isValid ? 1 : 0
            guard let defect = Self.known[name] else {
                #expect(theirs.isValid, "\(name)")
                continue
            }
            let found = message.findings.map { $0.code + " " + $0.path }
            #expect(found.contains(defect.code + " " + defect.path), "\(name): \(found)")
        }
        #expect(files.count == 39)
        #expect(validCount == 29)
    }

    @Test func samplesAreMutatedToo() throws {
        guard let standard = SchemaOracle.standard,
            let schemas = try SchemaOracle.published(.e202205)
        else { return }
        let folder = standard.appendingPathComponent("samples-202205")
        var mutator = Mutator(random: SplitMix64(seed: 39))
        for root in Grammar.of(.e202205).roots {
            let file = folder.appendingPathComponent(root.name + ".xml")
            guard let bytes = try? [UInt8](Data(contentsOf: file)) else { continue }
            let oracle = try #require(schemas[root.family])
            for number in 0..<100 {
                var mutant = bytes
                let change = mutator.changeBytes(&mutant)
                let message = readMessage(mutant, edition: .e202205)
                let theirs = oracle.verdict(mutant)
                let isSame = theirs.isValid == message.isSound(in: .structure)
                let isMeant = MutationTests.isMeant(theirs.complaint, mutant)
                #expect(
                    isSame || isMeant || MutationTests.isStrictBase64(message)
                        || MutationTests.isRefusedEncoding(message),
                    "\(root.name) #\(number), \(change): libxml2 \(theirs)")
            }
        }
    }
}
