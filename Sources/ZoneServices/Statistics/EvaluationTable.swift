public import ZoneCore

/// The yearly indicator set with its scoring, and the tiers: two tables of the operator.
///
/// What is public of the official evaluation are eight dimensions and the names of four tiers. Weights, scales and limits
/// of tiers are not public: they are empty until the operator fills them in, and nothing is scored without them.
public struct EvaluationTable: Sendable {
    /// One indicator of the set.
    public struct Row: Sendable {
        public var indicator: Indicator
        public var dimension: String
        /// `public` for what public accounts name, `proposed` for ours.
        public var mark: String
        public var scale: Scale?
    }

    /// How a figure becomes points: none at `floor`, 100 at `ceiling`, in proportion between; the ceiling may be lower.
    public struct Scale: Hashable, Sendable {
        public var weight: Fraction
        public var floor: Fraction
        public var ceiling: Fraction

        /// A scale with all its parts; floor and ceiling differ.
        public init(weight: Fraction, floor: Fraction, ceiling: Fraction) {
            (self.weight, self.floor, self.ceiling) = (weight, floor, ceiling)
        }

        /// The points of a figure, 0 to 100; nil where it does not fit.
        public func score(_ figure: Fraction) -> Fraction? {
            guard let span = ceiling.minus(floor),
                let share = figure.minus(floor)?.divided(by: span)
            else { return nil }
            return min(max(share, .zero), Fraction(1)).times(Fraction(100))
        }
    }

    /// A tier: what it takes at least; nil until the operator says so.
    public struct Tier: Sendable {
        public var id: String
        public var zh: String
        public var en: String
        public var scoreMin: Fraction?
    }

    public let rows: [Row]
    /// Best first.
    public let tiers: [Tier]

    /// Reads `evaluation` and `tiers`; `table` gives the text of one. All defects are reported at once.
    public init(inputs: [ReportedInput], table: (String) -> String?) throws(TableError) {
        var reader = TableRows()
        rows = Self.rows(&reader, table("evaluation"), inputs)
        tiers = Self.tiers(&reader, table("tiers"))
        guard reader.problems.isEmpty else { throw TableError(problems: reader.problems) }
    }

    private static func rows(
        _ reader: inout TableRows, _ text: String?, _ inputs: [ReportedInput]
    ) -> [Row] {
        let heads = [
            "id", "dimension", "zh", "en", "formula", "unit", "decimals", "scope", "mark",
            "weight", "floor", "ceiling", "source",
        ]
        var rows: [Row] = []
        for row in reader.read("evaluation", text, heads) {
            if !["public", "proposed", "operator"].contains(row["mark"]) {
                reader.report(row, "mark", row["mark"], "public, proposed, operator")
            }
            let scale = scale(row, &reader)
            guard
                let indicator = IndicatorTable.indicator(
                    row, &reader, inputs: inputs, lengths: [.year])
            else { continue }
            rows.append(
                Row(
                    indicator: indicator, dimension: row["dimension"], mark: row["mark"],
                    scale: scale))
        }
        return rows
    }

    /// All three of weight, floor and ceiling, or none.
    private static func scale(_ row: TableRows.Row, _ reader: inout TableRows) -> Scale? {
        let columns = ["weight", "floor", "ceiling"]
        guard columns.contains(where: { !row[$0].isEmpty }) else { return nil }
        let numbers = columns.map { reader.number(row, $0) }
        guard let weight = numbers[0], let floor = numbers[1], let ceiling = numbers[2] else {
            return nil
        }
        if weight <= .zero { reader.report(row, "weight", row["weight"], "> 0") }
        if floor == ceiling {
            reader.report(row, "ceiling", row["ceiling"], "another number than floor / 不同于 floor")
        }
        return Scale(weight: weight, floor: floor, ceiling: ceiling)
    }

    private static func tiers(_ reader: inout TableRows, _ text: String?) -> [Tier] {
        var tiers: [Tier] = []
        for row in reader.read("tiers", text, ["id", "zh", "en", "scoreMin"]) {
            let least = row["scoreMin"].isEmpty ? nil : reader.number(row, "scoreMin")
            if let least, let above = tiers.last?.scoreMin, above <= least {
                reader.report(row, "scoreMin", row["scoreMin"], "below the tier above / 低于上一档")
            }
            tiers.append(Tier(id: row["id"], zh: row["zh"], en: row["en"], scoreMin: least))
        }
        return tiers
    }
}
