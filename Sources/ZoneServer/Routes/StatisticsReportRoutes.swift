import Hummingbird
import ZoneCore
import ZoneServices

/// Reports of the statistics: equal footing of enterprises, and the survey.
struct StatisticsReportRoutes: Sendable {
    let zone: Zone

    func add(to router: Router<ZoneContext>) {
        router.get("/v1/statistics/equal-footing", use: footing)
        router.get("/v1/statistics/surveys/{period}", use: survey)
    }

    @Sendable func footing(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let text = try Query(request).text("period")
        let period = text.flatMap { StatisticsPeriod($0) } ?? .year(of: zone.today)
        guard text == nil || period.description == text else {
            throw Problem.parameterInvalid(name: "period", expected: "YYYY, YYYY-MM, YYYY-MM-DD")
        }
        guard let groups = try zone.equalFooting(period) else {
            throw Problem.valueRefused(name: "period", expected: "fewer enterprises")
        }
        return jsonResponse(
            FootingAnswer(
                period: period.description, groups: groups.map(FootingAnswer.Group.init)))
    }

    @Sendable func survey(_ request: Request, _ context: ZoneContext) async throws -> Response {
        guard let period = StatisticsPeriod(try context.parameter("period")),
            let survey = try zone.survey(period)
        else { throw Problem.parameterInvalid(name: "period", expected: "YYYY, YYYY-06") }
        return jsonResponse(SurveyAnswer(survey))
    }
}

/// How groups of enterprises fared.
struct FootingAnswer: Encodable {
    struct Group: Encodable {
        var split: String
        var group: String
        var enterprises: Int
        var released: RiskAnswer.Share
        var reviewed: RiskAnswer.Share
        var inspected: RiskAnswer.Share
        var found: RiskAnswer.Share
        var medianMs: Int64?
        var p95Ms: Int64?

        init(_ view: FootingGroup) {
            (split, group, enterprises) = (view.split, view.group, view.enterpriseCount)
            released = .init(view.released)
            reviewed = .init(view.reviewed)
            inspected = .init(view.inspected)
            found = .init(view.found)
            (medianMs, p95Ms) = (view.medianMs, view.p95Ms)
        }
    }

    var period: String
    var groups: [Group]
}

/// Who has to report in a survey, and who did.
struct SurveyAnswer: Encodable {
    struct Firm: Encodable {
        var enterprise: String
        var lastYearYuan: String
        var halfYearYuan: String?
        var mustReport: Bool
        var importYuan: String?
        var exportYuan: String?
        var reportedOn: String?
    }

    var period: String
    var dueOn: String
    var yuanPerDollar: String?
    var owing: Int
    var reported: Int
    var onTime: Int
    var firms: [Firm]

    init(_ view: SurveyView) {
        period = view.period.description
        dueOn = view.dueOn.description
        yuanPerDollar = view.yuanPerDollar?.text
        (owing, reported, onTime) = (view.owingCount, view.reportedCount, view.onTimeCount)
        firms = view.firms.map {
            Firm(
                enterprise: $0.enterprise, lastYearYuan: $0.lastYear.decimal(2),
                halfYearYuan: $0.halfYear?.decimal(2), mustReport: $0.mustReport,
                importYuan: $0.importValue?.decimal(2), exportYuan: $0.exportValue?.decimal(2),
                reportedOn: $0.reportedOn?.description)
        }
    }
}
