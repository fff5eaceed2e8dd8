import ArgumentParser
import Foundation
import ZoneCore
import ZoneServices

/// Compares exported evaluations of several zones.
struct Evaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Compares evaluations that zones exported, best first; changes nothing.",
        discussion: """
            Files come from GET /v1/evaluations/YEAR. A file whose digest does not fit, or of another year or indicator
            set than the first, is refused. scripts/recompute-evaluation computes one again.
            """)

    @Argument(help: "Exported evaluations.", completion: .file())
    var files: [String]

    func run() throws {
        let evaluations = try files.map { path in
            let data = try Data(contentsOf: URL(fileURLWithPath: path))
            guard let file = try? JSONDecoder().decode(EvaluationFile.self, from: data),
                let evaluation = file.evaluation
            else { throw ValidationError("\(path): no evaluation, or its digest does not fit") }
            return evaluation
        }
        let first = evaluations[0]
        for (path, one) in zip(files, evaluations) where !one.isComparable(with: first) {
            throw ValidationError("\(path): another year or indicator set than \(files[0])")
        }
        let ranked = evaluations.sorted { $0.points > $1.points }
        for (rank, one) in ranked.enumerated() {
            let total = one.total.flatMap(Fraction.init(text:))?.decimal(2) ?? "-"
            let tier = one.tiers.first { $0.id == one.tier }
            print(
                [
                    String(rank + 1), one.zone, one.year, total, tier?.zh ?? "-",
                    "\(one.warnings.count) warnings",
                ].joined(separator: "\t"))
        }
        for row in first.rows {
            let figures = ranked.map { one in
                one.rows.first { $0.id == row.id }?.text ?? "-"
            }
            print(([row.id] + figures).joined(separator: "\t"))
        }
    }
}

extension Evaluation {
    fileprivate var points: Fraction { total.flatMap(Fraction.init(text:)) ?? .zero }

    /// The same year, the same formulas and scales.
    fileprivate func isComparable(with other: Evaluation) -> Bool {
        func set(_ one: Evaluation) -> [[String?]] {
            one.rows.map { [$0.id, $0.formula, $0.weight, $0.floor, $0.ceiling] }
        }
        return year == other.year && set(self) == set(other)
    }
}
