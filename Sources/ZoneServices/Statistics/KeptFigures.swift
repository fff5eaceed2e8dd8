import Foundation
import ZoneCore

/// Figures as they are kept with a closing: by indicator the formula and the exact fraction.
struct KeptFigures: Codable {
    struct Figure: Codable {
        var id: String
        var formula: String
        var scope: String
        var unit: String
        /// `n/d`; nil where there was none.
        var value: String?
    }

    var period: String
    var figures: [Figure]

    init(_ period: StatisticsPeriod, _ figures: [IndicatorFigure]) {
        self.period = period.description
        self.figures = figures.map {
            Figure(
                id: $0.indicator.id, formula: $0.indicator.formulaText,
                scope: $0.indicator.scope.rawValue, unit: $0.indicator.unit.rawValue,
                value: $0.figure?.text)
        }
    }

    /// What was kept; nothing where it can't be read.
    init(_ bytes: [UInt8]) {
        let known = try? JSONDecoder().decode(KeptFigures.self, from: Data(bytes))
        (period, figures) = (known?.period ?? "", known?.figures ?? [])
    }

    var json: [UInt8] {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return [UInt8](try encoder.encode(self))
        }
    }

    var byID: [String: Fraction] {
        var found: [String: Fraction] = [:]
        for figure in figures { found[figure.id] = figure.value.flatMap(Fraction.init(text:)) }
        return found
    }
}
