import ZoneCore
import ZoneServices

/// The fixed texts of the page of statistics.
struct StatisticsText: Sendable {
    var title: String
    var lead: String
    var period: String
    var by: String
    var show: String
    var indicators: String
    var indicator: String
    var figure: String
    var unit: String
    var formula: String
    var course: String
    var table: String
    var value: String
    var declared: String
    var released: String
    var goods: String
    var tax: String
    var looked: String
    var found: String
    var median: String
    var p95: String
    var total: String
    var none: String
    var splits: [String]

    static func of(_ language: Language) -> StatisticsText { language == .zh ? zh : en }

    private static let zh = StatisticsText(
        title: "统计", lead: "平台口径：在本平台申报的清单，按收到日期（北京时间）计入。", period: "期间（年、月或日）",
        by: "分组", show: "查看", indicators: "指标", indicator: "指标", figure: "数值", unit: "单位",
        formula: "公式", course: "申报清单走势", table: "分组统计", value: "代码", declared: "申报",
        released: "放行", goods: "放行货值（币制）", tax: "税款（元）", looked: "审核/查验", found: "查获",
        median: "放行时间中位数（秒）", p95: "95分位（秒）", total: "合计", none: "该期间没有申报。",
        splits: ["监管方式", "状态", "贸易国", "HS章", "企业", "口岸"])
    private static let en = StatisticsText(
        title: "Statistics",
        lead: "Scope: lists declared on this platform, by the day (China) on which they came.",
        period: "Period (year, month or day)", by: "By", show: "Show", indicators: "Indicators",
        indicator: "Indicator", figure: "Figure", unit: "Unit", formula: "Formula",
        course: "Lists declared", table: "Table", value: "Code", declared: "Declared",
        released: "Released", goods: "Goods released (currency)", tax: "Taxes (yuan)",
        looked: "Reviewed/inspected", found: "Found", median: "Median to release (s)",
        p95: "95% (s)", total: "Total", none: "Nothing was declared in this period.",
        splits: ["Mode", "Status", "Country", "HS chapter", "Enterprise", "Port"])
}

/// Indicators, course and one table of a period.
struct StatisticsPage {
    struct Choice {
        var value: String
        var label: String
        var isChosen: Bool
    }

    struct Figure {
        var name: String
        var figure: String
        var unit: String
        var formula: String
    }

    struct Row {
        var value: String
        var declared: String
        var released: String
        var goods: String
        var tax: String
        var looked: String
        var found: String
        var median: String
        var p95: String
    }

    /// A bar of the course, as finished coordinates.
    struct Bar {
        var x: String
        var y: String
        var width: String
        var height: String
        var period: String
        var count: String
    }

    var text: StatisticsText
    var lang: String?
    var period: String
    var state: String
    var choices: [Choice]
    var figures: [Figure]
    var hasCourse: Bool
    var courseSummary: String
    var bars: [Bar]
    var isEmpty: Bool
    var total: Row
    var rows: [Row]
    var more: String?
    var jsonURL: String
    var csvURL: String

    private static let chartHeight = 160

    init(
        _ table: StatisticsTable, _ figures: [IndicatorFigure],
        _ course: [(period: StatisticsPeriod, declared: Int64)], visit: Visit
    ) {
        let isZh = visit.language == .zh
        text = StatisticsText.of(visit.language)
        lang = visit.isExplicit ? visit.language.rawValue : nil
        period = table.period.description
        let vintage = isZh ? table.vintage.zh : table.vintage.name
        let asOf = countText(Int(table.folded)) + " / " + countText(Int(table.newest))
        state =
            isZh
            ? "\(period)：\(vintage)，已计入序号 \(asOf)。" : "\(period): \(vintage), as of serial \(asOf)."
        choices = zip(StatisticsSplit.allCases, text.splits).map {
            Choice(value: $0.rawValue, label: $1, isChosen: $0 == table.split)
        }
        self.figures = figures.map {
            Figure(
                name: isZh ? $0.indicator.zh : $0.indicator.en, figure: $0.text ?? "-",
                unit: isZh ? $0.indicator.unit.zh : $0.indicator.unit.en,
                formula: $0.indicator.formulaText)
        }
        hasCourse = course.contains { $0.declared > 0 }
        let ceiling = HourChart.ceiling(Int(course.map(\.declared).max() ?? 0))
        let step = 720 / max(1, course.count)
        bars = course.enumerated().map { index, one in
            let height = Int(one.declared) * Self.chartHeight / ceiling
            return Bar(
                x: String(index * step), y: String(Self.chartHeight - height),
                width: String(max(1, step - 3)), height: String(height),
                period: one.period.description, count: countText(Int(one.declared)))
        }
        courseSummary = "\(text.course): \(period), \(countText(Int(table.total.declared)))"
        isEmpty = table.total.declared == 0
        total = Row(table.total, label: text.total)
        rows = table.lines.map { Row($0, label: $0.value.isEmpty ? "-" : $0.value) }
        if table.lineCount > table.lines.count {
            more = "\(table.lines.count) / \(countText(table.lineCount))"
        }
        jsonURL = "/v1/statistics?period=\(period)&by=\(table.split.rawValue)"
        csvURL = jsonURL + "&format=csv"
    }
}

extension StatisticsPage.Row {
    init(_ line: StatisticsLine, label: String) {
        value = label
        declared = countText(Int(line.declared))
        released = countText(Int(line.released))
        goods = line.values.map { "\($0.amount) (\($0.currency))" }.joined(separator: "; ")
        tax = moneyText(line.tax)
        looked = "\(countText(Int(line.reviewed))) / \(countText(Int(line.inspected)))"
        found = countText(Int(line.found))
        median = Self.seconds(line.percentile(50))
        p95 = Self.seconds(line.percentile(95))
    }

    private static func seconds(_ ms: Int64?) -> String {
        ms.flatMap { Fraction(Int128($0), over: 1000)?.decimal(3) } ?? "-"
    }
}
