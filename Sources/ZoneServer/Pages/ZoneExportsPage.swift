import ZoneCore
import ZoneServices

/// The fixed texts of the page of exports without invoice.
struct ZoneExportText: Sendable {
    var title: String
    var lead: String
    var enterprise: String
    var from: String
    var to: String
    var show: String
    var none: String
    var list: String
    var day: String
    var goods: String
    var quantity: String
    var price: String
    var amount: String
    var counted: String
    var totals: String
    var income: String
    var rule: String
    var exemption: String

    /// The table of a language.
    static func of(_ language: Language) -> ZoneExportText { language == .zh ? zh : en }

    private static let zh = ZoneExportText(
        title: "无票出口", lead: "综试区零售出口未取得进货凭证的登记；金额按清单币制，不折算。", enterprise: "企业代码",
        from: "出口日期自", to: "至", show: "查询", none: "该期间没有登记。", list: "出口清单", day: "出口日期",
        goods: "货物名称", quantity: "数量", price: "单价", amount: "金额", counted: "计入", totals: "合计",
        income: "应税所得", rule: "适用规则", exemption: "免税条件")
    private static let en = ZoneExportText(
        title: "Exports without invoice",
        lead: "What was registered of retail exports without a purchase invoice; amounts are in "
            + "the currency of the list, nothing is converted.", enterprise: "Enterprise",
        from: "Exported from", to: "until", show: "Show", none: "Nothing was registered.",
        list: "Export list", day: "Day of export", goods: "Goods", quantity: "Quantity",
        price: "Unit price", amount: "Amount", counted: "Counted", totals: "Totals",
        income: "Deemed income", rule: "Rule applied", exemption: "Exemption")
}

/// What an enterprise registered in a period.
struct ZoneExportsPage {
    struct Row {
        var list: String
        var day: String
        var goods: String
        var quantity: String
        var price: String
        var amount: String
        var counted: String
    }

    struct Total {
        var amount: String
        var income: String
        var rule: String
    }

    var text: ZoneExportText
    var lang: String
    var enterprise: String
    var from: String
    var to: String
    var hasReport: Bool
    var isEmpty: Bool
    var rows: [Row] = []
    var totals: [Total] = []
    var exemptions: [Total] = []
    var jsonURL = ""
    var csvURL = ""

    init(_ report: ZoneExportReport?, today: Day, visit: Visit) {
        text = ZoneExportText.of(visit.language)
        lang = visit.language.rawValue
        enterprise = report?.enterprise ?? ""
        from = (report?.from ?? today.adding(days: -365)).description
        to = (report?.to ?? today).description
        hasReport = report != nil
        isEmpty = report?.records.isEmpty ?? false
        guard let report else { return }
        let mark = visit.language == .zh ? "未核实" : "not verified"
        rows = report.records.map { view in
            let record = view.record
            return Row(
                list: "\(view.list) #\(view.gnum)", day: record.exportDate.description,
                goods: record.goodsName, quantity: "\(record.quantity) (\(record.unit))",
                price: record.unitPrice.description,
                amount: "\(record.amount) (\(record.currency))",
                counted: view.isCounted ? "✓" : "✗")
        }
        totals = report.totals.map { total in
            Total(
                amount: "\(total.amount) (\(total.currency))",
                income: total.deemedIncome?.description ?? "-",
                rule: total.incomeRule.map {
                    "\($0.value), \($0.from), \($0.instrument)" + ($0.isVerified ? "" : ", \(mark)")
                } ?? "-")
        }
        exemptions = report.exemptions.map {
            Total(
                amount: String($0.recordCount),
                income: ([$0.outcome] + $0.unknown.map { $0 + "?" }).joined(separator: ", "),
                rule: "\($0.from), \($0.instrument)" + ($0.isVerified ? "" : ", \(mark)")
                    + " \($0.note)")
        }
        jsonURL =
            "/v1/zone-exports?enterprise=\(enterprise.percentEncoded())&from=\(from)&to=\(to)"
        csvURL = jsonURL + "&format=csv"
    }
}
