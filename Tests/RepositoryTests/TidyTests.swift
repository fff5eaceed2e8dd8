import Foundation
import Testing
import ZoneMessages
import ZoneRules
import ZoneServices

/// The root of the checkout.
let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

/// The Swift files below a folder of the checkout, with their text.
func swiftFiles(below folder: String) throws -> [(path: String, text: String)] {
    let base = root.appending(path: folder)
    let names = FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String }
    return try (names ?? []).filter { $0.hasSuffix(".swift") }.sorted().map { name in
        (folder + "/" + name, try String(contentsOf: base.appending(path: name), encoding: .utf8))
    }
}

@Suite struct TidyTests {
    /// Which modules of our own, and which others, a target may import. Arrows point inward.
    static let mayImport: [(target: String, allowed: Set<String>)] = [
        ("ZoneCore", []),
        ("ZoneMessages", ["ZoneCore", "Foundation", "Glibc", "Synchronization"]),
        ("ZoneRules", ["ZoneCore", "Crypto", "Foundation", "Synchronization", "Yams"]),
        (
            "ZoneStore",
            ["ZoneCore", "Foundation", "GRDB", "GRDBSQLite", "CZstd", "Synchronization"]
        ),
        (
            "ZoneTrust",
            ["ZoneCore", "CLibCrypto", "Crypto", "CryptoExtras", "Foundation", "Synchronization"]
        ),
        (
            "ZoneServices",
            [
                "ZoneCore", "ZoneMessages", "ZoneRules", "ZoneStore", "ZoneTrust", "Crypto",
                "Foundation", "Glibc", "Logging", "Synchronization",
            ]
        ),
        ("ZoneTraffic", ["ZoneCore"]),
        (
            "ZoneServer",
            [
                "ZoneCore", "ZoneMessages", "ZoneServices", "AsyncHTTPClient", "Foundation",
                "HTTPTypes", "Hummingbird", "HummingbirdCore", "HummingbirdTLS", "JWTKit",
                "Logging", "Mustache", "NIOCore", "NIOHTTP1", "NIOPosix", "NIOSSL",
                "ServiceLifecycle", "Synchronization", "UnixSignals",
            ]
        ),
        (
            "pilotzone",
            [
                "ZoneCore", "ZoneMessages", "ZoneRules", "ZoneServices", "ZoneServer",
                "ZoneTraffic", "ZoneTrust", "ArgumentParser", "CoreFoundation", "Foundation",
                "CTCMalloc", "Glibc",
                "Logging",
                "Synchronization",
            ]
        ),
    ]

    @Test(arguments: mayImport.map(\.target))
    func importsPointInward(_ target: String) throws {
        let allowed = Self.mayImport.first { $0.target == target }?.allowed ?? []
        let files = try swiftFiles(below: "Sources/" + target)
        #expect(!files.isEmpty)
        for (path, text) in files {
            for line in text.split(separator: "\n") {
                let words = line.split(separator: " ")
                guard let keyword = words.firstIndex(of: "import"), keyword <= 1,
                    words.count == keyword + 2,
                    keyword == 0 || words[0] == "public" || words[0] == "package"
                else { continue }
                let module = String(words[keyword + 1])
                #expect(allowed.contains(module), "\(path) imports \(module)")
            }
        }
    }

    @Test func filesStayReadable() throws {
        for folder in ["Sources", "Tests"] {
            for (path, text) in try swiftFiles(below: folder) {
                let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
                #expect(lines.count <= 500, "\(path) has \(lines.count) lines")
            }
        }
    }

    /// What our code does without, and why it would be wrong.
    @Test(arguments: [
        "@unchecked Sendable", "nonisolated(unsafe)", "Task.detached", "@_exported", "try!",
        "fatalError(",
    ])
    func bannedConstructs(_ construct: String) throws {
        for (path, text) in try swiftFiles(below: "Sources") {
            #expect(!text.contains(construct), "\(path) has \(construct)")
        }
    }

    @Test func generatedPagesAreUpToDate() throws {
        let pages = [
            ("credit.md", try creditReferencePage()),
            ("indicators.md", try indicatorReferencePage()), ("risk.md", try riskReferencePage()),
            ("sandbox.md", sandboxReferencePage()),
            ("rules.md", try RuleBook.bundled().referencePage()),
            ("zones.md", try zoneReferencePage()), ("duties.md", try dutyReferencePage()),
            ("log.md", try logReferencePage()),
            ("hold-reasons.md", try holdReasonReferencePage()),
            ("measures.md", try measureReferencePage()),
            ("governance.md", try governanceReferencePage()),
        ]
        for (path, text) in referencePages() + pages {
            let page = root.appending(path: "docs/reference/" + path)
            let committed = try? String(contentsOf: page, encoding: .utf8)
            #expect(committed == text, "\(path) is stale: run `pilotzone docs`")
        }
    }

    @Test func linksOfTheDocumentsLeadSomewhere() throws {
        for name in [
            "README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/integrating.md",
            "docs/rule-book.md",
        ] {
            let page = root.appending(path: name)
            let text = try String(contentsOf: page, encoding: .utf8)
            for match in text.matches(of: #/\]\(([^)#]+)\)/#) where !match.1.hasPrefix("http") {
                let target = page.deletingLastPathComponent().appending(path: String(match.1))
                #expect(FileManager.default.fileExists(atPath: target.path), "\(name): \(match.1)")
            }
        }
    }
}
