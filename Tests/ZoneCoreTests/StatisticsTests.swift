import Testing
import ZoneCore

@Suite struct StatisticsTests {
    /// Every duration lies in the bucket that ends next above it, by less than a sixteenth.
    @Test func bucketsAreTight() throws {
        var last = TimeBucket(ms: 0)
        for ms in (0..<5_000).map(Int64.init) + (13..<40).map({ (Int64(1) << $0) - 1 })
            + (13..<40).map({ Int64(1) << $0 + 12_345 })
        {
            let bucket = TimeBucket(ms: ms)
            #expect(bucket.upperMs >= ms && (bucket.upperMs - ms) * 16 < max(16, ms))
            #expect(TimeBucket(ms: bucket.upperMs) == bucket)
            #expect(TimeBucket(ms: bucket.upperMs + 1).number == bucket.number + 1)
            if ms < 5_000 { #expect(bucket >= last) }
            last = bucket
        }
        #expect(TimeBucket(ms: -5) == TimeBucket(ms: 0))
        #expect(TimeBucket(number: -1) == nil)
    }

    @Test func percentilesAreThoseOfTheSortedDurations() throws {
        let durations = (1...100).map { Int64($0) * 997 }
        var counts: [TimeBucket: Int64] = [:]
        for ms in durations { counts[TimeBucket(ms: ms), default: 0] += 1 }
        for percent in [1, 50, 90, 95, 100] {
            let true_ = durations[percent - 1]
            let found = try #require(TimeBucket.percentile(Int64(percent), of: counts))
            #expect(found >= true_ && (found - true_) * 16 < true_)
        }
        #expect(TimeBucket.percentile(50, of: [:]) == nil)
    }

    @Test func periodsAreDaysMonthsAndYears() throws {
        let day = try #require(Day(year: 2028, month: 2, day: 29))
        #expect(
            StatisticsPeriod.all(of: day).map(\.description) == ["2028-02-29", "2028-02", "2028"])
        let month = try #require(StatisticsPeriod("2028-02"))
        #expect(month.days.upperBound == day)
        #expect(month.previous?.description == "2028-01")
        #expect(StatisticsPeriod("2028")?.days.upperBound.description == "2028-12-31")
        #expect(StatisticsPeriod("2028-01-01")?.previous?.description == "2027-12-31")
        for text in ["", "20", "2028-13", "2028-2", "2028-02-30", "2028-02-291", "2028/02", "x028"]
        {
            #expect(StatisticsPeriod(text) == nil, "\(text)")
        }
    }

    /// A declaration of two chapters counts once in all, once in each chapter, and its money once.
    @Test func factsCountWhatTheyAre() throws {
        var fact = StatisticsFact(
            declarationID: 7, day: Day(number: 20_000), mode: "I1210", status: 800)
        (fact.country, fact.port, fact.enterprise) = ("116", "2244", "FIRM")
        fact.dutiableFen = 900
        fact.marks = [.inspected, .control]
        fact.clearance = TimeBucket(ms: 1000)
        fact.shares = [
            .init(chapter: "22", currency: "142", value: 5),
            .init(chapter: "33", currency: "142", value: 7),
        ]
        fact.shares[1].vatFen = 3
        var sums: [StatisticsKey: Int64] = [:]
        fact.eachCell { sums[$0, default: 0] += $1 }
        func sum(_ dimension: StatisticsDimension, _ value: String, _ measure: String) -> Int64? {
            sums[StatisticsKey(dimension, value, mode: "I1210", StatisticsMeasure(measure))]
        }
        #expect(sum(.all, "", "count.800") == 1)
        #expect(sum(.all, "", "value.800.142") == 12)
        #expect(sum(.all, "", "dutiable.800") == 900)
        #expect(sum(.chapter, "22", "count.800") == 1)
        #expect(sum(.chapter, "33", "vat.800") == 3)
        #expect(sum(.chapter, "22", "vat.800") == nil)
        #expect(sum(.chapter, "22", "dutiable.800") == nil)
        #expect(sum(.country, "116", "inspected") == 1)
        #expect(sum(.port, "2244", "control") == 1)
        #expect(sum(.enterprise, "FIRM", "time.\(TimeBucket(ms: 1000).number)") == 1)
        #expect(sum(.enterprise, "FIRM", "found") == nil)
    }
}
