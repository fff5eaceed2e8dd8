public import ZoneCore
import ZoneRules
import ZoneStore

/// A summary declaration with its number.
public struct SummaryView: Sendable {
    /// Its place; page on with the last one's.
    public var id: Int64
    /// `declSeqNo` of CEB792.
    public var declSeqNo: String
    public var at: Timestamp
    public var ebcCode: String
    /// Declarant and number of the request.
    public var request: String
    /// What its lists have in common: element names of CEB603 with their values.
    public var head: [String: String]
    /// Of all lists, kilograms.
    public var grossWeight: Fixed5
    public var netWeight: Fixed5
    public var listCount: Int
    public var lines: [Line]

    /// A line: the lines of lists with one code, unit and currency.
    public struct Line: Sendable {
        public var gcode: String
        public var unit: String
        public var currency: String
        public var qty: Fixed5
        public var totalPrice: Fixed5
        /// Lines of lists in it.
        public var memberCount: Int
    }

    init(_ row: SummaryRow) {
        let content = SummaryDeclaration(packed: row.content)
        id = row.id
        at = Timestamp(ms: row.atMs)
        declSeqNo = DeclarationNumbers.summaryNo(on: at.day, serial: row.id)
        ebcCode = row.ebcCode
        request = row.request
        head = content.head
        grossWeight = content.grossWeight
        netWeight = content.netWeight
        listCount = content.lists.count
        lines = content.lines.map {
            Line(
                gcode: $0.gcode, unit: $0.unit, currency: $0.currency, qty: $0.qty,
                totalPrice: $0.totalPrice, memberCount: $0.members.count)
        }
    }
}

/// Lists of a firm that have to be summed up until a day.
public struct SummaryDue: Hashable, Sendable {
    public var dueDay: Day
    public var ebcCode: String
    public var listCount: Int
}

/// Released export lists that are to be summed up, and what they were summed up into.
extension Zone {
    /// Summary declarations, newest first, older than `before`.
    public func summaries(
        ebcCode: String?, before: Int64?, countMax: Int
    ) throws -> [SummaryView] {
        try store.summaries(ebcCode: ebcCode, before: before, countMax: countMax)
            .map(SummaryView.init)
    }

    /// What is due, earliest first.
    public func summariesDue(ebcCode: String?, countMax: Int) throws -> [SummaryDue] {
        try store.summaryOpenCounts(ebcCode: ebcCode, countMax: countMax).map {
            SummaryDue(
                dueDay: Day(number: Int32($0.dueDay)), ebcCode: $0.ebcCode,
                listCount: Int($0.listCount))
        }
    }
}
