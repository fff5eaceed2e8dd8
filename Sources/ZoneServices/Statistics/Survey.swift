public import ZoneCore
import ZoneRules
import ZoneStore

/// An enterprise in the survey of all kinds of business.
public struct SurveyFirm: Sendable {
    public var enterprise: String
    /// What it traded on the platform in the year before, and in the half year; yuan. What it traded elsewhere is not known
    /// here, so an enterprise may owe a report and not be in the list.
    public var lastYear: Fraction
    public var halfYear: Fraction?
    public var mustReport: Bool
    /// What it reported; nil where it did not.
    public var importValue: Fraction?
    public var exportValue: Fraction?
    /// When both were there; nil while one is missing.
    public var reportedOn: Day?
}

/// The survey of a year or of its first half (`YYYY-06`): who has to report, who did, and when.
public struct SurveyView: Sendable {
    public var period: StatisticsPeriod
    public var dueOn: Day
    /// What amounts in US dollars were counted at; nil where they were not.
    public var yuanPerDollar: Fraction?
    public var firms: [SurveyFirm]

    public var owingCount: Int { firms.count { $0.mustReport } }
    public var reportedCount: Int { firms.count { $0.mustReport && $0.reportedOn != nil } }
    public var onTimeCount: Int {
        firms.count { $0.mustReport && ($0.reportedOn.map { $0 <= dueOn } ?? false) }
    }
}

extension Zone {
    private static let firmCountMax = 20_000

    /// The survey of a period; nil for one that is neither a year nor the first half of one, or that no rule asks for.
    ///
    /// In a half year those report who reached the limit of a year in the year before, or that of a half year in the half
    /// year itself; in a year those who reached the limit in it.
    public func survey(_ period: StatisticsPeriod) throws -> SurveyView? {
        let isHalf = period.length == .month && period.description.hasSuffix("-06")
        let year = StatisticsPeriod.year(of: period.days.lowerBound)
        guard isHalf || period.length == .year, let before = year.previous,
            let limits = ruleBook.surveyLimits(on: period.days.upperBound)
        else { return nil }
        let (yearMin, halfYearMin) = (
            Fraction(Int64(limits.yearYuan)), Fraction(Int64(limits.halfYearYuan))
        )
        let rate = try FigureReader(store: store).given("yuanPerDollar", period)
        let last = try platformValues([before], rate)
        let current = try platformValues(isHalf ? firstHalf(of: year) : [year], rate)
        let imports = try reports("surveyImport", period)
        let exports = try reports("surveyExport", period)
        let codes = Set(last.keys).union(current.keys).union(imports.keys).union(exports.keys)
        let firms = codes.sorted().prefix(Self.firmCountMax).map { code in
            let (known, now) = (last[code] ?? .zero, current[code] ?? .zero)
            let both = [imports[code], exports[code]].compactMap { $0?.atMs }
            return SurveyFirm(
                enterprise: code, lastYear: known, halfYear: isHalf ? now : nil,
                mustReport: isHalf
                    ? known >= yearMin || now >= halfYearMin : now >= yearMin,
                importValue: imports[code].flatMap { Fraction(decimal: $0.value) },
                exportValue: exports[code].flatMap { Fraction(decimal: $0.value) },
                reportedOn: both.count == 2 ? Timestamp(ms: both.max() ?? 0).day : nil)
        }
        return SurveyView(
            period: period,
            dueOn: period.days.upperBound.adding(days: settings.surveyDayCount),
            yuanPerDollar: rate, firms: firms.filter { $0.mustReport || $0.reportedOn != nil })
    }

    private func firstHalf(of year: StatisticsPeriod) -> [StatisticsPeriod] {
        (1...6).compactMap { StatisticsPeriod("\(year)-0\($0)") }
    }

    private func reports(
        _ name: String, _ period: StatisticsPeriod
    ) throws -> [String: GivenRow] {
        let rows = try store.given(name, period).filter { !$0.subject.isEmpty }
        return Dictionary(rows.map { ($0.subject, $0) }) { _, last in last }
    }

    /// What each enterprise had released, in yuan.
    private func platformValues(
        _ periods: [StatisticsPeriod], _ rate: Fraction?
    ) throws -> [String: Fraction] {
        var values: [String: Fraction] = [:]
        for period in periods {
            let sums = try store.statisticsSums(
                StatisticsQuery(period: period, dimension: .enterprise, measure: .value))
            for sum in sums {
                let parts = sum.key.measure.parsed.parts
                guard parts.count == 2, ["800", "899"].contains(parts[0]),
                    let amount = Fraction(Int128(sum.amount), over: Int128(Fixed5.unitsPerOne)),
                    let yuan = parts[1] == "142"
                        ? amount : parts[1] == "502" ? rate.flatMap(amount.times) : nil,
                    let total = (values[sum.key.value] ?? .zero).plus(yuan)
                else { continue }
                values[sum.key.value] = total
            }
        }
        return values
    }
}
