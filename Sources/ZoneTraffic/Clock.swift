import ZoneCore

/// The dates from one day on as eight digits, so that a time is written without a calendar.
struct Dates {
    private let first: Day
    private let digits: [[UInt8]]
    private static let count = 16

    init(from first: Day) {
        self.first = first
        self.digits = (0..<Self.count).map { Array(first.adding(days: $0).compact.utf8) }
    }

    /// `YYYYMMDD` of the day that many seconds after the first midnight.
    func putDate(at second: Int, to bytes: inout [UInt8]) {
        let day = second / 86_400
        bytes.put(
            digits.indices.contains(day)
                ? digits[day] : Array(first.adding(days: day).compact.utf8))
    }

    /// `YYYYMMDDhhmmss`.
    func putTime(at second: Int, to bytes: inout [UInt8]) {
        putDate(at: second, to: &bytes)
        let rest = second % 86_400
        bytes.put(rest / 3600 * 10_000 + rest / 60 % 60 * 100 + rest % 60, width: 6)
    }
}

/// How the orders of a day are spread over its hours.
enum RushHours {
    /// Orders by hour, of 1000: a small peak after lunch and a large one in the evening. The last
    /// hour is left to the documents that follow.
    static let weights = [
        15, 9, 6, 4, 4, 6, 12, 22, 38, 52, 60, 58, 50, 56, 52, 50, 50, 52, 56, 70, 96, 104, 78, 0,
    ]
    private static let total = weights.reduce(0, +)
    private static let starts = weights.indices.map { weights[..<$0].reduce(0, +) }

    /// The second of the day of the order at `place` among `count`; rises with `place`.
    static func second(of place: Int, among count: Int) -> Int {
        let (part, low) = UInt64(place).multipliedFullWidth(by: UInt64(total * 3600))
        let scaled = Int(UInt64(count).dividingFullWidth((part, low)).quotient)
        let unit = scaled / 3600
        var hour = 0
        while hour < 23, starts[hour + 1] <= unit { hour += 1 }
        return hour * 3600 + (scaled - starts[hour] * 3600) / max(weights[hour], 1)
    }
}
