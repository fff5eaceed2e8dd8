/// The parameters of risk screening. All are the operator's settings.
extension ParameterID {
    static let risk: [ParameterID] = [
        bandDocumentReview, bandInspect, bandHold, partyScoreMin, partyAlikeScoreMin, splittingDays,
        splittingOrderCountMin,
        splittingAverageShareMin, identityDays, identityTelephoneCountMin,
        identityAddressCountMin, identityPayerCountMin, theftYearShareMin, priceSampleCountMin,
        priceDeviationCountMin, priceFactorMin, ringDays, ringAddressBuyerCountMin,
        ringTelephoneBuyerCountMin, ringPayerBuyerCountMin, certificateDaysMin,
        submissionCountMax, controlRate, inspectionRate,
    ]

    public static let bandDocumentReview = ParameterID("risk.band-document-review", .count)
    public static let bandInspect = ParameterID("risk.band-inspect", .count)
    public static let bandHold = ParameterID("risk.band-hold", .count)
    public static let partyScoreMin = ParameterID("risk.party-score-min", .count)
    public static let partyAlikeScoreMin = ParameterID("risk.party-alike-score-min", .count)
    public static let splittingDays = ParameterID("risk.splitting-days", .day)
    public static let splittingOrderCountMin = ParameterID(
        "risk.splitting-order-count-min", .count)
    public static let splittingAverageShareMin = ParameterID(
        "risk.splitting-average-share-min", .ratio)
    public static let identityDays = ParameterID("risk.identity-days", .day)
    public static let identityTelephoneCountMin = ParameterID(
        "risk.identity-telephone-count-min", .count)
    public static let identityAddressCountMin = ParameterID(
        "risk.identity-address-count-min", .count)
    public static let identityPayerCountMin = ParameterID("risk.identity-payer-count-min", .count)
    public static let theftYearShareMin = ParameterID("risk.theft-year-share-min", .ratio)
    public static let priceSampleCountMin = ParameterID("risk.price-sample-count-min", .count)
    public static let priceDeviationCountMin = ParameterID(
        "risk.price-deviation-count-min", .count)
    public static let priceFactorMin = ParameterID("risk.price-factor-min", .count)
    public static let ringDays = ParameterID("risk.ring-days", .day)
    public static let ringAddressBuyerCountMin = ParameterID(
        "risk.ring-address-buyer-count-min", .count)
    public static let ringTelephoneBuyerCountMin = ParameterID(
        "risk.ring-telephone-buyer-count-min", .count)
    public static let ringPayerBuyerCountMin = ParameterID(
        "risk.ring-payer-buyer-count-min", .count)
    public static let certificateDaysMin = ParameterID("risk.certificate-days-min", .day)
    public static let submissionCountMax = ParameterID("risk.submission-count-max", .count)
    public static let controlRate = ParameterID("risk.control-rate", .ratio)
    public static let inspectionRate = ParameterID("risk.inspection-rate", .ratio)
}
