public import ZoneCore

/// An indicator: what it is called, how its figure is computed, and whence it comes.
public struct Indicator: Hashable, Sendable {
    public var id: String
    public var zh: String
    public var en: String
    public var formula: Formula
    /// The formula as it was written.
    public var formulaText: String
    public var unit: FigureUnit
    /// Digits after the point when it is shown.
    public var decimals: Int
    public var lengths: [StatisticsPeriod.Length]
    public var scope: StatisticsScope
    public var source: String
    public var note: String
}

/// A figure that somebody has to report.
public struct ReportedInput: Hashable, Sendable {
    public var id: String
    public var zh: String
    public var en: String
    public var unit: FigureUnit
    public var scope: StatisticsScope
    public var source: String
}

/// What is counted as cross-border e-commerce.
///
/// Figures of the two scopes are never in one formula: the full one is about ten times the platform's.
public enum StatisticsScope: String, Sendable, CaseIterable {
    /// What was declared here: 9610, 1210, 9710, 9810.
    case platform
    /// All kinds of business, as enterprises report in the survey.
    case full
    /// No figure of trade, such as a number of warehouses; goes with either.
    case neutral
}

/// What a figure is counted in.
public enum FigureUnit: String, Sendable, CaseIterable {
    case count, percent, yuan, dollar, second, point

    public var zh: String {
        switch self {
        case .count: "个"
        case .percent: "%"
        case .yuan: "元"
        case .dollar: "美元"
        case .second: "秒"
        case .point: "分"
        }
    }

    public var en: String {
        switch self {
        case .count: "number"
        case .percent: "%"
        case .yuan: "yuan"
        case .dollar: "US dollars"
        case .second: "seconds"
        case .point: "points"
        }
    }

    /// A figure in this unit; a share is shown in hundredths.
    public func text(_ figure: Fraction, decimals: Int) -> String {
        let shown = self == .percent ? figure.times(Fraction(100)) : figure
        return shown?.decimal(decimals) ?? figure.text
    }
}
