import ZoneCore
import ZoneMessages
import ZoneStore

/// Reads a duty's records from what the zone keeps: the journal says what happened, the message what was declared.
struct DutyReader {
    let store: SQLiteStore
    let plan: DutyPlan
    /// Most events of the journal that one page looks through.
    let scanCountMax: Int
    private let received = ReceivedDocuments()

    init(_ store: SQLiteStore, _ plan: DutyPlan, scanCountMax: Int = 20_000) {
        self.store = store
        self.plan = plan
        self.scanCountMax = scanCountMax
    }

    /// One event that belongs to the duty.
    struct Found {
        var item: DutyItem
        var event: JournalEvent
        var declarationID: Int64
    }

    /// The duty's events behind a place, at most `countMax` and at most up to `end`; and how far was looked.
    func events(
        after place: JournalPlace, upTo end: JournalPlace? = nil, countMax: Int
    ) throws -> (found: [Found], to: JournalPlace, hasMore: Bool) {
        let rows = try store.journal(
            from: place.seq, recipient: nil, eventCount: place.index + scanCountMax)
        var (found, reached, count) = ([Found](), place, 0)
        for row in rows {
            let start = row.seq == place.seq ? place.index : 0
            for index in start..<max(start, row.events.count) {
                let next = JournalPlace(seq: row.seq, index: index + 1)
                if let end, next > end { return (found, end, false) }
                if let id = declarationID(row.events[index]) {
                    guard found.count < countMax else { return (found, reached, true) }
                    found.append(
                        Found(
                            item: DutyItem(place: next, at: Timestamp(ms: row.atMs)),
                            event: row.events[index], declarationID: id))
                }
                reached = next
                count += 1
            }
        }
        return (found, reached, count >= scanCountMax)
    }

    /// The declaration of an event that belongs to the duty; nil for another event.
    private func declarationID(_ event: JournalEvent) -> Int64? {
        guard event.receipt == 604 || event.receipt == 622,
            plan.statuses.contains(Int(event.status)),
            plan.direction.covers(isExport: event.receipt == 604),
            let index = ReceiptFields.names(event.receipt).firstIndex(of: "invtNo"),
            event.texts.count > index + 1
        else { return nil }
        return DeclarationNumbers.id(invtNo: event.texts[index + 1])
    }

    /// A page with its records.
    func page(
        after place: JournalPlace, upTo end: JournalPlace? = nil, countMax: Int
    ) throws -> DutyPage {
        let (found, to, hasMore) = try events(after: place, upTo: end, countMax: countMax)
        return DutyPage(
            plan: plan, records: try found.flatMap(records), from: place, to: to,
            hasMore: hasMore, items: found.map(\.item), declarationIDs: found.map(\.declarationID))
    }

    private func records(_ found: Found) throws -> [DutyRecord] {
        let row = try store.declaration(found.declarationID)
        let list = try row.flatMap(list)
        guard plan.grain == .line else {
            let source = DutySource(found: found, row: row, list: list, line: nil)
            return [DutyRecord(id: found.item.place.description, values: values(source))]
        }
        return (list?.dutyLines ?? []).map { line in
            let source = DutySource(found: found, row: row, list: list, line: line)
            return DutyRecord(id: "\(found.item.place).\(line.gnum)", values: values(source))
        }
    }

    private func values(_ source: DutySource) -> [(name: String, value: String)] {
        plan.fields.map { field in
            let value = source[field.value]
            return (field.value.rawValue, field.mask?.masked(value) ?? value)
        }
    }

    /// The list as it was declared.
    private func list(_ row: DeclarationRow) throws -> (any DutyList)? {
        let kind: DocumentKind = row.isExport ? .exportInventory : .inventory
        let document = try store.documents(orderNo: row.orderNo).first {
            $0.kind == Int64(kind.rawValue) && $0.declarationID == row.id
        }
        guard let document else { return nil }
        return switch try received.document(of: document, read: store.messageBytes) {
        case .inventory(let list): list
        case .exportInventory(let list): list
        default: nil
        }
    }
}
