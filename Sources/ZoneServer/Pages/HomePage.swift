import ZoneCore
import ZoneServices

/// The figures of the zone, as text ready to print.
struct HomePage {
    struct Figure {
        var label: String
        var value: String
    }

    struct StatusRow {
        var status: StatusTag
        var url: String
        var count: String
        var share: String
        /// Length of its bar in hundredths.
        var barWidth: String
    }

    var figures: [Figure]
    var hasDeclarations: Bool
    var statuses: [StatusRow]
    var chart: HourChart
    var day: String
    var queueDepth: String
    var queueDepthMax: String
    var queueText: String

    init(_ figures: ZoneFigures, visit: Visit) {
        let text = PageText.of(visit.language)
        self.figures = [
            Figure(label: text.declarationCount, value: countText(figures.declarationCount)),
            Figure(label: text.messageCount, value: countText(figures.messageCount)),
            Figure(label: text.releasedTax, value: moneyText(figures.tax)),
            Figure(label: text.releasedValue, value: moneyText(figures.dutiable)),
        ]
        hasDeclarations = figures.declarationCount > 0
        let total = figures.declarationsByStatus.values.reduce(0, +)
        let most = max(1, figures.declarationsByStatus.values.max() ?? 1)
        statuses = figures.declarationsByStatus.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { status, count in
                StatusRow(
                    status: StatusTag(status, visit.language),
                    url: visit.url("/declarations", [("status", String(status))]),
                    count: countText(count), share: shareText(count, of: total),
                    barWidth: String(max(1, count * 100 / most)))
            }
        chart = HourChart(figures.byHour, text: text)
        day = figures.day.map(\.description) ?? ""
        queueDepth = String(figures.queueDepth)
        queueDepthMax = String(max(1, figures.queueDepthMax))
        queueText = "\(countText(figures.queueDepth)) / \(countText(figures.queueDepthMax))"
    }
}
