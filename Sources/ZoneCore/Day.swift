/// A calendar day (proleptic Gregorian), stored as days since 1970-01-01.
public struct Day: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Days since 1970-01-01; earlier days are negative.
    public let number: Int32

    /// The day with that number.
    public init(number: Int32) {
        self.number = number
    }

    /// The day of that date, or nil when no calendar has it.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month) else { return nil }
        guard day >= 1, day <= Self.dayCount(year: year, month: month) else { return nil }
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.number = Int32(era * 146_097 + dayOfEra - 719_468)
    }

    /// Reads `YYYY-MM-DD` or `YYYYMMDD`; nil for anything else.
    public init?(_ text: some StringProtocol) {
        var digits: [Int] = []
        for (offset, byte) in text.utf8.enumerated() {
            if byte == UInt8(ascii: "-"), offset == 4 || offset == 7 { continue }
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            digits.append(Int(byte - UInt8(ascii: "0")))
        }
        guard digits.count == 8 else { return nil }
        let year = digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3]
        self.init(
            year: year, month: digits[4] * 10 + digits[5], day: digits[6] * 10 + digits[7])
    }

    /// How many days the month has.
    public static func dayCount(year: Int, month: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Year, month and day of month.
    public var date: (year: Int, month: Int, day: Int) {
        let shifted = Int(number) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// The calendar year.
    public var year: Int { date.year }

    /// The day that many days later (earlier when negative).
    public func adding(days: Int) -> Day { Day(number: number + Int32(days)) }

    /// Orders by date.
    public static func < (left: Day, right: Day) -> Bool { left.number < right.number }

    /// `YYYY-MM-DD`.
    public var description: String {
        let (year, month, day) = date
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    /// `YYYYMMDD`, as messages write a day.
    public var compact: String {
        let (year, month, day) = date
        guard (0...9999).contains(year) else {
            return padded(year, 4) + padded(month, 2) + padded(day, 2)
        }
        // Each declaration's number begins with it.
        return String(unsafeUninitializedCapacity: 8) { digits in
            var rest = (year * 100 + month) * 100 + day
            for place in (0..<8).reversed() {
                digits[place] = 0x30 + UInt8(rest % 10)
                rest /= 10
            }
            return 8
        }
    }
}

/// A point in time in milliseconds since 1970-01-01 UTC. Messages write it in China Standard Time (UTC+8).
public struct Timestamp: Hashable, Comparable, Sendable {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    public let ms: Int64

    /// Milliseconds of the years 1970 to 9999: what may be written of a time that comes from outside.
    public static let writable: ClosedRange<Int64> = 0...253_402_271_999_999

    /// How far China Standard Time is ahead of UTC.
    public static let chinaOffsetMs: Int64 = 8 * 3_600_000

    /// That many milliseconds since 1970-01-01T00:00:00Z.
    public init(ms: Int64) {
        self.ms = ms
    }

    /// Orders by time.
    public static func < (left: Timestamp, right: Timestamp) -> Bool { left.ms < right.ms }

    /// The calendar day in China.
    public var day: Day {
        Day(number: Int32((ms + Self.chinaOffsetMs).flooredDivision(by: 86_400_000)))
    }

    /// The time in China that is written `YYYYMMDDhhmmss`; nil where it is none.
    public init?(text14: String) {
        guard text14.utf8.count == 14, text14.utf8.allSatisfy({ (48...57).contains($0) }),
            let year = Int(text14.prefix(4)), let month = Int(text14.dropFirst(4).prefix(2)),
            let dayOfMonth = Int(text14.dropFirst(6).prefix(2)),
            let hour = Int64(text14.dropFirst(8).prefix(2)), hour < 24,
            let minute = Int64(text14.dropFirst(10).prefix(2)), minute < 60,
            let second = Int64(text14.suffix(2)), second < 60,
            let day = Day(year: year, month: month, day: dayOfMonth)
        else { return nil }
        let seconds = Int64(day.number) * 86_400 + hour * 3600 + minute * 60 + second
        self.init(ms: seconds * 1000 - Self.chinaOffsetMs)
    }

    /// `YYYYMMDDhhmmss` in China Standard Time.
    public var text14: String { day.compact + clock(separator: "") }

    /// `YYYYMMDDhhmmssSSS` in China Standard Time.
    public var text17: String { text14 + padded(Int(msOfDay % 1000), 3) }

    /// `YYYY-MM-DDThh:mm:ss.SSS+08:00`.
    public var iso8601: String {
        "\(day)T\(clock(separator: ":")).\(padded(Int(msOfDay % 1000), 3))+08:00"
    }

    private var msOfDay: Int64 {
        (ms + Self.chinaOffsetMs) - Int64(day.number) * 86_400_000
    }

    private func clock(separator: String) -> String {
        let seconds = Int(msOfDay / 1000)
        return padded(seconds / 3600, 2) + separator + padded(seconds / 60 % 60, 2) + separator
            + padded(seconds % 60, 2)
    }
}

/// `value` in decimal with leading zeros up to `width` digits.
func padded(_ value: Int, _ width: Int) -> String {
    let text = String(value)
    return text.utf8.count >= width
        ? text : String(repeating: "0", count: width - text.utf8.count) + text
}

extension Int64 {
    /// Division that rounds towards minus infinity.
    func flooredDivision(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
