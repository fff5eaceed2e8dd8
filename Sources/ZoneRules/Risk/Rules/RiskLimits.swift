public import ZoneCore

/// The figures of the risk rules' conditions on one day. Nil where a parameter has no value on the
/// day; what depends on it is then not evaluated.
public struct RiskLimits: Sendable {
    /// Ceiling of one transaction and of one person's year: law, not settings.
    public let transactionValueMax: Fen?
    public let yearlyValueMax: Fen?
    /// Scores from which papers are looked at, goods are looked at, nothing moves.
    let bands: [(action: RiskAction, scoreMin: Int)]
    /// Scores from which a name is that of a denied party, and like that of one.
    let partyScoreMin: Int64?
    let partyAlikeScoreMin: Int64?
    let splittingDays: Int32
    let splittingOrderCountMin: Int64?
    let splittingAverageShareMin: Rate?
    let identityDays: Int32
    let identityTelephoneCountMin: Int64?
    let identityAddressCountMin: Int64?
    let identityPayerCountMin: Int64?
    let theftYearShareMin: Rate?
    let priceSampleCountMin: Int64?
    let priceDeviationCountMin: Int64?
    let priceFactorMin: Int64?
    let ringDays: Int32
    let ringAddressBuyerCountMin: Int64?
    let ringTelephoneBuyerCountMin: Int64?
    let ringPayerBuyerCountMin: Int64?
    let certificateDaysMin: Int64?
    let submissionCountMax: Int64?
    /// The share of declarations in the control sample.
    public let controlRate: Rate?
    /// The share of declarations that are inspected by credit, in the order of grades.
    private let inspectionRates: [Rate?]

    init(_ values: ResolvedValues) {
        func whole(_ id: ParameterID) -> Int64? { values.whole(id).map(Int64.init) }
        func days(_ id: ParameterID) -> Int32 { Int32(clamping: values.whole(id) ?? 0) }
        transactionValueMax = values.fen(.transactionValueMax)
        yearlyValueMax = values.fen(.yearlyValueMax)
        bands = [
            (.documentReview, ParameterID.bandDocumentReview), (.inspect, .bandInspect),
            (.hold, .bandHold),
        ].compactMap { action, id in values.whole(id).map { (action, $0) } }
        partyScoreMin = whole(.partyScoreMin)
        partyAlikeScoreMin = whole(.partyAlikeScoreMin)
        splittingDays = days(.splittingDays)
        splittingOrderCountMin = whole(.splittingOrderCountMin)
        splittingAverageShareMin = values.rate(.splittingAverageShareMin)
        identityDays = days(.identityDays)
        identityTelephoneCountMin = whole(.identityTelephoneCountMin)
        identityAddressCountMin = whole(.identityAddressCountMin)
        identityPayerCountMin = whole(.identityPayerCountMin)
        theftYearShareMin = values.rate(.theftYearShareMin)
        priceSampleCountMin = whole(.priceSampleCountMin)
        priceDeviationCountMin = whole(.priceDeviationCountMin)
        priceFactorMin = whole(.priceFactorMin)
        ringDays = days(.ringDays)
        ringAddressBuyerCountMin = whole(.ringAddressBuyerCountMin)
        ringTelephoneBuyerCountMin = whole(.ringTelephoneBuyerCountMin)
        ringPayerBuyerCountMin = whole(.ringPayerBuyerCountMin)
        certificateDaysMin = whole(.certificateDaysMin)
        submissionCountMax = whole(.submissionCountMax)
        controlRate = values.rate(.controlRate)
        inspectionRates = CreditGrade.allCases.map { grade in
            guard let regular = values.rate(.inspectionRate),
                let factor = values.fixed5(.creditInspectionRate(grade))
            else { return nil }
            return regular.scaled(by: factor)
        }
    }

    /// The share of declarations that are inspected where the declaring enterprise has that grade: the
    /// regular share times the grade's factor. Nil where the rules name one of them not.
    public func inspectionRate(of grade: CreditGrade) -> Rate? {
        switch grade {
        case .a: inspectionRates[0]
        case .b: inspectionRates[1]
        case .c: inspectionRates[2]
        case .d: inspectionRates[3]
        }
    }
}
