import HTTPTypes
import Hummingbird
import ZoneCore
import ZoneServices

/// The pages of credit for people.
struct CreditPageRoutes: Sendable {
    /// Entries of each list on the page.
    static let entryCountMax = 100

    let zone: Zone

    func add(to router: Router<ZoneContext>) {
        router.get("/credit", use: overview)
        router.get("/credit/{code}", use: enterprise)
    }

    @Sendable func overview(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let visit = Visit(request)
        if let code = try Query(request).text("code") {
            let url = visit.url("/credit/" + code.trimmed().percentEncoded())
            return Response(status: .seeOther, headers: [.location: url])
        }
        let lists = try CreditList.allCases.compactMap { list in
            try zone.creditList(list, after: nil, countMax: Self.entryCountMax).map { (list, $0) }
        }
        return Templates.response(
            CreditPage(
                lists: lists,
                // Whose case is open is for those who answer it.
                cases: context.may(.creditAnswer) ? try zone.openCreditCases() : [],
                kinds: zone.creditKinds(),
                today: zone.today, visit: visit),
            template: "credit", title: CreditText.of(visit.language).title, visit: visit)
    }

    /// A form that is wrong is shown again with what is wrong, beside the standing of today.
    @Sendable func enterprise(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let visit = Visit(request)
        let enterprise = try context.enterprise()
        do {
            let question = try self.question(Query(request), enterprise)
            let answer: CreditAnswer
            do {
                answer = try self.answer(question, enterprise)
            } catch let error as CreditError {
                throw Problem(error)
            }
            return page(answer, visit)
        } catch let problem as Problem {
            let today = CreditWhatIf(events: [], day: zone.today, target: .a)
            return page(try answer(today, enterprise), visit, problem)
        }
    }

    /// What the form asks: an event only where both its fields are filled in; for the next better
    /// grade unless said otherwise.
    private func question(
        _ query: Query, _ enterprise: SocialCreditCode
    ) throws -> CreditWhatIf {
        var question = CreditWhatIf(events: [], day: zone.today, target: .a)
        if let day = try query.day("day") { question.day = day }
        if let text = try query.text("target") {
            guard let target = CreditGrade(rawValue: text) else {
                throw Problem.parameterInvalid(name: "target", expected: "A, B, C, D")
            }
            question.target = target
        } else if let grade = try zone.creditStanding(enterprise).grade {
            question.target = CreditGrade.allCases.last { $0 > grade } ?? .a
        }
        if let kind = try query.text("kind") {
            question.events = [
                .init(kind: kind, happened: try query.day("happened") ?? question.day)
            ]
        }
        return question
    }

    private func answer(
        _ question: CreditWhatIf, _ enterprise: SocialCreditCode
    ) throws -> CreditAnswer {
        let (standing, outlook) = try zone.creditWhatIf(enterprise, question)
        return CreditAnswer(
            standing: standing, outlook: outlook, file: try zone.creditFile(enterprise),
            kinds: zone.creditKinds(), question: question, today: zone.today)
    }

    private func page(
        _ answer: CreditAnswer, _ visit: Visit, _ problem: Problem? = nil
    ) -> Response {
        Templates.response(
            EnterpriseCreditPage(answer, problem: problem, visit: visit),
            template: "enterprise-credit",
            title: "\(CreditText.of(visit.language).title) \(answer.standing.enterprise)",
            visit: visit, status: problem?.status ?? .ok)
    }
}
