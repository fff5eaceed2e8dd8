/// The parameters of taxes beyond retail import, and of the declarations of exports.
extension ParameterID {
    /// How every tax is computed.
    static let taxation: [ParameterID] = [taxRoundingHalfUp]

    public static let taxRoundingHalfUp = ParameterID("taxation.rounding-half-up", .flag)

    /// Articles that a person sends or brings.
    static let postalTax: [ParameterID] = [
        postalRate1, postalRate2, postalRate3, postalExemptMax, postalValueMax,
        postalValueMaxNearby,
    ]

    public static let postalRate1 = ParameterID("postal-tax.rate-1", .ratio)
    public static let postalRate2 = ParameterID("postal-tax.rate-2", .ratio)
    public static let postalRate3 = ParameterID("postal-tax.rate-3", .ratio)
    public static let postalExemptMax = ParameterID("postal-tax.exempt-max", .yuan)
    public static let postalValueMax = ParameterID("postal-tax.value-max", .yuan)
    public static let postalValueMaxNearby = ParameterID("postal-tax.value-max-nearby", .yuan)

    /// By which declaration exports go, and until when a month of them is summed up.
    static let exportDeclaration: [ParameterID] = [
        exportListValueMax, exportFirmDigits, exportRetailDigits, exportFullDigits,
        exportSummaryDay, proceedsNeeded, summaryLineMax,
    ]

    public static let exportListValueMax = ParameterID(
        "export-declaration.list-value-max", .yuan)
    public static let exportFirmDigits = ParameterID("export-declaration.firm-digits", .count)
    public static let exportRetailDigits = ParameterID(
        "export-declaration.retail-digits", .count)
    public static let exportFullDigits = ParameterID("export-declaration.full-digits", .count)
    public static let exportSummaryDay = ParameterID("export-declaration.summary-day", .count)

    public static let proceedsNeeded = ParameterID("export-declaration.proceeds-needed", .flag)
    public static let summaryLineMax = ParameterID(
        "export-declaration.summary-line-max", .count)

    /// Within which days a retail import goes back untaxed.
    static let importReturn: [ParameterID] = [returnApplyDays, returnArriveDays]

    public static let returnApplyDays = ParameterID("import-return.apply-days", .day)
    public static let returnArriveDays = ParameterID("import-return.arrive-days", .day)
}
