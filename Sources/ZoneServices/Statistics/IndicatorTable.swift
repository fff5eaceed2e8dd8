import Foundation
import ZoneCore

/// The indicators and what has to be reported for them: two tables that come with the program, or the operator's.
public struct IndicatorTable: Sendable {
    public let indicators: [Indicator]
    public let inputs: [ReportedInput]

    /// The tables of a folder; those that come with the program where it is nil.
    public static func folder(_ path: String?) throws(TableError) -> IndicatorTable {
        try IndicatorTable(table: { tableText($0, folder: path) })
    }

    /// The indicator of that id.
    public func indicator(_ id: String) -> Indicator? { indicators.first { $0.id == id } }

    /// What has to be reported under that name.
    public func input(_ id: String) -> ReportedInput? { inputs.first { $0.id == id } }

    /// Reads `inputs` and `indicators`; `table` gives the text of one. All defects are reported at once.
    public init(table: (String) -> String?) throws(TableError) {
        var rows = TableRows()
        inputs = Self.inputs(&rows, table("inputs"))
        indicators = Self.indicators(&rows, table("indicators"), inputs: inputs)
        guard rows.problems.isEmpty else { throw TableError(problems: rows.problems) }
    }

    private static func inputs(_ rows: inout TableRows, _ text: String?) -> [ReportedInput] {
        rows.read("inputs", text, ["id", "zh", "en", "unit", "scope", "source"]).compactMap { row in
            guard let unit: FigureUnit = rows.word(row, "unit"),
                let scope: StatisticsScope = rows.word(row, "scope")
            else { return nil }
            return ReportedInput(
                id: row["id"], zh: row["zh"], en: row["en"], unit: unit, scope: scope,
                source: row["source"])
        }
    }

    private static func indicators(
        _ rows: inout TableRows, _ text: String?, inputs: [ReportedInput]
    ) -> [Indicator] {
        let heads = [
            "id", "zh", "en", "formula", "unit", "decimals", "periods", "scope", "source", "note",
        ]
        var indicators: [Indicator] = []
        for row in rows.read("indicators", text, heads) {
            let words = row["periods"].split(separator: ",").map(String.init)
            let lengths = words.compactMap(StatisticsPeriod.Length.init(rawValue:))
            if lengths.isEmpty || lengths.count != words.count {
                rows.report(row, "periods", row["periods"], "day, month, year")
            }
            if let one = indicator(row, &rows, inputs: inputs, lengths: lengths) {
                indicators.append(one)
            }
        }
        return indicators
    }

    /// The indicator of a row with the columns that every table of indicators has.
    static func indicator(
        _ row: TableRows.Row, _ rows: inout TableRows, inputs: [ReportedInput],
        lengths: [StatisticsPeriod.Length]
    ) -> Indicator? {
        let unit: FigureUnit? = rows.word(row, "unit")
        let scope: StatisticsScope? = rows.word(row, "scope")
        let decimals = Int(row["decimals"]).flatMap { (0...9).contains($0) ? $0 : nil }
        if decimals == nil { rows.report(row, "decimals", row["decimals"], "0...9") }
        guard let formula = formula(row, &rows), let unit, let scope, let decimals else {
            return nil
        }
        let indicator = Indicator(
            id: row["id"], zh: row["zh"], en: row["en"], formula: formula,
            formulaText: row["formula"], unit: unit, decimals: decimals, lengths: lengths,
            scope: scope, source: row["source"], note: row["note"])
        check(indicator, row, &rows, inputs: inputs)
        return indicator
    }

    private static func formula(_ row: TableRows.Row, _ rows: inout TableRows) -> Formula? {
        do {
            return try Formula(row["formula"])
        } catch {
            rows.report(row, "formula", error.zh + " / " + error.en)
            return nil
        }
    }

    /// What a formula names has to be there and of the indicator's scope.
    private static func check(
        _ indicator: Indicator, _ row: TableRows.Row, _ rows: inout TableRows,
        inputs: [ReportedInput]
    ) {
        if indicator.formula.readsSums, indicator.scope != .platform {
            rows.report(
                row, "scope",
                "申报汇总属于平台口径，本指标为 \(indicator.scope.rawValue) / sums of declarations are of the "
                    + "platform's scope, this indicator is \(indicator.scope.rawValue)")
        }
        for name in indicator.formula.givenNames {
            guard let input = inputs.first(where: { $0.id == name }) else {
                rows.report(row, "formula", name, "given(...): a row of inputs")
                continue
            }
            if input.scope != .neutral, input.scope != indicator.scope {
                rows.report(
                    row, "scope",
                    "\(name) 的口径为 \(input.scope.rawValue)，本指标为 \(indicator.scope.rawValue) / \(name) is of "
                        + "scope \(input.scope.rawValue), this indicator is \(indicator.scope.rawValue)"
                )
            }
        }
    }
}

/// A table's text: of the folder, or the one that comes with the program.
func tableText(_ name: String, folder: String?) -> String? {
    if let folder {
        return try? String(
            contentsOf: URL(fileURLWithPath: folder).appending(path: name + ".tsv"),
            encoding: .utf8)
    }
    return Bundle.module.url(forResource: "Resources/" + name, withExtension: "tsv")
        .flatMap { try? String(contentsOf: $0, encoding: .utf8) }
}
