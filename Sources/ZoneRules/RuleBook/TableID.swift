import ZoneCore

/// A decision table that code reads, named as its file names it.
public struct TableID: Hashable, Sendable, CustomStringConvertible {
    /// The id that the file writes, such as `export.channel`.
    public let rawValue: String
    /// The inputs that code gives; the file has to declare the same.
    public let inputs: Set<String>
    /// The outcomes that code understands; the file may use no other.
    public let outcomes: Set<String>

    init<Outcome: CaseIterable & RawRepresentable<String>>(
        _ rawValue: String, inputs: Set<String>, outcomes: Outcome.Type
    ) {
        self.rawValue = rawValue
        self.inputs = inputs
        self.outcomes = Set(Outcome.allCases.map(\.rawValue))
    }

    /// The table of that name, or nil.
    public init?(rawValue: String) {
        guard let known = Self.allCases.first(where: { $0.rawValue == rawValue }) else {
            return nil
        }
        self = known
    }

    /// Every table.
    public static let allCases: [TableID] = [
        exportChannel, exportRelease, exportReturnRelief, zoneExportExemption,
        enterpriseQualification, enterpriseClearance,
    ]

    /// Whether a B2B export goes by list or by ordinary declaration.
    public static let exportChannel = TableID(
        "export.channel", inputs: ["within-list-value", "licence", "inspection", "tax"],
        outcomes: ExportChannel.self)
    /// How released lists of retail exports are summed up.
    public static let exportRelease = TableID(
        "export.release", inputs: ["in-zone", "export-duty", "refund", "licence", "inspection"],
        outcomes: ExportSummary.self)
    /// Whether returned exports come back free of import taxes; asked on the day of export.
    public static let exportReturnRelief = TableID(
        "export-return.relief", inputs: ["mode", "food", "original-state", "in-time"],
        outcomes: ExportReturnRelief.self)
    /// Whether a zone's retail export without an input invoice is exempt from VAT and consumption
    /// tax.
    public static let zoneExportExemption = TableID(
        "zone-export.exemption",
        inputs: ["registered-in-zone", "recorded", "through-zone-customs", "refund-cancelled"],
        outcomes: ZoneExportExemption.self)
    /// What an enterprise has to show for a role.
    public static let enterpriseQualification = TableID(
        "enterprise.qualification", inputs: ["role", "bank", "overseas"],
        outcomes: QualificationNeed.self)

    /// What follows for a list from how one of its firms stands in the enterprise register.
    public static let enterpriseClearance = TableID(
        "enterprise.clearance", inputs: ["role", "standing", "register-asked"],
        outcomes: PartyEffect.self)

    /// By name alone.
    public static func == (one: TableID, other: TableID) -> Bool { one.rawValue == other.rawValue }

    /// By name alone.
    public func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }

    /// The name.
    public var description: String { rawValue }
}
