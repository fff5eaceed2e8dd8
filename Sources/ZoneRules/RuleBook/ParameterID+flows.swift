/// The parameters of supervision modes, exports, returns and deadlines.
extension ParameterID {
    /// Where and since when a supervision mode may be used.
    static let supervision: [ParameterID] = [
        modeIsAllowed, bondedImportIsPermitted, checksFirst,
    ]

    public static let modeIsAllowed = ParameterID("supervision.mode-allowed", .flag)
    public static let bondedImportIsPermitted = ParameterID(
        "supervision.bonded-import-permitted", .flag)
    public static let checksFirst = ParameterID("supervision.check-first", .flag)

    /// Exports that come back.
    static let exportReturn: [ParameterID] = [
        exportReturnMonths, exportReliefMonths, returnsAcrossDistricts,
    ]

    public static let exportReturnMonths = ParameterID("export-return.months", .month)
    public static let exportReliefMonths = ParameterID("export-return.relief-months", .month)
    public static let returnsAcrossDistricts = ParameterID(
        "export-return.across-districts", .flag)

    /// Deadlines of declaring and paying.
    static let deadlines: [ParameterID] = [
        rollsOverRestDays, importDeclarationDays, importPaymentDays, importLateFeeRate,
        retailPaymentFirstDay, retailPaymentLastDay,
    ]

    public static let rollsOverRestDays = ParameterID("deadline.rolls-over-rest-days", .flag)
    public static let importDeclarationDays = ParameterID(
        "deadline.import-declaration-days", .day)
    public static let importPaymentDays = ParameterID("deadline.import-payment-days", .day)
    public static let importLateFeeRate = ParameterID("deadline.import-late-fee-rate", .ratio)
    public static let retailPaymentFirstDay = ParameterID(
        "deadline.retail-payment-first-day", .day)
    public static let retailPaymentLastDay = ParameterID(
        "deadline.retail-payment-last-day", .day)

    /// Exports of a zone without an input invoice.
    static let zoneExport: [ParameterID] = [deemedIncomeRate]

    public static let deemedIncomeRate = ParameterID("zone-export.deemed-income-rate", .ratio)
}
