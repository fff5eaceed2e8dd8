import ZoneCore
import ZoneServices

/// The fixed texts of the page of data sets.
struct ExportDataText: Sendable {
    var title: String
    var lead: String
    var enterprise: String
    var from: String
    var to: String
    var show: String
    var none: String
    var list: String
    var released: String
    var declared: String
    var received: String
    var state: String
    var refund: String
    var forex: String
    var states: [ForexEntry.State: String]

    /// The table of a language.
    static func of(_ language: Language) -> ExportDataText { language == .zh ? zh : en }

    private static let zh = ExportDataText(
        title: "退税与收汇数据",
        lead: "由企业已放行的出口清单和收款单直接得出，不折算，不补充；税务、外汇部门要求的格式未见依据。", enterprise: "企业代码",
        from: "清单接收日期自", to: "至", show: "查询", none: "该期间没有已放行的出口清单。", list: "出口清单",
        released: "放行日期", declared: "申报金额", received: "收款", state: "对比", refund: "退税数据",
        forex: "收汇数据",
        states: [.none: "无收款单", .equal: "一致", .differs: "金额不一致", .otherCurrency: "币种不同"])
    private static let en = ExportDataText(
        title: "Refund and forex data",
        lead: "Taken from released export lists and receipts of payment as they are; nothing is "
            + "converted or added. No instrument on the offices' own formats was seen.",
        enterprise: "Enterprise", from: "Lists received from", to: "until", show: "Show",
        none: "No export list of the period is released.", list: "Export list",
        released: "Released", declared: "Declared", received: "Received", state: "Comparison",
        refund: "Refund data", forex: "Forex data",
        states: [
            .none: "no receipt of payment", .equal: "equal", .differs: "amounts differ",
            .otherCurrency: "other currency",
        ])
}

/// The lists of an enterprise in a period beside what was paid for them.
struct ExportDataPage {
    /// Rows on the page; the files have all.
    private static let rowCountMax = 500

    struct Row {
        var list: String
        var url: String
        var released: String
        var declared: String
        var received: String
        var tag: ToneTag
    }

    var text: ExportDataText
    var lang: String
    var enterprise: String
    var from: String
    var to: String
    var hasAnswer: Bool
    var isEmpty: Bool
    var rows: [Row]
    var refundJSON = ""
    var refundCSV = ""
    var forexJSON = ""
    var forexCSV = ""

    init(
        _ entries: [ForexEntry], asked: (enterprise: String, days: ClosedRange<Day>)?, today: Day,
        visit: Visit
    ) {
        let text = ExportDataText.of(visit.language)
        self.text = text
        lang = visit.language.rawValue
        enterprise = asked?.enterprise ?? ""
        from = (asked?.days.lowerBound ?? today.adding(days: -30)).description
        to = (asked?.days.upperBound ?? today).description
        hasAnswer = asked != nil
        isEmpty = asked != nil && entries.isEmpty
        rows = entries.prefix(Self.rowCountMax).map { entry in
            Row(
                list: entry.list,
                url: visit.url("/declarations/" + entry.list.percentEncoded()),
                released: entry.releasedOn.description,
                declared: entry.declared.map { "\($0.amount) (\($0.currency))" }
                    .joined(separator: ", "),
                received: entry.payments.map { "\($0.amount) (\($0.currency)) \($0.payNo)" }
                    .joined(separator: ", "),
                tag: ToneTag(
                    text.states[entry.state] ?? entry.state.rawValue,
                    entry.state == .equal ? "good" : entry.state == .differs ? "look" : "wait"))
        }
        let query = "?enterprise=\(enterprise.percentEncoded())&from=\(from)&to=\(to)"
        refundJSON = "/v1/refund-data" + query
        refundCSV = refundJSON + "&format=csv"
        forexJSON = "/v1/forex-data" + query
        forexCSV = forexJSON + "&format=csv"
    }
}
