import HTTPTypes
import Hummingbird
import ZoneCore
import ZoneServices

/// What is known of the credit of enterprises.
struct CreditRoutes: Sendable {
    /// Most entries in one page of a list.
    static let entryCountMax = 500

    let zone: Zone
    let settings: ServerSettings

    func add(to router: Router<ZoneContext>) {
        router.get("/v1/enterprises/{code}/credit", use: standing)
        router.get("/v1/enterprises/{code}/credit/records", use: records)
        router.post("/v1/enterprises/{code}/credit/what-if", use: whatIf)
        router.get("/v1/credit-lists/{list}", use: list)
        router.get("/v1/credit-cases", use: openCases)
        router.get("/v1/credit-kinds", use: kinds)
    }

    @Sendable func standing(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let query = Query(request)
        return jsonResponse(
            CreditStandingAnswer(
                try zone.creditStanding(
                    try context.enterprise(), on: try query.day("day"),
                    knownBy: try query.day("knownBy"))))
    }

    @Sendable func records(_ request: Request, _ context: ZoneContext) async throws -> Response {
        jsonResponse(
            CreditFileAnswer(
                try zone.creditFile(try context.enterprise()), today: zone.today))
    }

    @Sendable func whatIf(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let enterprise = try context.enterprise()
        let body: WhatIfBody = try await readJSON(
            request, upTo: settings.jsonByteCountMax, shape: WhatIfBody.shape)
        let question = try body.question(today: zone.today)
        return try answeringCredit {
            let (standing, outlook) = try zone.creditWhatIf(enterprise, question)
            return jsonResponse(CreditWhatIfAnswer(standing, outlook))
        }
    }

    @Sendable func list(_ request: Request, _ context: ZoneContext) async throws -> Response {
        guard let list = CreditList(rawValue: try context.parameter("list")) else {
            throw Problem.notFound
        }
        let query = Query(request)
        let page = try zone.creditList(
            list, on: try query.day("day"), after: try query.text("after"),
            countMax: try query.limit(countMax: Self.entryCountMax, default: 100))
        guard let page else {
            throw Problem.parameterInvalid(name: "after", expected: "nextAfter")
        }
        return jsonResponse(CreditListAnswer(list, page))
    }

    @Sendable func openCases(_ request: Request, _ context: ZoneContext) async throws -> Response {
        jsonResponse(OpenCreditCasesAnswer(try zone.openCreditCases(), today: zone.today))
    }

    @Sendable func kinds(_ request: Request, _ context: ZoneContext) async throws -> Response {
        jsonResponse(CreditKindsAnswer(zone.creditKinds()))
    }
}

/// What is assumed, as sent.
struct WhatIfBody: Decodable {
    struct Event: Decodable {
        var kind: String
        var happened: String
    }

    static let shape =
        #"{"events": [{"kind": string, "happened": "YYYY-MM-DD"}], "day"?, "target"?: "A"}"#

    var events: [Event]
    var day: String?
    var target: String?

    func question(today: Day) throws(Problem) -> CreditWhatIf {
        guard let grade = CreditGrade(rawValue: target ?? CreditGrade.a.rawValue) else {
            throw .valueRefused(name: "target", expected: "A, B, C, D")
        }
        var question = CreditWhatIf(events: [], day: today, target: grade)
        if let day { question.day = try readDay(day, "day") }
        for event in events {
            question.events.append(
                .init(kind: event.kind, happened: try readDay(event.happened, "happened")))
        }
        return question
    }
}

extension ZoneContext {
    /// The captured code of an enterprise; one that can't be is answered like an unknown one.
    func enterprise() throws -> SocialCreditCode {
        guard let code = SocialCreditCode(try parameter("code")) else { throw Problem.notFound }
        return code
    }
}

/// What `body` answers, with what credit is refused for as a problem.
func answeringCredit(_ body: () throws -> Response) throws -> Response {
    do {
        return try body()
    } catch let error as CreditError {
        throw Problem(error)
    }
}
