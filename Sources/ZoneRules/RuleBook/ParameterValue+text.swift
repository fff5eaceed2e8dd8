extension ParameterValue: CustomStringConvertible {
    /// The value as files write it: `0.13`, `5000`, `true`.
    public var description: String {
        switch self {
        case .flag(let flag): "\(flag)"
        case .number(let number): number.decimal
        }
    }
}

extension Ratio {
    /// As a decimal number without needless zeros, cut after 9 digits.
    fileprivate var decimal: String {
        let (whole, rest) = numerator.quotientAndRemainder(dividingBy: denominator)
        var digits = ""
        var left = rest
        while left > 0, digits.utf8.count < 9 {
            let (digit, more) = (left * 10).quotientAndRemainder(dividingBy: denominator)
            digits += "\(digit)"
            left = more
        }
        return digits.isEmpty ? "\(whole)" : "\(whole).\(digits)"
    }
}
