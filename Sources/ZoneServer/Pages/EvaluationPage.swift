import ZoneCore
import ZoneServices

/// The evaluation of a year, to read and to print.
struct EvaluationPage {
    struct Row {
        var dimension: String
        var name: String
        var figure: String
        var score: String
        var weight: String
        var mark: String
        var formula: String
    }

    var title: String
    var lead: String
    var yearLabel: String
    var show: String
    var lang: String?
    var year: String
    var result: String
    var digestLine: String
    var heads: [String]
    var rows: [Row]
    var warningsTitle: String
    var hasWarnings: Bool
    var warnings: [String]
    var fileURL: String

    init?(_ file: EvaluationFile, visit: Visit) {
        guard let evaluation = file.evaluation else { return nil }
        let isZh = visit.language == .zh
        title = isZh ? "年度评估" : "Evaluation of the year"
        lead =
            isZh
            ? "官方权重、评分标准和分档界限未公开；留空处由运营方填写（evaluation.tsv、tiers.tsv），未填写的指标不评分。"
            : "Official weights, scales and limits of tiers are not public: they are empty until the operator fills "
                + "evaluation.tsv and tiers.tsv, and nothing is scored without them."
        yearLabel = isZh ? "年份" : "Year"
        show = isZh ? "查看" : "Show"
        lang = visit.isExplicit ? visit.language.rawValue : nil
        year = evaluation.year
        let total = evaluation.total.flatMap(Fraction.init(text:))?.decimal(2) ?? "-"
        let tier = evaluation.tiers.first { $0.id == evaluation.tier }
        let tierName = (isZh ? tier?.zh : tier?.en) ?? "-"
        result =
            isZh
            ? "总分 \(total)，档次：\(tierName)，\(evaluation.vintage)，已计入序号 \(evaluation.asOf)。"
            : "Total \(total), tier: \(tierName), \(evaluation.vintage), as of serial \(evaluation.asOf)."
        digestLine = "SHA-256 \(file.digest)"
        heads =
            isZh
            ? ["维度", "指标", "数值", "得分", "权重", "来源", "公式"]
            : ["Dimension", "Indicator", "Figure", "Score", "Weight", "Mark", "Formula"]
        func decimal(_ text: String?) -> String {
            text.flatMap(Fraction.init(text:))?.decimal(2) ?? "-"
        }
        rows = evaluation.rows.map { row in
            Row(
                dimension: row.dimension, name: isZh ? row.zh : row.en, figure: row.text ?? "-",
                score: decimal(row.score), weight: decimal(row.weight), mark: row.mark,
                formula: row.formula)
        }
        warningsTitle = isZh ? "预警" : "Warnings"
        warnings = evaluation.warnings.map { isZh ? $0.zh : $0.en }
        hasWarnings = !warnings.isEmpty
        fileURL = "/v1/evaluations/\(year)"
    }
}
