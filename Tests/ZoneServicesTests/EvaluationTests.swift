import Foundation
import Glibc
import Testing
import ZoneCore
import ZoneServices
import ZoneTraffic

private let python = "/usr/bin/env"
private let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

/// The yearly evaluation, and the script that computes it again.
@Suite(.serialized) struct EvaluationTests {
    private static let head =
        "id\tdimension\tzh\ten\tformula\tunit\tdecimals\tscope\tmark\tweight\tfloor\tceiling\tsource\n"

    private func problems(_ rows: String, tiers: String) -> [String] {
        do {
            _ = try EvaluationTable(inputs: []) {
                $0 == "tiers" ? "id\tzh\ten\tscoreMin\n" + tiers : Self.head + rows
            }
            return []
        } catch {
            return error.problems
        }
    }

    @Test func defectsAreToldAtOnce() {
        let found = problems(
            """
            a\td\tA\tA\tcount\tcount\t0\tplatform\tpublic\t1\t\t2\tx
            b\td\tB\tB\tcount\tcount\t0\tplatform\tofficial\t0\t5\t5\tx
            c\td\tC\tC\tcount /\tcount\t0\tplatform\tpublic\t\t\t\tx
            """, tiers: "1\tA\tA\t50\n2\tB\tB\t60\n")
        for word in [
            "line 2, floor", "line 3, mark", "line 3, weight", "line 3, ceiling", "line 4, formula",
            "tiers, line 3, scoreMin",
        ] {
            #expect(found.contains { $0.contains(word) }, "\(word): \(found)")
        }
    }

    @Test func pointsAreInProportionAndBounded() throws {
        let down = EvaluationTable.Scale(
            weight: Fraction(1), floor: Fraction(60), ceiling: Fraction(10))
        for (figure, score) in [(60, "0"), (35, "50"), (10, "100"), (5, "100"), (99, "0")] {
            #expect(down.score(Fraction(Int64(figure)))?.text == score)
        }
    }

    /// Figures, scores, total and tier of a filled table are those that the independent script computes; a changed file
    /// is found out.
    @Test func theScriptComputesTheSame() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try fillTables(in: folder)
        let trade = TradeMessages()
        let test = try await TestZone {
            $0.statisticsIntervalMs = 3_600_000
            $0.indicatorsPath = folder.path
        }
        for body in try ["N1", "N2", "N3"].flatMap(trade.export) { _ = try await test.submit(body) }
        _ = try await test.submit(try trade.list("N4"))
        for index in 0..<8 {
            let all = test.messages(index)
            for kind in all.keys.sorted(by: { $0.rawValue < $1.rawValue }) {
                if let body = all[kind] { _ = try await test.submit(body) }
            }
            test.clock.advance(ms: 3_600_123)
        }
        try test.zone.foldStatistics()
        let year = try #require(StatisticsPeriod("2026"))
        for (name, value) in [("planTasks", "7"), ("planTasksDone", "5"), ("parks", "3.5")] {
            let number = try #require(Fraction(decimal: value))
            try test.zone.report(name, in: year, value: number, evidence: "file 1", by: "clerk")
        }
        let evaluation = try test.zone.evaluation(year, of: "A")
        #expect(evaluation.rows.first?.figure == "5/7")
        #expect(evaluation.total != nil && evaluation.tier != nil)
        #expect(evaluation.warnings.contains { $0.en.contains("no figure") })
        let file = try EvaluationFile(evaluation)
        #expect(file.evaluation?.total == evaluation.total)
        let path = folder.appending(path: "evaluation.json")
        try JSONEncoder().encode(file).write(to: path)
        #expect(recompute(path) == 0)
        var forged = evaluation
        forged.sums[0].amount += 1
        try JSONEncoder().encode(try EvaluationFile(forged)).write(to: path)
        #expect(recompute(path) == 1)
        var torn = file
        torn.content += " "
        #expect(torn.evaluation == nil)
        try await test.remove()
        try FileManager.default.removeItem(at: folder)
    }

    /// The tables that come with the program, with every scale and tier filled in.
    private func fillTables(in folder: URL) throws {
        let resources = root.appending(path: "Sources/ZoneServices/Resources")
        for name in ["indicators", "inputs"] {
            try FileManager.default.copyItem(
                at: resources.appending(path: name + ".tsv"),
                to: folder.appending(path: name + ".tsv"))
        }
        let rows = try String(
            contentsOf: resources.appending(path: "evaluation.tsv"), encoding: .utf8)
        let filled = rows.split(separator: "\n").enumerated().map { index, line in
            var fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(
                String.init)
            if index > 0 {
                fields.replaceSubrange(9...11, with: ["\(index).5", "0", "\(index * 3)"])
            }
            return fields.joined(separator: "\t")
        }
        try Data((filled.joined(separator: "\n") + "\n").utf8).write(
            to: folder.appending(path: "evaluation.tsv"))
        try Data("id\tzh\ten\tscoreMin\n1\t甲\tA\t60\n2\t乙\tB\t0\n".utf8).write(
            to: folder.appending(path: "tiers.tsv"))
    }

    private func recompute(_ file: URL) -> Int32 {
        let script = root.appending(path: "scripts/recompute-evaluation").path
        let words: [String] = [python, "python3", script, file.path]
        var texts = words.map { strdup($0) }
        defer { for text in texts { free(text) } }
        texts.append(nil)
        var pid = pid_t()
        guard posix_spawn(&pid, python, nil, nil, texts, environ) == 0 else { return -1 }
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0 { if errno != EINTR { return -1 } }
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : -1
    }
}
