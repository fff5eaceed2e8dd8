import Foundation
import Testing
import ZoneCore
import ZoneMessages

/// The layer of structure must say the same as libxml2 with the standard's XSDs, of sound messages
/// and of thousands of mutants. A seed and the number of the mutant repeat any of them.
@Suite(.serialized)
struct MutationTests {
    /// Mutants of each generated message; three messages of each type and edition. A longer run, with
    /// other mutants: PILOTZONE_MUTANTS=2000 PILOTZONE_SEED=2.
    private static let mutantCount = setting("PILOTZONE_MUTANTS") ?? 200
    private static let seed = UInt64(setting("PILOTZONE_SEED") ?? 20_260_301)

    private static func setting(_ name: String) -> Int? {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
    }

    @Test(arguments: Edition.allCases)
    func generatedMessagesAreValid(_ edition: Edition) throws {
        let oracles = try Self.oracles(edition)
        for (name, root, node) in Self.messages(edition) {
            let bytes = Array((Mutator.declaration + node.xml).utf8)
            #expect(Self.isSound(bytes, edition), "\(name)")
            for (kind, schemas) in oracles {
                let verdict = try #require(schemas[root.family]).verdict(bytes)
                #expect(verdict.isValid, "\(name) by \(kind): \(verdict.complaint)")
            }
        }
    }

    @Test(arguments: Edition.allCases)
    func mutantsGetTheSameVerdict(_ edition: Edition) throws {
        let oracles = try Self.oracles(edition)
        var (count, invalid) = (0, 0)
        var mutator = Mutator(random: SplitMix64(seed: Self.seed))
        for (name, root, node) in Self.messages(edition) {
            for number in 0..<Self.mutantCount {
                let (bytes, change) = mutator.mutant(of: node)
                guard !Self.isExcluded(bytes) else { continue }
                let findings = readMessage(bytes, edition: edition)
                let ours = findings.isSound(in: .structure)
                count += 1
                invalid += ours ? 0 : 1
                for (kind, schemas) in oracles {
                    let theirs = try #require(schemas[root.family]).verdict(bytes)
                    guard theirs.isValid != ours, !Self.isMeant(theirs.complaint, bytes),
                        !Self.isStrictBase64(findings), !Self.isRefusedEncoding(findings)
                    else { continue }
                    Issue.record(
                        """
                        \(name) #\(number) by \(kind): \(change)
                        ours \(ours) \(findings.findings.map { $0.code + " " + $0.path })
                        libxml2 \(theirs.isValid) \(theirs.complaint)
                        """)
                }
            }
        }
        let kinds = oracles.map(\.kind).joined(separator: " and ")
        print("\(edition.rawValue): \(count) mutants, \(invalid) of them invalid, by \(kinds)")
        #expect(invalid * 4 > count && invalid < count)
    }

    // MARK: Parts

    private static func oracles(
        _ edition: Edition
    ) throws -> [(kind: String, schemas: [MessageFamily: SchemaOracle])] {
        var oracles = [("our own schema", try SchemaOracle.written(edition))]
        if let published = try SchemaOracle.published(edition) {
            oracles.append(("the published schema", published))
        }
        return oracles
    }

    private static func messages(
        _ edition: Edition
    ) -> [(name: String, root: Grammar.Root, node: MessageNode)] {
        let roots = Grammar.of(edition).roots.filter { $0.family != .paymentData }
        return roots.flatMap { root in
            MessageGenerator.Choice.allCases.map { choice in
                var generator = MessageGenerator(edition: edition, choice: choice, seed: 7)
                return ("\(root.name) \(choice)", root, generator.message(root))
            }
        }
    }

    private static func isSound(_ bytes: [UInt8], _ edition: Edition) -> Bool {
        readMessage(bytes, edition: edition).isSound(in: .structure)
    }

    /// Differences that are meant, as narrow as they can be told from the bytes.
    private static func isExcluded(_ bytes: [UInt8]) -> Bool {
        let text = String(decoding: bytes, as: UTF8.self)
        // We refuse every DTD; libxml2 reads it.
        return text.contains("<!DOCTYPE")
    }

    /// Differences that are meant, told from libxml2's complaint.
    static func isMeant(_ complaint: String, _ bytes: [UInt8]) -> Bool {
        // The name of a namespace is compared as text; libxml2 wants a URI by RFC 3986.
        if complaint.contains("xmlns"), complaint.contains("is not a valid URI") { return true }
        // XML 1.0 wants a digit behind "1."; libxml2 only warns.
        if complaint.contains("Unsupported version '1.'") { return true }
        // CDATA without a character, or with white space, is as good as white space; libxml2 takes
        // it for text between elements.
        let text = String(decoding: bytes, as: UTF8.self)
        if complaint.contains("Character content other than whitespace"),
            text.contains("<![CDATA[]]>") || text.contains("<![CDATA[ ]]>")
        {
            return true
        }
        // XSD 1.1 lets an anyURI be any text; libxml2 holds it against RFC 3986.
        let isURI = ["Algorithm", "URI", "Type"].contains {
            complaint.contains("attribute '\($0)'") && complaint.contains("atomic type")
        }
        // XSD collapses white space around numbers and times; libxml2 forgets to for some types.
        let isSpaced = [" ", "\n", "\t", "\r"].contains {
            complaint.contains("': '\($0)") || complaint.contains("\($0)' is not a valid value")
        }
        // A decimal may have any number of digits; libxml2 reads 24 of them.
        let value = complaint.split(separator: "': '").last?.prefix { $0 != "'" } ?? ""
        let isLong = value.count > 24 && value.allSatisfy { "0123456789.+-".contains($0) }
        return isURI || isSpaced || isLong
    }

    /// We refuse encodings by name; libxml2 knows more of them, and goes on with UTF-8 at times.
    static func isRefusedEncoding(_ message: ReadMessage) -> Bool {
        message.findings.map(\.code) == ["xml.encoding"]
    }

    /// Base64 with foreign characters in it: libxml2 passes over them, XSD does not allow them.
    static func isStrictBase64(_ message: ReadMessage) -> Bool {
        let faults = message.findings.filter { $0.layer == .structure && $0.severity == .error }
        return !faults.isEmpty
            && faults.allSatisfy { $0.code == "structure.type" && $0.expected == "base64" }
    }
}
