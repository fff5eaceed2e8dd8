public import ZoneCore

/// The parameters of the survey of all kinds of business.
extension ParameterID {
    static let survey: [ParameterID] = [surveyYearMin, surveyHalfYearMin]

    public static let surveyYearMin = ParameterID("survey.year-trade-min", .yuan)
    public static let surveyHalfYearMin = ParameterID("survey.half-year-trade-min", .yuan)
}

/// From how many yuan of trade an enterprise reports in the survey.
public struct SurveyLimits: Hashable, Sendable {
    /// In a year.
    public let yearYuan: Int
    /// In a half year, for the survey of that half year.
    public let halfYearYuan: Int
}

extension RuleBook {
    /// The limits of a day; nil on days without a rule.
    public func surveyLimits(on day: Day) -> SurveyLimits? {
        guard let year = wholeNumber(.surveyYearMin, on: day),
            let half = wholeNumber(.surveyHalfYearMin, on: day)
        else { return nil }
        return SurveyLimits(yearYuan: year, halfYearYuan: half)
    }
}
