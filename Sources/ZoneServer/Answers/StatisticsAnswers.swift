import ZoneCore
import ZoneServices

/// A table of the statistics.
struct StatisticsTableAnswer: Encodable {
    struct Line: Encodable {
        var value: String
        /// Hidden for disclosure control; no figure is given then.
        var hidden: Bool?
        var declared: Int64?
        var released: Int64?
        var reviewed: Int64?
        var inspected: Int64?
        var found: Int64?
        var goods: [Money]?
        var duty: String?
        var vat: String?
        var consumptionTax: String?
        var medianMs: Int64?
        var p95Ms: Int64?

        init(_ line: StatisticsLine, isHidden: Bool = false) {
            value = line.value
            guard !isHidden else {
                hidden = true
                return
            }
            (declared, released, reviewed) = (line.declared, line.released, line.reviewed)
            (inspected, found) = (line.inspected, line.found)
            goods = line.values.map {
                Money(currency: $0.currency, amount: $0.amount.description)
            }
            duty = line.duty.description
            vat = line.vat.description
            consumptionTax = line.consumption.description
            (medianMs, p95Ms) = (line.percentile(50), line.percentile(95))
        }
    }

    struct Money: Encodable {
        var currency: String
        var amount: String
    }

    var period: String
    var by: String
    var scope = StatisticsScope.platform.rawValue
    var vintage: String
    /// Declarations up to this serial are counted.
    var asOf: Int64
    var newest: Int64
    var lineCount: Int
    /// Fewest declarations of a line that is shown; only where small lines are hidden.
    var countMin: Int64?
    var total: Line
    var lines: [Line]

    init(_ table: StatisticsTable, hidden: Set<String> = [], countMin: Int64? = nil) {
        period = table.period.description
        by = table.split.rawValue
        vintage = table.vintage.name
        (asOf, newest, lineCount) = (table.folded, table.newest, table.lineCount)
        self.countMin = countMin
        let isTotalSmall = countMin.map { table.total.declared < $0 } ?? false
        total = Line(table.total, isHidden: isTotalSmall)
        lines = table.lines.map { Line($0, isHidden: hidden.contains($0.value)) }
    }

    var csv: String {
        var text = CSVText()
        text.add([
            "period", "by", "value", "vintage", "as-of", "declared", "released", "reviewed",
            "inspected", "found", "goods", "duty", "vat", "consumption-tax", "median-ms", "p95-ms",
        ])
        for line in [total] + lines {
            func cell(_ number: Int64?) -> String { number.map { String($0) } ?? "" }
            let goods = (line.goods ?? []).map { $0.currency + " " + $0.amount }
            text.add([
                period, by, line.value.isEmpty ? "*" : line.value, vintage, String(asOf),
                line.hidden == true ? "c" : cell(line.declared), cell(line.released),
                cell(line.reviewed), cell(line.inspected), cell(line.found),
                goods.joined(separator: "; "), line.duty ?? "", line.vat ?? "",
                line.consumptionTax ?? "", cell(line.medianMs), cell(line.p95Ms),
            ])
        }
        return text.text
    }
}

/// Figures of the indicators in a period.
struct IndicatorsAnswer: Encodable {
    struct Figure: Encodable {
        var id: String
        var zh: String
        var en: String
        var formula: String
        var unit: String
        var scope: String
        var source: String
        var note: String
        var vintage: String
        /// The exact fraction; missing where there is none.
        var value: String?
        /// As shown.
        var text: String?
    }

    var period: String
    var figures: [Figure]

    init(_ period: StatisticsPeriod, _ figures: [IndicatorFigure]) {
        self.period = period.description
        self.figures = figures.map {
            Figure(
                id: $0.indicator.id, zh: $0.indicator.zh, en: $0.indicator.en,
                formula: $0.indicator.formulaText, unit: $0.indicator.unit.rawValue,
                scope: $0.indicator.scope.rawValue, source: $0.indicator.source,
                note: $0.indicator.note, vintage: $0.vintage.name, value: $0.figure?.text,
                text: $0.text)
        }
    }

    var csv: String {
        var text = CSVText()
        text.add([
            "period", "id", "zh", "en", "value", "exact", "unit", "scope", "vintage", "formula",
        ])
        for one in figures {
            text.add([
                period, one.id, one.zh, one.en, one.text ?? "", one.value ?? "", one.unit,
                one.scope, one.vintage, one.formula,
            ])
        }
        return text.text
    }
}

/// Declarations under a figure.
struct DeclarationsUnderFigureAnswer: Encodable {
    struct Declaration: Encodable {
        var id: String
        var serial: Int64
        var day: String
        var mode: String
        var status: Int64
        var enterprise: String
    }

    var figure: String
    var period: String
    var declarations: [Declaration]
    /// Where to go on; missing at the end.
    var next: Int64?
}

/// A closed period.
struct ClosingAnswer: Encodable {
    var period: String
    var vintage: String
    var asOf: Int64
    var by: String
    var at: String
    var digest: String

    init(_ view: ClosingView) {
        period = view.period.description
        vintage = view.vintage.name
        asOf = view.folded
        by = view.actor
        at = view.at.iso8601
        digest = view.digest
    }
}

/// Closed periods, or what changed since one was closed.
struct ClosingsAnswer: Encodable {
    var closings: [ClosingAnswer]
}

/// What changed since a period was closed.
struct CorrectionsAnswer: Encodable {
    struct Correction: Encodable {
        var value: String
        var mode: String
        var measure: String
        var closed: Int64
        var now: Int64
    }

    var period: String
    var corrections: [Correction]
}
