public import ZoneCore

/// Everything in which a record of an export without invoice differs from the list it is tied to, with both values.
///
/// A record names what left the country, so nothing in it may differ from the list; what was bought can't be bought after it
/// left.
public func checkZoneExport(
    _ record: ZoneExportRecord, line: ExportInventory.Line, exportedOn day: Day
) -> [FilingProblem] {
    let pairs = [
        ("exportDate", record.exportDate.description, day.description),
        ("goodsName", record.goodsName, line.gname),
        ("unit", record.unit, line.unit),
        ("quantity", record.quantity.description, line.qty.description),
        ("unitPrice", record.unitPrice.description, line.price.description),
        ("amount", record.amount.description, line.totalPrice.description),
        ("currency", record.currency, line.currency),
    ]
    var problems = pairs.filter { $0.1 != $0.2 }.map { field, value, listed in
        FilingProblem(
            field: field, value: value, zh: "登记为\(value)，出口清单为\(listed)；请按清单登记。",
            en: "It says \(value), the export list \(listed): register what the list says.")
    }
    if record.purchaseDate > day {
        problems.append(
            FilingProblem(
                field: "purchaseDate", value: record.purchaseDate.description,
                zh: "采购日期\(record.purchaseDate)晚于出口日期\(day)；请核对。",
                en: "\(record.purchaseDate) is after the day of export, \(day): check it."))
    }
    return problems
}
