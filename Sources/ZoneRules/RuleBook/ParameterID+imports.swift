/// The parameters of retail import, value-added tax, consumption tax and intake.
extension ParameterID {
    /// Within which values, and how, cross-border retail imports are taxed.
    static let retailImport: [ParameterID] = [
        transactionValueMax, yearlyValueMax, yearlyValueMaxIsInclusive, dutyRate, taxedShare,
    ]

    public static let transactionValueMax = ParameterID(
        "retail-import.transaction-value-max", .yuan)
    public static let yearlyValueMax = ParameterID("retail-import.yearly-value-max", .yuan)
    public static let yearlyValueMaxIsInclusive = ParameterID(
        "retail-import.yearly-value-max-inclusive", .flag)
    public static let dutyRate = ParameterID("retail-import.duty-rate", .ratio)
    public static let taxedShare = ParameterID("retail-import.taxed-share", .ratio)

    /// Value-added tax of imports.
    static let vat: [ParameterID] = [vatStandard, vatLow, vatDrug]

    public static let vatStandard = ParameterID("vat.standard", .ratio)
    public static let vatLow = ParameterID("vat.low", .ratio)
    public static let vatDrug = ParameterID("vat.drug", .ratio)

    /// Consumption tax of imports.
    static let consumptionTax: [ParameterID] = [
        wine, spirits, spiritsPerLitre, beerPerLitreHigh, beerPerLitreLow, beerThreshold,
        cosmetics, cosmeticsPerGramMin, cosmeticsPerMillilitreMin, cosmeticsPerPieceMin, watch,
        watchMin,
    ]

    public static let wine = ParameterID("consumption-tax.wine", .ratio, .belowOne)
    public static let spirits = ParameterID("consumption-tax.spirits", .ratio, .belowOne)
    public static let spiritsPerLitre = ParameterID(
        "consumption-tax.spirits-per-litre", .yuanPerLitre, .fiveDigits)
    public static let beerPerLitreHigh = ParameterID(
        "consumption-tax.beer-per-litre-high", .yuanPerLitre, .fiveDigits)
    public static let beerPerLitreLow = ParameterID(
        "consumption-tax.beer-per-litre-low", .yuanPerLitre, .fiveDigits)
    public static let beerThreshold = ParameterID("consumption-tax.beer-threshold", .yuanPerLitre)
    public static let cosmetics = ParameterID("consumption-tax.cosmetics", .ratio, .belowOne)
    public static let cosmeticsPerGramMin = ParameterID(
        "consumption-tax.cosmetics-per-gram-min", .yuanPerGram)
    public static let cosmeticsPerMillilitreMin = ParameterID(
        "consumption-tax.cosmetics-per-millilitre-min", .yuanPerMillilitre)
    public static let cosmeticsPerPieceMin = ParameterID(
        "consumption-tax.cosmetics-per-piece-min", .yuanPerPiece)
    public static let watch = ParameterID("consumption-tax.watch", .ratio, .belowOne)
    public static let watchMin = ParameterID("consumption-tax.watch-min", .yuanPerPiece)

    /// How the zone takes in documents.
    static let intake: [ParameterID] = [documentWaitDays]

    public static let documentWaitDays = ParameterID("intake.document-wait-days", .day)
}
