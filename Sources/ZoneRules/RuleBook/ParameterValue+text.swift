extension ParameterValue: CustomStringConvertible {
    /// The value as files write it: `0.13`, `5000`, `true`.
    public var description: String {
        switch self {
        case .flag(let flag): "\(flag)"
        case .number(let number): number.exactText
        }
    }
}
