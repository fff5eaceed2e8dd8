import Foundation
package import ZoneCore
package import ZoneTrust

/// The ways to sign that stand in messages, and when the zone takes them: Resources/signature-suites.tsv.
package struct SignatureBook: Sendable {
    package struct Entry: Sendable {
        package var suite: SignatureSuite
        package var from: Day
        package var until: Day?

        func isAccepted(on day: Day) -> Bool { from <= day && until.map { day <= $0 } ?? true }
    }

    package let entries: [Entry]
    package let suites: [SignatureSuite]

    /// The book that comes with the program.
    package static func bundled() throws(SignatureBookError) -> SignatureBook {
        let url = Bundle.module.url(
            forResource: "Resources/signature-suites", withExtension: "tsv")
        return try SignatureBook(
            url.flatMap { try? String(contentsOf: $0, encoding: .utf8) } ?? "")
    }

    /// Reads the table; all defects are reported at once.
    package init(_ text: String) throws(SignatureBookError) {
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
package struct SignatureBookError: Error, Equatable, CustomStringConvertible {
    package var problems: [String]

    package var description: String {
        "signature-suites.tsv: " + (problems.isEmpty ? "empty" : problems.joined(separator: "; "))
    }
}
