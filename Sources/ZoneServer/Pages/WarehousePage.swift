import ZoneCore
import ZoneServices

/// A difference as a line of a table.
struct DiscrepancyRow {
    var account: String
    var url: String
    var item: String
    var unit: String
    var book: String
    var declared: String
    var physical: String
    var tag: ToneTag
    var since: String
    var due: String

    init(_ view: DiscrepancyView, today: Day, visit: Visit) {
        let text = WarehouseText.of(visit.language)
        account = view.key.account
        url = visit.url("/warehouses/" + view.key.account.percentEncoded())
        item = view.key.item
        unit = view.key.unit
        book = view.book.description
        declared = view.declared.description
        physical = view.physical?.description ?? text.notCounted
        tag = text.tag(view.difference)
        since = view.since.day.description
        due = view.due.description + (today > view.due ? " (\(text.overdue))" : "")
    }
}

/// The accounts of stock and the queue of discrepancies.
struct WarehousesPage {
    struct Row {
        var code: String
        var url: String
        var kind: String
        var owner: String
        var name: String
    }

    var text: WarehouseText
    var isEmpty: Bool
    var rows: [Row]
    var nextURL: String?
    var hasNoDiscrepancies: Bool
    var discrepancies: [DiscrepancyRow]

    init(
        warehouses: [WarehouseView], discrepancies: [DiscrepancyView], today: Day, visit: Visit
    ) {
        let text = WarehouseText.of(visit.language)
        self.text = text
        isEmpty = warehouses.isEmpty
        rows = warehouses.map {
            Row(
                code: $0.code, url: visit.url("/warehouses/" + $0.code.percentEncoded()),
                kind: text.kind($0.kind), owner: $0.owner, name: $0.name)
        }
        if warehouses.count == WarehousePageRoutes.rowCountMax, let last = warehouses.last {
            nextURL = visit.url("/warehouses", [("after", last.code)])
        }
        hasNoDiscrepancies = discrepancies.isEmpty
        self.discrepancies = discrepancies.map { DiscrepancyRow($0, today: today, visit: visit) }
    }
}

/// One account: its stock, its discrepancies and its gate passes.
struct WarehousePage {
    struct Item {
        var item: String
        var unit: String
        var free: String
        var held: String
        var book: String
        var declared: String
        var physical: String
        var firstExpiry: String
        var tag: ToneTag
    }

    struct Pass {
        var id: String
        var url: String
        var direction: String
        var vehicle: String
        var seals: String
        var expires: String
        var tag: ToneTag
    }

    var text: WarehouseText
    var code: String
    var name: String
    var kind: String
    var owner: String
    var hasNoItems: Bool
    var items: [Item]
    var nextURL: String?
    var hasNoDiscrepancies: Bool
    var discrepancies: [DiscrepancyRow]
    var hasNoPasses: Bool
    var passes: [Pass]
    var jsonURL: String

    init(
        account: WarehouseView, items: [StockView], discrepancies: [DiscrepancyView],
        passes: [GatePass], today: Day, now: Timestamp, visit: Visit
    ) {
        let text = WarehouseText.of(visit.language)
        let path = "/warehouses/" + account.code.percentEncoded()
        self.text = text
        code = account.code
        name = account.name
        kind = text.kind(account.kind)
        owner = account.owner
        hasNoItems = items.isEmpty
        self.items = items.map { Self.item($0, text) }
        if items.count == WarehousePageRoutes.rowCountMax, let last = items.last {
            nextURL = visit.url(path, [("after", last.key.cursor)])
        }
        hasNoDiscrepancies = discrepancies.isEmpty
        self.discrepancies = discrepancies.map { DiscrepancyRow($0, today: today, visit: visit) }
        hasNoPasses = passes.isEmpty
        self.passes = passes.map { pass in
            let tag: ToneTag =
                if pass.usedAt != nil {
                    ToneTag(text.used, "good")
                } else if now.ms > pass.expiresAt.ms {
                    ToneTag(text.expired, "stop")
                } else {
                    ToneTag(text.open, "wait")
                }
            return Pass(
                id: pass.id, url: "/v1/gate-passes/" + pass.id,
                direction: pass.isOut ? text.out : text.into, vehicle: pass.vehicle,
                seals: pass.seals.joined(separator: ", "), expires: clockText(pass.expiresAt),
                tag: tag)
        }
        jsonURL = "/v1/stock?account=" + account.code.percentEncoded()
    }

    private static func item(_ view: StockView, _ text: WarehouseText) -> Item {
        func sum(_ part: KeyPath<StockLot, Int64>) -> String {
            Fixed5(units: view.lots.reduce(0) { $0 + $1[keyPath: part] }).description
        }
        return Item(
            item: view.key.item, unit: view.key.unit, free: sum(\.free), held: sum(\.held),
            book: view.book.description, declared: view.declared.description,
            physical: view.physical?.description ?? text.notCounted,
            firstExpiry: view.lots.first.flatMap { expiryText($0.expires) } ?? "",
            tag: text.tag(view.difference))
    }
}
