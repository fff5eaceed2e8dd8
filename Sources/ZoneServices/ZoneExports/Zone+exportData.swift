public import ZoneCore
import ZoneMessages
import ZoneStore

/// Data sets for tax refund and foreign exchange, an enterprise and period: pure derivations from what was declared.
extension Zone {
    /// Most released export lists of all enterprises that are looked through for one data set.
    public static let exportDataListCountMax = 20_000

    /// The lines of an enterprise's lists that came in during the period and are released now; nil where there are more
    /// lists in the period than are looked through.
    public func refundLines(
        of enterprise: String, days: ClosedRange<Day>
    ) throws -> [RefundLine]? {
        try releasedLists(of: enterprise, days: days)?.flatMap { released in
            ZoneServices.refundLines(
                released.list, invtNo: DeclarationNumbers.invtNo(released.row),
                releasedOn: released.day,
                summaryID: released.row.summaryID == 0 ? nil : released.row.summaryID)
        }
    }

    /// The same lists beside the receipts of payment of their orders.
    public func forexEntries(
        of enterprise: String, days: ClosedRange<Day>
    ) throws -> [ForexEntry]? {
        try releasedLists(of: enterprise, days: days)?.map { released in
            let entry = forexEntry(
                released.list, invtNo: DeclarationNumbers.invtNo(released.row),
                releasedOn: released.day, proceeds: released.proceeds)
            guard let entry else {
                throw EnterpriseError.field(
                    "list", released.list.orderNo, zh: "合计超出数值范围。",
                    en: "A total of the list does not fit into a number.")
            }
            return entry
        }
    }

    private struct ReleasedList {
        var row: DeclarationRow
        var day: Day
        var list: ExportInventory
        var proceeds: [Proceeds]
    }

    private func releasedLists(
        of enterprise: String, days: ClosedRange<Day>
    ) throws -> [ReleasedList]? {
        let rows = try store.releasedExports(
            days: days,
            statuses: ReturnStatus.allCases.filter(\.isReleased).map {
                Int64($0.rawValue)
            }, countMax: Self.exportDataListCountMax + 1)
        guard rows.count <= Self.exportDataListCountMax else { return nil }
        let received = ReceivedDocuments()
        return try rows.compactMap { row in
            let documents = try store.documents(orderNo: row.orderNo).filter {
                $0.party == row.ebpCode
            }
            func contents(_ kind: DocumentKind) throws -> [TradeDocument] {
                try documents.filter { $0.kind == Int64(kind.rawValue) }.map {
                    try received.document(of: $0, read: store.messageBytes)
                }
            }
            guard case .exportInventory(let list) = try contents(.exportInventory).first,
                list.ebcCode == enterprise, let released = History.releasedAt(row.history)
            else { return nil }
            let proceeds = try contents(.proceeds).compactMap { document -> Proceeds? in
                if case .proceeds(let proceeds) = document { proceeds } else { nil }
            }
            return ReleasedList(row: row, day: released.day, list: list, proceeds: proceeds)
        }
    }
}
