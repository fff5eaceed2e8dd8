import Foundation
import ZoneCore
import ZoneTrust

/// The ways to sign that stand in messages, and when the zone takes them: Resources/signature-suites.tsv.
struct SignatureBook: Sendable {
    struct Entry: Sendable {
        var suite: SignatureSuite
        var from: Day
        var until: Day?

        func isAccepted(on day: Day) -> Bool { from <= day && until.map { day <= $0 } ?? true }
    }

    let entries: [Entry]
    let suites: [SignatureSuite]

    /// The book that comes with the program.
    static func bundled() throws(SignatureBookError) -> SignatureBook {
        let url = Bundle.module.url(
            forResource: "Resources/signature-suites", withExtension: "tsv")
        return try SignatureBook(
            url.flatMap { try? String(contentsOf: $0, encoding: .utf8) } ?? "")
    }

    /// Reads the table; all defects are reported at once.
    init(_ text: String) throws(SignatureBookError) {
        var entries: [Entry] = []
        var problems: [String] = []
        let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.dropFirst()
        for line in lines {
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(
                String.init)
            guard cells.count == 9, let signature = SignatureAlgorithm(rawValue: cells[3]),
                let digest = DigestAlgorithm(rawValue: cells[4]), let from = Day(cells[5]),
                cells[6].isEmpty || Day(cells[6]) != nil, ["yes", "no"].contains(cells[7]),
                !cells[8].isEmpty, !entries.contains(where: { $0.suite.id == cells[0] })
            else {
                problems.append(String(line.prefix(60)))
                continue
            }
            let suite = SignatureSuite(
                id: cells[0], signatureMethod: cells[1], digestMethod: cells[2],
                signature: signature, digest: digest)
            entries.append(Entry(suite: suite, from: from, until: Day(cells[6])))
        }
        guard problems.isEmpty, !entries.isEmpty else {
            throw SignatureBookError(problems: problems)
        }
        self.entries = entries
        suites = entries.map(\.suite)
    }
}

/// What is wrong with the table of ways to sign: the lines that are.
struct SignatureBookError: Error, Equatable, CustomStringConvertible {
    var problems: [String]

    var description: String {
        "signature-suites.tsv: " + (problems.isEmpty ? "empty" : problems.joined(separator: "; "))
    }
}
