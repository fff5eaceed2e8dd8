/// A dated list that code reads, named as its file names it. A list without a file is reported, and
/// a file that nothing here names.
public struct ListID: Hashable, Sendable, CustomStringConvertible {
    /// The id that the file writes, such as `supervision.modes`.
    public let rawValue: String

    init(_ rawValue: String) { self.rawValue = rawValue }

    /// The list of that name, or nil.
    public init?(rawValue: String) {
        guard let known = Self.allCases.first(where: { $0.rawValue == rawValue }) else {
            return nil
        }
        self = known
    }

    /// Every list.
    public static let allCases: [ListID] = [
        adjustedDays, supervisionModes, positiveListEditions, positiveList, zoneExportFields,
        summaryKey,
    ]

    /// Rest days and working weekends that the calendar alone does not tell.
    public static let adjustedDays = ListID("calendar.adjusted-days")
    /// Supervision modes.
    public static let supervisionModes = ListID("supervision.modes")
    /// Editions of the positive list.
    public static let positiveListEditions = ListID("positive-list.editions")
    /// Goods of the positive list, by tariff code or its beginning.
    public static let positiveList = ListID("positive-list.goods")
    /// What an enterprise records of an export without an input invoice.
    public static let zoneExportFields = ListID("zone-export.recorded-fields")

    /// What lists of one summary declaration have in common.
    public static let summaryKey = ListID("export.summary-key")

    /// The name.
    public var description: String { rawValue }
}
