public import ZoneCore

/// The parameters of enterprise credit.
extension ParameterID {
    /// Where points begin, which grade they give, how long answers take, what a grade means.
    static let credit: [ParameterID] =
        [
            creditBasePoints, creditContestedCounts, creditOverdueCounts, creditDisputeAnswerDays,
            creditRepairAnswerDays, creditRedListIsHighest, creditBlackListIsLowest,
        ] + CreditGrade.allCases.compactMap { creditPointsMin($0) }
        + CreditGrade.allCases.map { creditInspectionRate($0) }

    public static let creditBasePoints = ParameterID("credit.base-points", .count)
    public static let creditContestedCounts = ParameterID("credit.contested-counts", .flag)
    public static let creditOverdueCounts = ParameterID("credit.overdue-counts", .flag)
    public static let creditDisputeAnswerDays = ParameterID("credit.dispute-answer-days", .day)
    public static let creditRepairAnswerDays = ParameterID("credit.repair-answer-days", .day)
    public static let creditRedListIsHighest = ParameterID("credit.red-list-is-highest", .flag)
    public static let creditBlackListIsLowest = ParameterID("credit.black-list-is-lowest", .flag)

    /// Least points of a grade; the lowest has none.
    public static func creditPointsMin(_ grade: CreditGrade) -> ParameterID? {
        switch grade {
        case .a: ParameterID("credit.points-min-a", .count)
        case .b: ParameterID("credit.points-min-b", .count)
        case .c: ParameterID("credit.points-min-c", .count)
        case .d: nil
        }
    }

    /// By how much a grade multiplies the regular inspection rate.
    public static func creditInspectionRate(_ grade: CreditGrade) -> ParameterID {
        switch grade {
        case .a: ParameterID("credit.inspection-rate-a", .factor, .fiveDigits)
        case .b: ParameterID("credit.inspection-rate-b", .factor, .fiveDigits)
        case .c: ParameterID("credit.inspection-rate-c", .factor, .fiveDigits)
        case .d: ParameterID("credit.inspection-rate-d", .factor, .fiveDigits)
        }
    }
}
