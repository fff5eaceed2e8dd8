import ArgumentParser
import Foundation
import ZoneMessages
import ZoneRules
import ZoneServices

/// Writes the generated reference pages, or says which are stale.
struct Docs: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes the generated pages of docs/reference.")

    @Option(help: "Folder of the reference pages.")
    var output = "docs/reference"
    @Flag(help: "Write nothing; exit 1 when a page is stale.")
    var check = false

    func run() throws {
        var stale: [String] = []
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
            let url = URL(fileURLWithPath: output).appending(path: path)
            let old = try? String(contentsOf: url, encoding: .utf8)
            guard old != text else { continue }
            stale.append(path)
            guard !check else { continue }
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
        }
        if check, !stale.isEmpty {
            print("stale: " + stale.joined(separator: " "))
            throw ExitCode(1)
        }
        print(stale.isEmpty ? "all pages are up to date" : "wrote \(stale.count) pages")
    }
}
