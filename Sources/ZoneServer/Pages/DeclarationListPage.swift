import ZoneCore
import ZoneServices

/// A page of the list of declarations, as text ready to print.
struct DeclarationListPage {
    struct Row {
        var id: String
        var url: String
        var status: StatusTag
        var invtNo: String
        var tradeMode: String
        var dutiable: String
        var tax: String
        var receivedAt: String
    }

    struct Choice {
        var value: String
        var label: String
        var isSelected: Bool
    }

    /// The language to carry through a form; none where the browser's own is used.
    var formLanguage: String?
    var listURL: String
    var choices: [Choice]
    var rows: [Row]
    var isEmpty: Bool
    var olderURL: String?
    var newestURL: String?

    init(
        _ summaries: [DeclarationSummary], status: Int?, isFirst: Bool, countMax: Int, visit: Visit
    ) {
        formLanguage = visit.isExplicit ? visit.language.rawValue : nil
        listURL = "/declarations"
        choices = ReturnStatus.allCases.compactMap(\.code).map { code in
            Choice(
                value: String(code), label: "\(code) \(statusName(code, in: visit.language))",
                isSelected: code == status)
        }
        rows = summaries.map { summary in
            Row(
                id: summary.id, url: visit.url("/declarations/" + summary.id.percentEncoded()),
                status: StatusTag(summary.status, visit.language), invtNo: summary.invtNo,
                tradeMode: summary.tradeMode, dutiable: moneyText(summary.dutiable),
                tax: moneyText(summary.tax), receivedAt: clockText(summary.receivedAt))
        }
        isEmpty = rows.isEmpty
        let filter = status.map { [("status", String($0))] } ?? []
        if summaries.count == countMax, let cursor = summaries.last?.cursor {
            olderURL = visit.url("/declarations", filter + [("before", String(cursor))])
        }
        newestURL = isFirst ? nil : visit.url("/declarations", filter)
    }
}
