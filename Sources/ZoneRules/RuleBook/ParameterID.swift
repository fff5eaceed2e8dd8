/// Every parameter the rules read, named as its file names it. Adding one here makes loading ask
/// for its file; a file that is not here is reported too.
public enum ParameterID: String, Sendable, CaseIterable {
    case transactionValueMax = "retail-import.transaction-value-max"
    case yearlyValueMax = "retail-import.yearly-value-max"
    case yearlyValueMaxIsInclusive = "retail-import.yearly-value-max-inclusive"
    case dutyRate = "retail-import.duty-rate"
    case taxedShare = "retail-import.taxed-share"
    case vatStandard = "vat.standard"
    case vatLow = "vat.low"
    case vatDrug = "vat.drug"
    case wine = "consumption-tax.wine"
    case spirits = "consumption-tax.spirits"
    case spiritsPerLitre = "consumption-tax.spirits-per-litre"
    case beerPerLitreHigh = "consumption-tax.beer-per-litre-high"
    case beerPerLitreLow = "consumption-tax.beer-per-litre-low"
    case beerThreshold = "consumption-tax.beer-threshold"
    case cosmetics = "consumption-tax.cosmetics"
    case cosmeticsPerGramMin = "consumption-tax.cosmetics-per-gram-min"
    case cosmeticsPerMillilitreMin = "consumption-tax.cosmetics-per-millilitre-min"
    case cosmeticsPerPieceMin = "consumption-tax.cosmetics-per-piece-min"
    case watch = "consumption-tax.watch"
    case watchMin = "consumption-tax.watch-min"
    case documentWaitDays = "intake.document-wait-days"

    /// What its value counts; the file has to say the same.
    public var unit: ParameterUnit {
        switch self {
        case .transactionValueMax, .yearlyValueMax: .yuan
        case .yearlyValueMaxIsInclusive: .flag
        case .dutyRate, .taxedShare, .vatStandard, .vatLow, .vatDrug, .wine, .spirits, .cosmetics,
            .watch:
            .ratio
        case .spiritsPerLitre, .beerPerLitreHigh, .beerPerLitreLow, .beerThreshold: .yuanPerLitre
        case .cosmeticsPerGramMin: .yuanPerGram
        case .cosmeticsPerMillilitreMin: .yuanPerMillilitre
        case .cosmeticsPerPieceMin, .watchMin: .yuanPerPiece
        case .documentWaitDays: .day
        }
    }

    /// Ad valorem consumption taxes: the composition price divides by one less the rate.
    var isBelowOne: Bool {
        switch self {
        case .wine, .spirits, .cosmetics, .watch: true
        case .transactionValueMax, .yearlyValueMax, .yearlyValueMaxIsInclusive, .dutyRate,
            .taxedShare, .vatStandard, .vatLow, .vatDrug, .spiritsPerLitre, .beerPerLitreHigh,
            .beerPerLitreLow, .beerThreshold, .cosmeticsPerGramMin, .cosmeticsPerMillilitreMin,
            .cosmeticsPerPieceMin, .watchMin, .documentWaitDays:
            false
        }
    }

    /// Taxes by the litre: counted in units of 0.00001 yuan.
    var isSpecificTax: Bool {
        self == .spiritsPerLitre || self == .beerPerLitreHigh || self == .beerPerLitreLow
    }
}
