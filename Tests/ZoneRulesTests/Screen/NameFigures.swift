import Foundation
import Testing
import ZoneRules

/// Recall and false hits on the synthetic corpus. The page docs/reference/name-screening.md holds
/// what this finds; with PILOTZONE_WRITE_PAGES=1 the page is written anew.
@Suite struct NameFigures {
    static let nameCount = 100_000
    static let queryCount = 2_000
    static let unlistedCount = 10_000

    @Test func pageSaysWhatIsFound() throws {
        var corpus = NameCorpus(seed: 20_261_127, nameCount: Self.nameCount)
        let index = NameIndex(corpus.list)
        var scratch = NameScratch()
        let text = Self.page(
            recall: NameVariant.allCases.map { Self.recall($0, &corpus, index, &scratch) },
            falseHits: NameCorpus.Kind.allCases.map {
                Self.falseHits($0, &corpus, index, &scratch)
            },
            byteCount: index.byteCount / index.nameCount)
        let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "docs/reference/name-screening.md")
        if ProcessInfo.processInfo.environment["PILOTZONE_WRITE_PAGES"] == "1" {
            try text.write(to: page, atomically: true, encoding: .utf8)
        }
        let committed = try? String(contentsOf: page, encoding: .utf8)
        #expect(
            committed == text,
            "stale: PILOTZONE_WRITE_PAGES=1 swift test -c release --filter NameFigures\n\(text)")
    }

    /// A row: the variant, and of 1000 names how many are found.
    static func recall(
        _ variant: NameVariant, _ corpus: inout NameCorpus, _ index: NameIndex,
        _ scratch: inout NameScratch
    ) -> String {
        var (asked, found) = (0, 0)
        while asked < queryCount {
            let entry = corpus.entry(variant.kind)
            guard let name = variant.write(corpus.list.entries[entry].names[0], &corpus) else {
                continue
            }
            asked += 1
            if index.match(name, scratch: &scratch).contains(where: { $0.entry == entry }) {
                found += 1
            }
        }
        return "| \(variant.title) | \(permille(found, asked)) |"
    }

    /// A row: the kind, how many unlisted names hit, and how many of these only by their reading.
    static func falseHits(
        _ kind: NameCorpus.Kind, _ corpus: inout NameCorpus, _ index: NameIndex,
        _ scratch: inout NameScratch
    ) -> String {
        var (hit, sameReading) = (0, 0)
        for _ in 0..<unlistedCount {
            let hits = index.match(corpus.unlisted(kind), scratch: &scratch)
            guard let best = hits.first else { continue }
            hit += 1
            if best.reason == .pinyin { sameReading += 1 }
        }
        return "| \(title(kind)) | \(hit) | \(sameReading) |"
    }

    static func title(_ kind: NameCorpus.Kind) -> String {
        switch kind {
        case .hanPerson: "person in Han"
        case .pinyinPerson: "person in pinyin"
        case .latinPerson: "person in Latin letters"
        case .cyrillicPerson: "person in Cyrillic"
        case .hanFirm: "firm in Han"
        case .latinFirm: "firm in Latin letters"
        }
    }

    static func permille(_ part: Int, _ whole: Int) -> String {
        let permille = part * 1000 / whole
        return "\(permille / 10).\(permille % 10)"
    }

    static func page(recall: [String], falseHits: [String], byteCount: Int) -> String {
        let shares = NameCorpus.Kind.allCases.map { "\($0.share) % \(title($0))" }
        return """
            # Name screening: what is found

            Written by the test `NameFigures`; do not edit. The list has \(nameCount) names, drawn by code
            from a fixed seed (\(shares.joined(separator: ", "))). No real list was used: on one, the
            figures will differ, above all those of false hits, which grow with the list and with how
            common its names are. The threshold is 85. The index takes \(byteCount) bytes a name.

            ## Recall

            Of \(queryCount) listed names, each written otherwise, the share in percent whose entry is
            among the hits. Wade-Giles and Hong Kong spellings come from a table of the tests with
            \(NameVariant.spellingCount) characters.

            | variant | found |
            | --- | ---: |
            \(recall.joined(separator: "\n"))

            ## False hits

            Of \(unlistedCount) names drawn alike that are not on the list, how many hit anything. Where
            the reading is the same, letters cannot tell the two persons apart.

            | name | hits | of these by the same reading |
            | --- | ---: | ---: |
            \(falseHits.joined(separator: "\n"))

            """
    }
}
