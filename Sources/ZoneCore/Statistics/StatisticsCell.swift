/// By what declarations are counted.
public enum StatisticsDimension: Int64, Sendable, CaseIterable {
    /// Everything together.
    case all = 0
    /// Imports: country of dispatch; exports: country of destination. Codes of the standard.
    case country = 1
    /// First two digits of the HS code. A declaration counts once in each chapter that its goods are of.
    case chapter = 2
    /// `ebcCode`: the e-commerce enterprise.
    case enterprise = 3
    /// `portCode`: where goods enter or leave the country.
    case port = 4

    /// Its name in the API.
    public var name: String {
        switch self {
        case .all: "all"
        case .country: "country"
        case .chapter: "chapter"
        case .enterprise: "enterprise"
        case .port: "port"
        }
    }

    /// The dimension of that name.
    public init?(name: String) {
        guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }
}

/// What is added up. The text is what the store keeps: the name, then what it is told apart by.
public struct StatisticsMeasure: Hashable, Sendable {
    /// `count.800`, `value.800.142`.
    public let text: String

    /// The measure with that text.
    public init(_ text: String) {
        self.text = text
    }

    /// Names of all measures, and what follows each name.
    public enum Name: String, Sendable, CaseIterable {
        /// Declarations: status.
        case count
        /// Price of goods in units of 0.00001: status, currency.
        case value
        /// Dutiable value and assessed taxes in fen: status. Of chapters without `dutiable`.
        case dutiable, duty, vat, consumption
        /// Declarations whose papers, goods, or either an officer looked at, and those refused, detained or sent back after it.
        case reviewed, inspected, looked, found
        /// Declarations of the control sample, and those of them that are in `found`.
        case control, controlFound
        /// Declarations by the time from receipt of the list to release: bucket.
        case time
    }

    /// A measure with what follows its name.
    public init(_ name: Name, _ parts: String...) {
        text = ([name.rawValue] + parts).joined(separator: ".")
    }

    /// Name and parts; the name is nil for a text that is no measure.
    public var parsed: (name: Name?, parts: [String]) {
        let words = text.split(separator: ".").map(String.init)
        return (words.first.flatMap(Name.init(rawValue:)), Array(words.dropFirst()))
    }
}

/// Names one sum within a period.
public struct StatisticsKey: Hashable, Sendable {
    public var dimension: StatisticsDimension
    /// Of the dimension; empty for all together.
    public var value: String
    /// `I` or `E` and the supervision mode: `I1210`, `E9710`.
    public var mode: String
    public var measure: StatisticsMeasure

    /// A key with all its parts.
    public init(
        _ dimension: StatisticsDimension, _ value: String, mode: String,
        _ measure: StatisticsMeasure
    ) {
        (self.dimension, self.value, self.mode, self.measure) = (dimension, value, mode, measure)
    }
}
