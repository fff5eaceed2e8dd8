/// Lists that wait to be summed up, and what they were summed up into.
extension WriteTransaction {
    /// A firm's released lists that are to be summed up by one of those days, in the order of day and number.
    public func summaryOpen(
        ebcCode: String, dueDays: ClosedRange<Int64>, countMax: Int64
    ) throws -> [SummaryOpenRow] {
        var select = statements.selectSummaryOpen
        defer { select.reset() }
        select.bind(1, dueDays.lowerBound)
        select.bind(2, dueDays.upperBound)
        select.bind(3, ebcCode)
        select.bind(4, countMax)
        var rows: [SummaryOpenRow] = []
        while try select.step() {
            rows.append(
                SummaryOpenRow(
                    dueDay: select.int(0), ebcCode: select.text(1), declarationID: select.int(2),
                    releasedMs: select.int(3)))
        }
        return rows
    }

    /// Notes that a list is to be summed up.
    public func put(_ row: SummaryOpenRow) throws {
        var put = statements.putSummaryOpen
        put.bind(1, row.dueDay)
        put.bind(2, row.ebcCode)
        put.bind(3, row.declarationID)
        put.bind(4, row.releasedMs)
        try put.run()
    }

    /// Notes that a list is not to be summed up any more.
    public func delete(_ row: SummaryOpenRow) throws {
        var delete = statements.deleteSummaryOpen
        delete.bind(1, row.dueDay)
        delete.bind(2, row.ebcCode)
        delete.bind(3, row.declarationID)
        try delete.run()
    }

    /// Stores a summary declaration.
    public func insert(_ row: SummaryRow) throws {
        var insert = statements.insertSummary
        insert.bind(1, row.id)
        insert.bind(2, row.atMs)
        insert.bind(3, row.ebcCode)
        insert.bind(4, row.request)
        insert.bind(5, row.listCount)
        insert.bind(6, row.content)
        try insert.run()
    }
}

/// A released export list that is to be summed up.
public struct SummaryOpenRow: Hashable, Sendable {
    /// The last day for it, in days since 1970-01-01.
    public var dueDay: Int64
    public var ebcCode: String
    public var declarationID: Int64
    public var releasedMs: Int64

    /// A row with all its parts.
    public init(dueDay: Int64, ebcCode: String, declarationID: Int64, releasedMs: Int64) {
        self.dueDay = dueDay
        self.ebcCode = ebcCode
        self.declarationID = declarationID
        self.releasedMs = releasedMs
    }
}

/// A summary declaration.
public struct SummaryRow: Hashable, Sendable {
    public var id: Int64
    public var atMs: Int64
    public var ebcCode: String
    /// Declarant and number of the request, `agentCode:copNo`.
    public var request: String
    public var listCount: Int64
    /// Its head and lines, packed.
    public var content: [UInt8]

    /// A row with all its parts.
    public init(
        id: Int64, atMs: Int64, ebcCode: String, request: String, listCount: Int64,
        content: [UInt8]
    ) {
        self.id = id
        self.atMs = atMs
        self.ebcCode = ebcCode
        self.request = request
        self.listCount = listCount
        self.content = content
    }
}
