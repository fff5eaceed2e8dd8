import Foundation
public import ZoneCore
import ZoneStore

/// The evaluation of a year as a snapshot: figures, points and tier, with everything they were computed from, so that
/// anybody can compute them again. `scripts/recompute-evaluation` does.
public struct Evaluation: Codable, Sendable {
    public struct Row: Codable, Sendable {
        public var id: String
        public var dimension: String
        public var zh: String
        public var en: String
        public var formula: String
        public var unit: String
        public var decimals: Int
        public var scope: String
        public var mark: String
        public var source: String
        /// Exact fractions; missing where the operator left the scale empty.
        public var weight: String?
        public var floor: String?
        public var ceiling: String?
        /// Missing where nothing was reported or a division by nothing.
        public var figure: String?
        /// As shown.
        public var text: String?
        /// 0 to 100; missing without a scale. Without a figure it is 0.
        public var score: String?
    }

    public struct Tier: Codable, Sendable {
        public var id: String
        public var zh: String
        public var en: String
        public var scoreMin: String?
    }

    public struct Sum: Codable, Sendable {
        public var period: String
        public var dimension: String
        public var value: String
        public var mode: String
        public var measure: String
        public var amount: Int64
    }

    public struct Report: Codable, Sendable {
        public var name: String
        public var period: String
        public var value: String
        public var evidence: String
        public var by: String
    }

    /// Something that endangers the zone's standing.
    public struct Warning: Codable, Sendable {
        public var zh: String
        public var en: String
    }

    public var format = "pilotzone-evaluation-1"
    public var zone: String
    public var year: String
    public var vintage: String
    /// Declarations up to this serial are counted.
    public var asOf: Int64
    public var rows: [Row]
    public var tiers: [Tier]
    /// The weighted mean of the scores; missing where nothing has a scale.
    public var total: String?
    public var tier: String?
    public var warnings: [Warning]
    public var sums: [Sum]
    public var reports: [Report]
}

/// The file of an evaluation: its JSON as one text, and the SHA-256 of that text's bytes.
public struct EvaluationFile: Codable, Sendable {
    public var digest: String
    public var content: String

    /// The evaluation in the file; nil where digest and content do not fit or it is none.
    public var evaluation: Evaluation? {
        guard hexDigest(Array(content.utf8)) == digest else { return nil }
        return try? JSONDecoder().decode(Evaluation.self, from: Data(content.utf8))
    }

    /// The file as bytes, always the same for the same evaluation.
    public init(_ evaluation: Evaluation) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        content = String(decoding: try encoder.encode(evaluation), as: UTF8.self)
        digest = hexDigest(Array(content.utf8))
    }
}

extension Zone {
    /// The evaluation of a year by the operator's table.
    public func evaluation(_ year: StatisticsPeriod, of zoneName: String) throws -> Evaluation {
        let reader = FigureReader(store: store)
        let closing = try reader.closing(year)
        let folded = try closing?.folded ?? store.statisticsState(dirtyCountMax: 1).folded
        let rows = try evaluationTable.rows.map { row in
            Evaluation.Row(row, try row.indicator.formula.value(in: year, from: reader))
        }
        var evaluation = Evaluation(
            zone: zoneName, year: year.description,
            vintage: (closing.flatMap { StatisticsVintage(rawValue: $0.vintage) } ?? .open).name,
            asOf: folded, rows: rows,
            tiers: evaluationTable.tiers.map {
                Evaluation.Tier(id: $0.id, zh: $0.zh, en: $0.en, scoreMin: $0.scoreMin?.text)
            }, warnings: [],
            sums: reader.usedSums.map { period, sum in
                Evaluation.Sum(
                    period: period.description, dimension: sum.key.dimension.name,
                    value: sum.key.value, mode: sum.key.mode, measure: sum.key.measure.text,
                    amount: sum.amount)
            },
            reports: reader.usedReports.map {
                Evaluation.Report(
                    name: $0.name, period: $0.period.description, value: $0.value,
                    evidence: $0.evidence, by: $0.actor)
            })
        let total = total(rows)
        evaluation.total = total?.text
        evaluation.tier = total.flatMap(tier)?.id
        evaluation.warn()
        return evaluation
    }

    private func total(_ rows: [Evaluation.Row]) -> Fraction? {
        var (points, weights) = (Fraction.zero, Fraction.zero)
        for (row, shown) in zip(evaluationTable.rows, rows) {
            guard let scale = row.scale, let score = shown.score.flatMap(Fraction.init(text:)),
                let weighted = scale.weight.times(score), let sum = points.plus(weighted),
                let weight = weights.plus(scale.weight)
            else { continue }
            (points, weights) = (sum, weight)
        }
        return points.divided(by: weights)
    }

    private func tier(_ total: Fraction) -> EvaluationTable.Tier? {
        evaluationTable.tiers.first { $0.scoreMin.map { $0 <= total } ?? false }
    }
}

extension Evaluation {
    fileprivate mutating func warn() {
        for row in rows where row.weight != nil && row.figure == nil {
            warnings.append(
                Warning(
                    zh: "“\(row.zh)”没有数值，计 0 分。", en: "\(row.en): no figure, counted as 0 points."))
        }
        for row in rows where row.figure != nil && row.score == "0" {
            warnings.append(
                Warning(zh: "“\(row.zh)”为 0 分。", en: "\(row.en): 0 points."))
        }
        if let last = tiers.last, tier == last.id {
            warnings.append(
                Warning(
                    zh: "处于末档“\(last.zh)”：评估和退出机制下的退出风险。",
                    en: "In the last tier, \(last.en): exposed to the exit mechanism."))
        }
    }
}

extension Evaluation.Row {
    fileprivate init(_ row: EvaluationTable.Row, _ figure: Fraction?) {
        let indicator = row.indicator
        (id, dimension, zh, en) = (indicator.id, row.dimension, indicator.zh, indicator.en)
        (formula, unit) = (indicator.formulaText, indicator.unit.rawValue)
        (decimals, scope) = (indicator.decimals, indicator.scope.rawValue)
        (mark, source) = (row.mark, indicator.source)
        weight = row.scale?.weight.text
        floor = row.scale?.floor.text
        ceiling = row.scale?.ceiling.text
        self.figure = figure?.text
        text = figure.map { indicator.unit.text($0, decimals: indicator.decimals) }
        score = row.scale.map { scale in figure.flatMap(scale.score)?.text ?? "0" }
    }
}
