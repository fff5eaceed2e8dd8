/// How the released lists of retail exports are summed up.
public enum ExportSummary: String, Sendable, CaseIterable {
    /// One declaration for the lists of a month.
    case declaration = "summary-declaration"
    /// Statistics only.
    case statistics = "summary-statistics"
}

/// Whether a returned export comes back free of import duty, VAT and consumption tax.
public enum ExportReturnRelief: String, Sendable, CaseIterable {
    /// It does, and export duty is refunded.
    case exempt
    /// It does not.
    case taxed
}

/// Whether a zone's retail export without an input invoice is exempt.
public enum ZoneExportExemption: String, Sendable, CaseIterable {
    /// Exempt from VAT and consumption tax.
    case exempt
    /// Not exempt by this rule.
    case notExempt = "not-exempt"
}
