import ZoneCore
import ZoneServices

/// The data set for tax refund of an enterprise and period.
struct RefundDataAnswer: Encodable {
    struct Line: Encodable {
        var list: String
        var invtNo: String
        var gnum: Int32
        var releasedOn: String
        var exportedOn: String?
        var customsCode: String
        var tradeMode: String
        var statisticsFlag: String
        var summary: Int64?
        var gcode: String
        var gname: String
        var unit: String
        var quantity: String
        var unitPrice: String
        var amount: String
        var currency: String
        var country: String
        var refundable: Bool
    }

    var enterprise: String
    var from: String
    var to: String
    var sources: [String: String]
    var lines: [Line]

    init(_ lines: [RefundLine], of enterprise: String, days: ClosedRange<Day>) {
        self.enterprise = enterprise
        from = days.lowerBound.description
        to = days.upperBound.description
        sources = Dictionary(RefundLine.sources.map { ($0.field, $0.source) }) { first, _ in first }
        self.lines = lines.map { line in
            Line(
                list: line.list, invtNo: line.invtNo, gnum: line.gnum,
                releasedOn: line.releasedOn.description,
                exportedOn: line.exportedOn?.description, customsCode: line.customsCode,
                tradeMode: line.tradeMode, statisticsFlag: line.statisticsFlag,
                summary: line.summaryID, gcode: line.gcode, gname: line.gname, unit: line.unit,
                quantity: line.quantity.description, unitPrice: line.unitPrice.description,
                amount: line.amount.description, currency: line.currency,
                country: line.country, refundable: line.isRefundable)
        }
    }

    /// A row each line; the second row says where each column comes from.
    var csv: String {
        var table = CSVText()
        table.add(RefundLine.sources.map(\.field))
        table.add(RefundLine.sources.map(\.source))
        for line in lines {
            table.add([
                line.list, line.invtNo, String(line.gnum), line.releasedOn,
                line.exportedOn ?? "", line.customsCode, line.tradeMode, line.statisticsFlag,
                line.summary.map(String.init) ?? "", line.gcode, line.gname, line.unit,
                line.quantity, line.unitPrice, line.amount, line.currency, line.country,
                String(line.refundable),
            ])
        }
        return table.text
    }
}

/// The data set for foreign exchange of an enterprise and period.
struct ForexDataAnswer: Encodable {
    struct Sum: Encodable {
        var currency: String
        var amount: String
    }

    struct Payment: Encodable {
        var payCode: String
        var payNo: String
        var amount: String
        var currency: String
        var accountingDate: String
    }

    struct Entry: Encodable {
        var list: String
        var invtNo: String
        var releasedOn: String
        var tradeMode: String
        var declared: [Sum]
        var payments: [Payment]
        var state: String
    }

    var enterprise: String
    var from: String
    var to: String
    var sources: [String: String]
    var entries: [Entry]

    init(_ entries: [ForexEntry], of enterprise: String, days: ClosedRange<Day>) {
        self.enterprise = enterprise
        from = days.lowerBound.description
        to = days.upperBound.description
        sources = Dictionary(ForexEntry.sources.map { ($0.field, $0.source) }) { first, _ in first }
        self.entries = entries.map { entry in
            Entry(
                list: entry.list, invtNo: entry.invtNo, releasedOn: entry.releasedOn.description,
                tradeMode: entry.tradeMode,
                declared: entry.declared.map {
                    Sum(currency: $0.currency, amount: $0.amount.description)
                },
                payments: entry.payments.map {
                    Payment(
                        payCode: $0.payCode, payNo: $0.payNo, amount: $0.amount.description,
                        currency: $0.currency, accountingDate: $0.accountingDate)
                }, state: entry.state.rawValue)
        }
    }

    /// A row each sum declared, then a row each payment of the list.
    var csv: String {
        var table = CSVText()
        table.add([
            "row", "list", "invtNo", "releasedOn", "tradeMode", "state", "payCode", "payNo",
            "amount", "currency", "accountingDate",
        ])
        for entry in entries {
            let head = [
                entry.list, entry.invtNo, entry.releasedOn, entry.tradeMode, entry.state,
            ]
            for sum in entry.declared {
                table.add(["declared"] + head + ["", "", sum.amount, sum.currency, ""])
            }
            for payment in entry.payments {
                table.add(
                    ["payment"] + head + [
                        payment.payCode, payment.payNo, payment.amount, payment.currency,
                        payment.accountingDate,
                    ])
            }
        }
        return table.text
    }
}
