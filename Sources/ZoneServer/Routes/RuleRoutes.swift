import Hummingbird
import ZoneCore
import ZoneServices

/// The rule book: as data for systems, and as pages for people.
struct RuleRoutes: Sendable {
    let zone: Zone

    func add(to router: Router<ZoneContext>) {
        router.get("/v1/rules", use: rules)
        router.get("/v1/rules/{id}", use: rule)
        router.get("/rules", use: rulesPage)
        router.get("/rules/{id}", use: rulePage)
    }

    @Sendable func rules(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let question = try RuleQuestion(request, today: zone.today)
        let rules =
            question.since.map { since in
                zone.ruleChanges(from: since, to: question.on, knownOn: question.known)
                    .map(\.rule)
            } ?? zone.rules(on: question.on, knownOn: question.known)
        return jsonResponse(RulesAnswer(question, rules))
    }

    @Sendable func rule(_ request: Request, _ context: ZoneContext) async throws -> Response {
        jsonResponse(RuleAnswer(try found(request, context).rule))
    }

    @Sendable func rulesPage(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let visit = Visit(request)
        let question = try RuleQuestion(request, today: zone.today)
        let changes = question.since.map {
            zone.ruleChanges(from: $0, to: question.on, knownOn: question.known)
        }
        let page = RulesPage(
            zone.rules(on: question.on, knownOn: question.known), changes: changes, question,
            visit: visit)
        return Templates.response(
            page, template: "rules", title: PageText.of(visit.language).rules, visit: visit)
    }

    @Sendable func rulePage(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let visit = Visit(request)
        let (rule, question) = try found(request, context)
        return Templates.response(
            RulePage(rule, question, visit: visit), template: "rule", title: rule.id, visit: visit)
    }

    private func found(
        _ request: Request, _ context: ZoneContext
    ) throws -> (rule: RuleView, question: RuleQuestion) {
        let question = try RuleQuestion(request, today: zone.today)
        let id = try context.parameter("id")
        guard let rule = zone.rule(id, on: question.on, knownOn: question.known) else {
            throw Problem.notFound
        }
        return (rule, question)
    }
}

/// Which day's rules are asked for.
struct RuleQuestion {
    /// The day in force.
    var on: Day
    /// The day of knowledge; nil for now.
    var known: Day?
    /// An earlier day to compare with.
    var since: Day?

    init(_ request: Request, today: Day) throws {
        let query = Query(request)
        on = try query.day("on") ?? today
        known = try query.day("known")
        since = try query.day("since")
    }

    /// Its parts as the query of a link.
    var parameters: [(name: String, value: String)] {
        [("on", on.description)] + (known.map { [("known", $0.description)] } ?? [])
    }
}
