import ZoneCore

/// The indicators and what is reported for them, as a reference page.
public func indicatorReferencePage() throws -> String {
    let table = try IndicatorTable.folder(nil)
    var text = """
        # Indicators

        Made by `pilotzone docs` from `indicators.tsv` and `inputs.tsv`; a test fails when it is stale. An operator's own
        tables take their place (`indicatorsPath`); all defects of a table are reported at once.

        Formulas have numbers, `+ - * /`, brackets, sums such as `count[flow=export, status=released]`,
        `percentile(95, time)` in seconds, `distinct(enterprise)`, `given(name)` for what was reported, and
        `previous(...)` for the period before. Conditions: `mode`, `flow`, `status`, `currency`, and one of `country`,
        `chapter`, `enterprise`, `port`; `|` between codes. Without a status, everything declared counts. Money is in yuan
        or in the currency of the condition. Figures are exact fractions, rounded once when they are shown.

        | id | 中文 | English | formula | unit | periods | scope | source | note |
        | --- | --- | --- | --- | --- | --- | --- | --- | --- |

        """
    for one in table.indicators {
        let cells = [
            "`\(one.id)`", one.zh, one.en, "`\(one.formulaText)`", one.unit.en,
            one.lengths.map(\.rawValue).joined(separator: ", "), one.scope.rawValue, one.source,
            one.note,
        ]
        text += row(cells)
    }
    text += """

        ## What is reported

        | name | 中文 | English | unit | scope | from |
        | --- | --- | --- | --- | --- | --- |

        """
    for input in table.inputs {
        text += row([
            "`\(input.id)`", input.zh, input.en, input.unit.en, input.scope.rawValue,
            input.source,
        ])
    }
    return text
}

private func row(_ cells: [String]) -> String {
    "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n"
}
