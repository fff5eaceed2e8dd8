/// What the value of a parameter counts. The raw value is how files write it.
public enum ParameterUnit: String, Sendable, CaseIterable {
    /// Yuan, in whole fen.
    case yuan = "CNY"
    /// A share of one, 0...1, in whole parts of 100,000.
    case ratio
    /// Yuan a litre.
    case yuanPerLitre = "CNY/l"
    /// Yuan a gram.
    case yuanPerGram = "CNY/g"
    /// Yuan a millilitre.
    case yuanPerMillilitre = "CNY/ml"
    /// Yuan a piece.
    case yuanPerPiece = "CNY/piece"
    /// Whole days.
    case day
    /// Whole months.
    case month
    /// A whole number of what the parameter's text says.
    case count
    /// A multiplier.
    case factor
    /// `true` or `false`.
    case flag

    /// The value a file writes as `text`, or nil where it does not fit the unit.
    public func value(of text: String) -> ParameterValue? {
        switch self {
        case .flag: return text == "true" ? .flag(true) : text == "false" ? .flag(false) : nil
        case .yuan, .ratio, .yuanPerLitre, .yuanPerGram, .yuanPerMillilitre, .yuanPerPiece, .day,
            .month, .count, .factor:
            guard let number = Ratio(decimal: text), fits(number) else { return nil }
            return .number(number)
        }
    }

    private func fits(_ number: Ratio) -> Bool {
        switch self {
        case .yuan: number.whole(of: 100) != nil
        case .ratio: number.whole(of: Rate.partsPerOne).map { $0 <= Rate.partsPerOne } ?? false
        case .day, .month, .count: number.whole(of: 1) != nil
        case .yuanPerLitre, .yuanPerGram, .yuanPerMillilitre, .yuanPerPiece, .factor, .flag: true
        }
    }
}

/// A value of a parameter, exact.
public enum ParameterValue: Hashable, Sendable {
    /// A decimal number, never negative.
    case number(Ratio)
    /// A yes or a no.
    case flag(Bool)
}
