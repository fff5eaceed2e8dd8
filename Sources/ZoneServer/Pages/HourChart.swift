/// A bar chart of 24 hours as finished coordinates; the template only places them.
struct HourChart {
    struct Bar {
        var x: String
        var y: String
        var height: String
        /// `09:00`.
        var hour: String
        var count: String
    }

    struct Label {
        var x: String
        var y: String
        var text: String
    }

    static let width = 720
    static let height = 220
    private static let left = 52
    private static let bottom = 190
    private static let top = 14
    private static let step = 27

    var bars: [Bar]
    var hourLabels: [Label]
    var gridLines: [Label]
    /// One sentence that says what the chart shows.
    var summary: String

    init(_ counts: [Int], text: PageText) {
        let ceiling = Self.ceiling(counts.max() ?? 0)
        let space = Self.bottom - Self.top
        bars = counts.enumerated().map { hour, count in
            let height = count * space / ceiling
            return Bar(
                x: String(Self.left + 6 + hour * Self.step), y: String(Self.bottom - height),
                height: String(height), hour: Self.clock(hour), count: countText(count))
        }
        hourLabels = stride(from: 0, to: counts.count, by: 3).map { hour in
            Label(
                x: String(Self.left + 15 + hour * Self.step), y: String(Self.bottom + 20),
                text: Self.clock(hour))
        }
        gridLines = [0, ceiling / 2, ceiling].map { count in
            let y = Self.bottom - count * space / ceiling
            return Label(x: String(Self.left - 8), y: String(y), text: countText(count))
        }
        let total = counts.reduce(0, +)
        summary = "\(text.byHourDescription): \(text.total) \(countText(total))"
        if let most = counts.max(), most > 0, let hour = counts.firstIndex(of: most) {
            summary += ", \(Self.clock(hour)) \(countText(most))"
        }
    }

    /// The next of 2, 4, 6, 8, 10, 20, 40, ... so that its half is whole.
    static func ceiling(_ count: Int) -> Int {
        var unit = 1
        while true {
            for factor in [2, 4, 6, 8, 10] where factor * unit >= count { return factor * unit }
            unit *= 10
        }
    }

    private static func clock(_ hour: Int) -> String { (hour < 10 ? "0" : "") + "\(hour):00" }
}
