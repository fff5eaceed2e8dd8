import ZoneCore
import ZoneServices

extension ToneTag {
    init(_ state: FindingState, _ language: Language) {
        self.init(
            language == .zh ? state.zh : state.en,
            state == .closed ? "good" : state == .rectified ? "look" : "stop")
    }

    init(_ verdict: CheckVerdict, _ language: Language) {
        let isZh = language == .zh
        switch verdict {
        case .passed: self.init(isZh ? "通过" : "passed", "good")
        case .failed: self.init(isZh ? "不通过" : "failed", "stop")
        case .undecided: self.init(isZh ? "无法断定" : "undecided", "look")
        }
    }
}

/// A finding in a list.
struct FindingLine {
    var id: String
    var url: String
    var title: String
    var severity: String
    var department: String
    var due: String
    var recurrences: String
    var tag: ToneTag

    init(_ view: FindingView, _ visit: Visit) {
        let language = visit.language
        id = view.id
        url = visit.url("/inspections/" + view.id.percentEncoded())
        title = language == .zh ? view.titleZh : view.titleEn
        severity = language == .zh ? view.severity.zh : view.severity.en
        department = view.department
        let overdue = view.isOverdue ? " (\(InspectionText.of(language).overdue))" : ""
        due = view.due.description + overdue
        recurrences = countText(view.recurrenceCount)
        tag = ToneTag(view.state, language)
    }
}

/// Inspections and all findings.
struct InspectionsPage {
    struct Row {
        var id: String
        var title: String
        var scope: String
        var period: String
        var lead: String
        var state: String
    }

    /// Findings on a page.
    static let findingCountMax = 100

    var text: InspectionText
    var rows: [Row]
    var findings: [FindingLine]
    var hasNoInspection: Bool
    var hasNoFinding: Bool
    var majorURL: String
    var nextURL: String?

    init(_ inspections: [InspectionView], findings: [FindingView], visit: Visit) {
        text = InspectionText.of(visit.language)
        rows = inspections.prefix(Self.findingCountMax).map {
            Row(
                id: $0.id, title: $0.title, scope: $0.scope,
                period: "\($0.days.lowerBound) - \($0.days.upperBound)",
                lead: ([$0.lead] + $0.members).joined(separator: "、"),
                state: visit.language == .zh ? $0.state.zh : $0.state.en)
        }
        self.findings = findings.map { FindingLine($0, visit) }
        (hasNoInspection, hasNoFinding) = (inspections.isEmpty, findings.isEmpty)
        majorURL = visit.url("/major-issues")
        if findings.count == Self.findingCountMax, let last = findings.last {
            nextURL = visit.url("/inspections", [(name: "after", value: last.id)])
        }
    }
}

/// One finding with its test, cases, runs and steps.
struct InspectionFindingPage {
    struct Fact {
        var label: String
        var value: String
    }

    struct Run {
        var at: String
        var actor: String
        var tag: ToneTag
        var caseCount: String
        var gap: String
    }

    struct Step {
        var at: String
        var kind: String
        var actor: String
        var detail: String
    }

    struct Case {
        var subject: String
        var detail: String
    }

    var text: InspectionText
    var line: FindingLine
    var facts: [Fact]
    var cases: [Case]
    var hasCases: Bool
    var caseCount: String
    var runs: [Run]
    var steps: [Step]
    var canRectify: Bool
    var rectifyURL: String
    var runURL: String
    var problem: String?
    var jsonURL: String

    init(
        _ view: FindingView, steps: [InspectionView.Step], runs: [FindingRunView],
        newest: FindingRunView?, problem: Problem?, visit: Visit
    ) {
        let (language, id) = (visit.language, view.id.percentEncoded())
        let isZh = language == .zh
        text = InspectionText.of(language)
        line = FindingLine(view, visit)
        let check = ZoneCheck.named(view.test.check)
        let parameters = view.test.parameters.sorted { $0.key < $1.key }
            .map { "\($0.key) = \($0.value)" }.joined(separator: ", ")
        let name = (isZh ? check?.zh : check?.en) ?? ""
        facts = [
            Fact(label: text.test, value: "\(name) \(view.test.check) (\(parameters))"),
            Fact(label: text.severity, value: line.severity),
            Fact(label: text.department, value: view.department),
            Fact(label: text.basis, value: view.basis.isEmpty ? "-" : view.basis),
            Fact(label: text.due, value: line.due),
            Fact(label: text.recurrences, value: line.recurrences),
            Fact(label: text.nextRun, value: clockText(view.nextAt)),
        ]
        cases = (newest?.cases ?? []).map {
            Case(subject: $0.subject, detail: isZh ? $0.zh : $0.en)
        }
        hasCases = !cases.isEmpty
        caseCount = countText(newest?.caseCount ?? 0)
        self.runs = runs.map {
            Run(
                at: clockText($0.at), actor: $0.actor, tag: ToneTag($0.verdict, language),
                caseCount: countText($0.caseCount), gap: $0.gap)
        }
        self.steps = steps.map {
            let name = InspectionEventKind.name(of: $0.kind)
            return Step(
                at: clockText($0.at), kind: isZh ? name.zh : name.en, actor: $0.actor,
                detail: $0.detail)
        }
        canRectify = view.state == .open
        rectifyURL = visit.formURL("/inspections/\(id)/rectification")
        runURL = visit.formURL("/inspections/\(id)/runs")
        self.problem = problem.map { $0.detail(in: language) }
        jsonURL = "/v1/inspection-findings/\(id)"
    }
}

/// What has to go upward, to be read and printed.
struct MajorIssuesPage {
    struct Row {
        var id: String
        var url: String
        var title: String
        var department: String
        var reasons: String
        var due: String
        var recurrences: String
        var caseCount: String
        var cases: [String]
    }

    struct Sent {
        var at: String
        var recipient: String
        var actor: String
        var count: String
        var digest: String
        var url: String
    }

    var text: InspectionText
    var at: String
    var rows: [Row]
    var isEmpty: Bool
    var sent: [Sent]
    var hasSent: Bool

    init(_ report: MajorIssueReport, sent: [SentMajorIssueReport], visit: Visit) {
        let isZh = visit.language == .zh
        text = InspectionText.of(visit.language)
        at = report.at
        rows = report.issues.map { issue in
            let reasons = issue.reasons.compactMap(EscalationReason.init(rawValue:))
            return Row(
                id: issue.finding,
                url: visit.url("/inspections/" + issue.finding.percentEncoded()),
                title: isZh ? issue.zh : issue.en, department: issue.department,
                reasons: reasons.map { isZh ? $0.zh : $0.en }.joined(separator: isZh ? "、" : ", "),
                due: issue.due, recurrences: countText(issue.recurrences),
                caseCount: countText(issue.caseCount),
                cases: issue.cases.map { "\($0.subject): \(isZh ? $0.zh : $0.en)" })
        }
        isEmpty = rows.isEmpty
        self.sent = sent.prefix(50).map {
            Sent(
                at: clockText($0.at), recipient: $0.recipient, actor: $0.actor,
                count: countText($0.issueCount), digest: $0.digest,
                url: "/v1/major-issue-reports/\($0.id)")
        }
        hasSent = !sent.isEmpty
    }
}
