import ZoneCore
import ZoneServices

/// A route with its steps.
struct ApprovalRouteAnswer: Encodable {
    struct Step: Encodable {
        var id: String
        var stage: Int
        var kind: String
        var body: String
        var workingDays: Int
        var needed: Bool
    }

    var id: String
    var subject: String
    var zh: String
    var en: String
    /// What prescribes it; missing where nobody filled it in.
    var basis: String?
    /// Whether nobody compared it with what is prescribed.
    var template: Bool
    /// Kinds of documents that a submission needs.
    var documents: [String]
    var steps: [Step]

    init(_ route: ApprovalRoute) {
        (id, subject, zh, en) = (route.id, route.subject.rawValue, route.zh, route.en)
        basis = route.basis.isEmpty ? nil : route.basis
        (template, documents) = (route.isTemplate, route.documents)
        steps = route.steps.map {
            Step(
                id: $0.id, stage: $0.stage, kind: $0.kind.rawValue, body: $0.body,
                workingDays: $0.workingDays, needed: $0.isNeeded)
        }
    }
}

/// All routes.
struct ApprovalRoutesAnswer: Encodable {
    var routes: [ApprovalRouteAnswer]

    init(_ routes: [ApprovalRoute]) { self.routes = routes.map(ApprovalRouteAnswer.init) }
}

/// A case, whole.
struct ApprovalAnswer: Encodable {
    struct Round: Encodable {
        var route: ApprovalRouteAnswer
        var submitted: String
        var steps: [Step]
        var sentBack: String?
    }

    struct Step: Encodable {
        var id: String
        var kind: String
        var body: String
        var opened: String
        var due: String
        /// Whether the answer came, or today is, after the last day.
        var late: Bool
        var outcome: String?
        var text: String?
        var at: String?
        var by: String?
        /// The day on which the case went on without it.
        var passed: String?
    }

    struct Decision: Encodable {
        var approved: Bool
        var text: String
        var at: String
        var by: String
        var body: String
    }

    struct Condition: Encodable {
        var id: String
        var text: String
        var due: String
        /// The last day as the decision had it.
        var firstDue: String
        var followedBy: String
        var state: String
        var reports: [Report]
    }

    struct Report: Encodable {
        var trueOn: String
        var recorded: String
        var text: String
        var documents: [Int64]
        var by: String
        var met: Bool?
        var finding: String?
    }

    var id: String
    var state: String
    /// The day that deadlines are told of.
    var on: String
    var content: ApprovalBody?
    var rounds: [Round]
    var decision: Decision?
    var conditions: [Condition]
    var endReason: String?
    var documents: [EnterpriseDocumentAnswer]
    var events: [CaseEventAnswer<ApprovalActBody>]

    init(_ view: ApprovalView) {
        let record = view.record
        (id, state, on) = (record.id, record.state.rawValue, view.day.description)
        content = record.content.map(ApprovalBody.init)
        rounds = record.rounds.map { round in
            Round(
                route: ApprovalRouteAnswer(round.route), submitted: round.submitted.iso8601,
                steps: round.steps.map { Self.step($0, on: view.day) },
                sentBack: round.sentBack?.text)
        }
        decision = record.decision.map {
            Decision(
                approved: $0.isApproved, text: $0.text, at: $0.at.iso8601, by: $0.actor,
                body: $0.body)
        }
        conditions = record.conditions.map { Self.condition($0, on: view.day) }
        endReason = record.endReason
        documents = view.documents.map(EnterpriseDocumentAnswer.init)
        events = view.events.enumerated().map {
            CaseEventAnswer($0.offset, $0.element, ApprovalActBody($0.element.act))
        }
    }

    private static func step(_ one: ApprovalRecord.Step, on day: Day) -> Step {
        Step(
            id: one.step.id, kind: one.step.kind.rawValue, body: one.step.body,
            opened: one.opened.description, due: one.due.description, late: one.isLate(on: day),
            outcome: one.answer?.outcome.rawValue, text: one.answer?.text,
            at: one.answer?.at.iso8601, by: one.answer?.actor, passed: one.passed?.description)
    }

    private static func condition(_ one: ApprovalRecord.Condition, on day: Day) -> Condition {
        Condition(
            id: one.condition.id, text: one.condition.text, due: one.due.description,
            firstDue: one.condition.due.description, followedBy: one.condition.followedBy,
            state: one.state(on: day).rawValue,
            reports: one.reports.map {
                Report(
                    trueOn: $0.trueOn.description, recorded: $0.at.iso8601, text: $0.text,
                    documents: $0.documents, by: $0.actor, met: $0.isMet,
                    finding: $0.finding.isEmpty ? nil : $0.finding)
            })
    }
}

/// What has to be done about open cases.
struct ApprovalWaitsAnswer: Encodable {
    struct Wait: Encodable {
        var id: String
        var zone: String
        /// The id of a step or of a condition.
        var what: String
        var condition: Bool
        var body: String
        var due: String
        var overdue: Bool
    }

    var waits: [Wait]

    init(_ waits: [ApprovalWait]) {
        self.waits = waits.map {
            Wait(
                id: $0.id, zone: $0.heading.zone, what: $0.what, condition: $0.isCondition,
                body: $0.body, due: $0.due.description, overdue: $0.isOverdue)
        }
    }
}
