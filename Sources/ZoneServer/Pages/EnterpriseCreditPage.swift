import ZoneCore
import ZoneServices

/// The credit of one enterprise, and what an assumption would bring.
struct EnterpriseCreditPage {
    struct Line {
        var event: String
        var kind: String
        var happened: String
        var known: String
        var points: String
        var tag: ToneTag
        var lastDay: String
        var rule: String
        var source: String
        var evidence: String
    }

    struct Threshold {
        var tag: ToneTag
        var points: String
        var rule: String
    }

    struct Listing {
        var list: String
        var from: String
        var to: String
        var reason: String
        var source: String
    }

    struct Choice {
        var value: String
        var label: String
        var isSelected: Bool
    }

    struct Step {
        var day: String
        var points: String
        var grade: [ToneTag]
        var changes: String
    }

    struct Repair {
        var event: String
        var earliest: String
        var points: String
    }

    var text: CreditText
    var formLanguage: String?
    var formURL: String
    var jsonURL: String
    var enterprise: String
    var day: String
    var grade: [ToneTag]
    var points: String
    var inspectionRate: String
    var inspectionRule: String
    var base: String
    var baseRule: String
    var listedBy: String?
    var thresholds: [Threshold]
    var lines: [Line]
    var hasNoLines: Bool
    var cases: [CreditCaseRow]
    var hasNoCases: Bool
    var listings: [Listing]
    var hasNoListings: Bool
    var formError: String?
    var kinds: [Choice]
    var targets: [Choice]
    var happened: String
    var missing: String
    var reachedOn: String
    var steps: [Step]
    var hasNoSteps: Bool
    var repairs: [Repair]
    var hasNoRepairs: Bool

    init(_ answer: CreditAnswer, problem: Problem?, visit: Visit) {
        let language = visit.language
        let text = CreditText.of(language)
        let (standing, outlook) = (answer.standing, answer.outlook)
        let names = Dictionary(
            answer.kinds.map { ($0.id, language == .zh ? $0.zh : $0.en) },
            uniquingKeysWith: { first, _ in first })
        self.text = text
        formLanguage = visit.isExplicit ? language.rawValue : nil
        enterprise = standing.enterprise.description
        formURL = "/credit/" + enterprise
        jsonURL = "/v1/enterprises/\(enterprise)/credit"
        day = standing.day.description
        grade = standing.grade.map { [ToneTag($0, language)] } ?? []
        points = standing.points.map(String.init) ?? text.none
        inspectionRate = standing.inspectionRate?.factor.description ?? text.none
        inspectionRule = standing.inspectionRate.map { ruleText($0.rule, language) } ?? ""
        base = standing.base.map { String($0.count) } ?? text.none
        baseRule = standing.base.map { ruleText($0.rule, language) } ?? ""
        listedBy = standing.listing.map { listing in
            "\(text.decidedByList): \(listing.list == .red ? text.redList : text.blackList) "
                + "\(listing.from), \(listing.reason)"
        }
        thresholds = CreditGrade.allCases.map { grade in
            let figure = standing.thresholds[grade]
            return Threshold(
                tag: ToneTag(grade, language), points: figure.map { String($0.count) } ?? "",
                rule: figure.map { ruleText($0.rule, language) } ?? "")
        }
        lines = standing.lines.map { Line($0, names, language) }
        hasNoLines = lines.isEmpty
        cases = answer.file.cases.map {
            CreditCaseRow($0, of: standing.enterprise, today: answer.today, visit: visit)
        }
        hasNoCases = cases.isEmpty
        listings = answer.file.listings.map { listing in
            Listing(
                list: listing.list == .red ? text.redList : text.blackList,
                from: listing.from.description,
                to: (listing.ending?.day.adding(days: -1) ?? listing.to)?.description ?? "",
                reason: listing.reason, source: listing.source)
        }
        hasNoListings = listings.isEmpty
        formError = problem?.detail(in: language)
        kinds = answer.kinds.map {
            Choice(
                value: $0.id, label: "\(names[$0.id] ?? $0.id) (\(pointsText($0.points)))",
                isSelected: $0.id == answer.question.events.first?.kind)
        }
        targets = CreditGrade.allCases.map {
            Choice(
                value: $0.rawValue, label: ToneTag($0, language).label,
                isSelected: $0 == outlook.target)
        }
        happened = answer.question.events.first?.happened.description ?? ""
        missing = outlook.pointsMissing.map(String.init) ?? text.none
        reachedOn = outlook.reachedOn?.description ?? text.none
        steps = outlook.steps.map { step in
            Step(
                day: step.day.description, points: step.points.map(String.init) ?? text.none,
                grade: step.grade.map { [ToneTag($0, language)] } ?? [],
                changes: step.changes.map {
                    "\($0.event.id) (\(names[$0.event.kind] ?? $0.event.kind)): "
                        + pointsText($0.points)
                }.joined(separator: "; "))
        }
        hasNoSteps = steps.isEmpty
        repairs = outlook.repairs.map {
            Repair(
                event: $0.event, earliest: $0.earliest.description, points: pointsText($0.points))
        }
        hasNoRepairs = repairs.isEmpty
    }
}

/// Everything the page of an enterprise is made of.
struct CreditAnswer {
    var standing: CreditStanding
    var outlook: CreditOutlook
    var file: CreditFile
    var kinds: [CreditKindView]
    var question: CreditWhatIf
    var today: Day
}

/// A rule with the day its value came into force.
private func ruleText(_ rule: CreditRule, _ language: Language) -> String {
    "\(language == .zh ? rule.zh : rule.en) (\(rule.id), \(rule.from))"
}

extension EnterpriseCreditPage.Line {
    init(_ line: CreditLine, _ names: [String: String], _ language: Language) {
        event = line.event.id
        kind = names[line.event.kind] ?? line.event.kind
        happened = line.event.happened.description
        known = line.event.known.description
        points =
            line.points == line.fullPoints
            ? pointsText(line.points)
            : "\(pointsText(line.points)) (\(pointsText(line.fullPoints)))"
        tag = ToneTag(
            line.state.label(language) + (line.cause.map { " (\($0))" } ?? ""), line.state.tone)
        lastDay = line.lastDay?.description ?? ""
        rule = line.rule.map { "\($0.id) \($0.from)" } ?? ""
        source = line.rule?.source ?? ""
        evidence = line.event.evidence
    }
}
