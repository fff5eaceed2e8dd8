import HTTPTypes
import Hummingbird
import ZoneCore
import ZoneServices

/// The rule book: as data for systems, and as pages for people. Everybody may read the law; how risk is screened is shown to
/// those who may read of risk.
struct RuleRoutes: Sendable {
    let zone: Zone

    func add(to router: Router<ZoneContext>) {
        router.get("/v1/rules", use: rules)
        router.get("/v1/rules/{id}", use: rule)
        router.get("/rules", use: rulesPage)
        router.get("/rules/{id}", use: rulePage)
    }

    @Sendable func rules(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let (search, found) = try find(request, context)
        var answer = jsonResponse(RulesAnswer(search, found))
        if let next = found.next {
            let query = search.parameters(after: next, limit: search.count).map {
                "\($0.name)=\($0.value.percentEncoded())"
            }
            answer.headers[.link] = "</v1/rules?\(query.joined(separator: "&"))>; rel=\"next\""
        }
        return answer
    }

    @Sendable func rule(_ request: Request, _ context: ZoneContext) async throws -> Response {
        jsonResponse(RuleAnswer(try found(request, context).rule))
    }

    @Sendable func rulesPage(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let visit = Visit(request)
        let (search, found) = try find(request, context)
        return Templates.response(
            RulesPage(found, search, visit: visit), template: "rules",
            title: PageText.of(visit.language).rules, visit: visit)
    }

    @Sendable func rulePage(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let visit = Visit(request)
        let (rule, search) = try found(request, context)
        return Templates.response(
            RulePage(rule, search, visit: visit), template: "rule", title: rule.id, visit: visit)
    }

    private func find(
        _ request: Request, _ context: ZoneContext
    ) throws -> (RuleSearch, RulesFound) {
        let search = try RuleSearch(request, context, today: zone.today)
        guard let found = zone.rules(search) else {
            throw Problem.parameterInvalid(name: "after", expected: "nextAfter of a page before")
        }
        return (search, found)
    }

    private func found(
        _ request: Request, _ context: ZoneContext
    ) throws -> (rule: RuleView, search: RuleSearch) {
        let search = try RuleSearch(request, context, today: zone.today)
        let id = try context.parameter("id")
        guard let rule = zone.rule(id, search) else {
            throw Problem.notFound
        }
        return (rule, search)
    }
}

extension RuleSearch {
    init(_ request: Request, _ context: ZoneContext, today: Day) throws {
        let query = Query(request)
        let part = try query.text("part")
        if let part, !Zone.ruleParts.contains(part) {
            throw Problem.parameterInvalid(
                name: "part", expected: Zone.ruleParts.joined(separator: ", "))
        }
        self.init(
            on: try query.day("on") ?? today, knownOn: try query.day("known"),
            since: try query.day("since"), part: part, words: try query.text("search") ?? "",
            after: try query.text("after", lengthMax: 200),
            count: try query.limit(countMax: Self.countMax, default: 100),
            showsRisk: context.may(.riskRead))
    }

    /// When the rules are looked at, as the query of a link.
    var days: [(name: String, value: String)] {
        [("on", on.description)] + (knownOn.map { [("known", $0.description)] } ?? [])
    }

    /// The same search after a rule, as the query of a link.
    func parameters(after rule: String, limit: Int? = nil) -> [(name: String, value: String)] {
        let others: [(name: String, value: String?)] = [
            ("since", since?.description), ("part", part), ("search", words.isEmpty ? nil : words),
            ("after", rule), ("limit", limit.map(String.init)),
        ]
        return days + others.compactMap { name, value in value.map { (name, $0) } }
    }
}
