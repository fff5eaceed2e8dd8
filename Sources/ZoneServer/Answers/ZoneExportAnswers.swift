import ZoneCore
import ZoneServices

/// A registration of an export without invoice.
struct ZoneExportAnswer: Encodable {
    var list: String
    var gnum: Int32
    var version: Int64
    var enterprise: String
    var exportDate: String
    var goodsName: String
    var unit: String
    var quantity: String
    var unitPrice: String
    var amount: String
    var currency: String
    var seller: String
    var purchaseDate: String
    var reason: String
    var by: String
    var at: String
    var withdrawn: Bool
    var counted: Bool

    init(_ view: ZoneExportView) {
        list = view.list
        gnum = view.gnum
        version = view.version
        enterprise = view.enterprise
        exportDate = view.record.exportDate.description
        goodsName = view.record.goodsName
        unit = view.record.unit
        quantity = view.record.quantity.description
        unitPrice = view.record.unitPrice.description
        amount = view.record.amount.description
        currency = view.record.currency
        seller = view.record.seller
        purchaseDate = view.record.purchaseDate.description
        reason = view.reason
        by = view.actor
        at = view.at.iso8601
        withdrawn = view.isWithdrawn
        counted = view.isCounted
    }
}

/// What was registered of a line, oldest first.
struct ZoneExportHistoryAnswer: Encodable {
    var versions: [ZoneExportAnswer]
}

/// The records of a period with their totals.
struct ZoneExportReportAnswer: Encodable {
    struct IncomeRule: Encodable {
        var id: String
        var value: String
        var from: String
        var instrument: String
        var verified: Bool
        var note: String
    }

    struct Total: Encodable {
        var currency: String
        var recordCount: Int
        var amount: String
        var deemedIncome: String?
        var incomeRule: IncomeRule?
    }

    struct Exemption: Encodable {
        var rule: String
        var recordCount: Int
        var outcome: String
        var unknown: [String]
        var from: String
        var instrument: String
        var verified: Bool
        var note: String
    }

    var enterprise: String
    var from: String
    var to: String
    var records: [ZoneExportAnswer]
    var totals: [Total]
    var exemptions: [Exemption]

    init(_ report: ZoneExportReport) {
        enterprise = report.enterprise
        from = report.from.description
        to = report.to.description
        records = report.records.map(ZoneExportAnswer.init)
        totals = report.totals.map { total in
            Total(
                currency: total.currency, recordCount: total.recordCount,
                amount: total.amount.description, deemedIncome: total.deemedIncome?.description,
                incomeRule: total.incomeRule.map {
                    IncomeRule(
                        id: "zone-export.deemed-income-rate", value: $0.value,
                        from: $0.from.description, instrument: $0.instrument,
                        verified: $0.isVerified, note: $0.note)
                })
        }
        exemptions = report.exemptions.map {
            Exemption(
                rule: "zone-export.exemption", recordCount: $0.recordCount, outcome: $0.outcome,
                unknown: $0.unknown, from: $0.from.description, instrument: $0.instrument,
                verified: $0.isVerified, note: $0.note)
        }
    }

    /// One table: a row each record, then each total, then each rule.
    var csv: String {
        var table = CSVText()
        table.add([
            "row", "list", "gnum", "version", "export-date", "goods-name", "unit", "quantity",
            "unit-price", "amount", "currency", "seller", "purchase-date", "counted",
            "deemed-income", "rule", "rule-from", "instrument", "verified", "note",
        ])
        for record in records {
            table.add([
                "record", record.list, String(record.gnum), String(record.version),
                record.exportDate, record.goodsName, record.unit, record.quantity,
                record.unitPrice, record.amount, record.currency, record.seller,
                record.purchaseDate, String(record.counted), "", "", "", "", "", "",
            ])
        }
        let none = [String](repeating: "", count: 7)
        for total in totals {
            let rule = total.incomeRule
            table.add(
                ["total", "", String(total.recordCount)] + none.prefix(6) + [
                    total.amount, total.currency, "", "", "", total.deemedIncome ?? "",
                    rule.map { "\($0.id) = \($0.value)" } ?? "", rule?.from ?? "",
                    rule?.instrument ?? "", rule.map { String($0.verified) } ?? "",
                    rule?.note ?? "",
                ])
        }
        for one in exemptions {
            table.add(
                ["exemption", "", String(one.recordCount)] + none + none.prefix(5) + [
                    "\(one.rule) = \(one.outcome)", one.from, one.instrument,
                    String(one.verified), one.note,
                ])
        }
        return table.text
    }
}
