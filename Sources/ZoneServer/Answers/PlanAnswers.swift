import ZoneCore
import ZoneServices

/// How much of a plan or a task is there.
struct PlanProgressAnswer: Encodable {
    var milestones: Int
    var fulfilled: Int
    var checked: Int
    var due: Int
    var late: Int
    var forecastLate: Int
    /// The share that is there, in hundredths of a percent, rounded down.
    var basisPoints: Int

    init(_ progress: PlanProgress) {
        (milestones, fulfilled) = (progress.milestoneCount, progress.fulfilledCount)
        (checked, due) = (progress.checkedCount, progress.dueCount)
        (late, forecastLate) = (progress.lateCount, progress.forecastLateCount)
        basisPoints = progress.basisPoints
    }
}

/// How a milestone stands.
struct MilestoneAnswer: Encodable {
    var id: String
    var due: String
    var state: String
    var fulfilledOn: String?
    var checked: Bool
    var expected: String?
    /// Whether somebody said when it is expected.
    var forecast: Bool
    var daysLate: Int
    var escalations: [Int]

    init(_ one: MilestoneOutlook) {
        (id, due, state) = (one.milestone.id, one.milestone.due.description, one.state.rawValue)
        (fulfilledOn, checked) = (one.fulfilledOn?.description, one.isChecked)
        (expected, forecast) = (one.expected?.description, one.isForecast)
        (daysLate, escalations) = (one.daysLate, one.escalations)
    }
}

/// How a plan stands.
struct PlanOutlookAnswer: Encodable {
    struct Task: Encodable {
        var id: String
        var clause: String
        var lead: String
        var progress: PlanProgressAnswer
        var milestones: [MilestoneAnswer]
    }

    var revision: Int
    var progress: PlanProgressAnswer
    var tasks: [Task]

    init(_ outlook: PlanOutlook) {
        revision = outlook.revision
        progress = PlanProgressAnswer(outlook.progress)
        tasks = outlook.tasks.map { one in
            Task(
                id: one.task.id, clause: one.task.clause.rawValue, lead: one.task.lead,
                progress: PlanProgressAnswer(one.progress),
                milestones: one.milestones.map(MilestoneAnswer.init))
        }
    }
}

/// One revision with how it came about.
struct PlanRevisionAnswer: Encodable {
    struct Consultation: Encodable {
        var bodies: [String]
        var from: String
        var until: String
        var silent: [String]
        var opinions: [Opinion]
    }

    struct Opinion: Encodable {
        var body: String
        var stance: String
        var text: String
        var at: String
        var by: String
        /// Whether it came after the last day.
        var late: Bool
        var taken: Bool?
        var reply: String?
    }

    struct Guidance: Encodable {
        var agrees: Bool
        var text: String
        var at: String
        var by: String
    }

    struct Issue: Encodable {
        var document: String
        var on: String
        var recorded: String
    }

    var number: Int
    var state: String
    var since: String
    var content: PlanBody
    var consultation: Consultation?
    var guidance: [Guidance]
    var issue: Issue?

    init(_ revision: PlanRecord.Revision) {
        (number, state) = (revision.number, revision.state.rawValue)
        (since, content) = (revision.since.iso8601, PlanBody(revision.content))
        consultation = revision.consultation.map { asked in
            Consultation(
                bodies: asked.bodies, from: asked.from.iso8601, until: asked.until.description,
                silent: asked.silent,
                opinions: asked.opinions.map {
                    Opinion(
                        body: $0.body, stance: $0.stance.rawValue, text: $0.text,
                        at: $0.at.iso8601, by: $0.actor, late: $0.at.day > asked.until,
                        taken: $0.reply?.isTaken, reply: $0.reply?.text)
                })
        }
        guidance = revision.guidance.map {
            Guidance(agrees: $0.agrees, text: $0.text, at: $0.at.iso8601, by: $0.actor)
        }
        issue = revision.issue.map {
            Issue(document: $0.document, on: $0.on.description, recorded: $0.at.iso8601)
        }
    }
}

/// Evidence with both its times.
struct EvidenceAnswer: Encodable {
    var number: Int
    var task: String
    var milestone: String
    var fulfils: Bool
    var trueOn: String
    var recorded: String
    var text: String
    var documents: [Int64]
    var by: String
    var body: String
    /// Whether it says that the milestone is there, and nothing speaks against it.
    var counts: Bool
    var withdrawn: String?
    var accepted: Bool?
    var checkedBy: String?
    var checkText: String?

    init(_ one: PlanRecord.Evidence) {
        (number, task, milestone) = (one.number, one.content.at.task, one.content.at.milestone)
        (fulfils, trueOn) = (one.content.fulfils, one.content.trueOn.description)
        (recorded, text) = (one.at.iso8601, one.content.text)
        (documents, by, body) = (one.content.documents, one.actor, one.body)
        (counts, withdrawn, accepted) = (one.counts, one.withdrawn, one.check?.isAccepted)
        (checkedBy, checkText) = (one.check.map { "\($0.body): \($0.actor)" }, one.check?.text)
    }
}

/// An escalation with its answer.
struct EscalationAnswer: Encodable {
    var number: Int
    var task: String
    var milestone: String
    var step: Int
    var stepZh: String
    var stepEn: String
    var to: String
    var reason: String
    var at: String
    var answerBy: String
    var answered: String?
    var answer: String?

    init(_ one: PlanRecord.Escalation) {
        (number, task, milestone) = (one.number, one.of.task, one.of.milestone)
        (step, stepZh, stepEn) = (one.step.number, one.step.zh, one.step.en)
        (to, reason, at) = (one.to, one.reason, one.at.iso8601)
        (answerBy, answered) = (one.answerBy.description, one.answer?.at.iso8601)
        answer = one.answer?.text
    }
}

/// A plan, whole.
struct PlanAnswer: Encodable {
    struct Forecast: Encodable {
        var task: String
        var milestone: String
        var expected: String
        var reason: String
        var at: String
        var by: String
    }

    var id: String
    var zone: String
    /// `ended`, or the state of the revision in force, or else of the newest.
    var state: String
    /// The day that progress is told of.
    var on: String
    /// The last day whose records count.
    var knownBy: String
    var revisions: [PlanRevisionAnswer]
    var outlook: PlanOutlookAnswer?
    var evidence: [EvidenceAnswer]
    var forecasts: [Forecast]
    var escalations: [EscalationAnswer]
    var documents: [EnterpriseDocumentAnswer]
    var endedOn: String?
    var endReason: String?
    var events: [CaseEventAnswer<PlanActBody>]

    init(_ view: PlanView) {
        let record = view.record
        (id, zone, state) = (record.id, record.heading.zone, record.stateName)
        (on, knownBy) = (view.day.description, view.knownBy.description)
        revisions = record.revisions.map(PlanRevisionAnswer.init)
        outlook = view.outlook.map(PlanOutlookAnswer.init)
        evidence = record.evidence.map(EvidenceAnswer.init)
        forecasts = record.forecasts.map {
            Forecast(
                task: $0.of.task, milestone: $0.of.milestone, expected: $0.expected.description,
                reason: $0.reason, at: $0.at.iso8601, by: $0.actor)
        }
        escalations = record.escalations.map(EscalationAnswer.init)
        documents = view.documents.map(EnterpriseDocumentAnswer.init)
        (endedOn, endReason) = (record.ending?.on.description, record.ending?.reason)
        events = view.events.enumerated().map {
            CaseEventAnswer($0.offset, $0.element, PlanActBody($0.element.act))
        }
    }
}

/// What one revision changed of another.
struct PlanChangesAnswer: Encodable {
    struct Field: Encodable {
        var field: String
        var before: String
        var after: String
    }

    struct Milestone: Encodable {
        var id: String
        var kind: String
        var titleZh: String
        var titleEn: String
        var fields: [Field]
    }

    struct Task: Encodable {
        var id: String
        var kind: String
        var titleZh: String
        var titleEn: String
        var fields: [Field]
        var milestones: [Milestone]
    }

    var from: Int
    var to: Int
    var fields: [Field]
    var tasks: [Task]

    init(from: Int, to: Int, _ diff: PlanDiff) {
        (self.from, self.to) = (from, to)
        fields = Self.fields(diff.fields)
        tasks = diff.tasks.map { task in
            Task(
                id: task.id, kind: task.kind.rawValue, titleZh: task.titleZh,
                titleEn: task.titleEn, fields: Self.fields(task.fields),
                milestones: task.milestones.map {
                    Milestone(
                        id: $0.id, kind: $0.kind.rawValue, titleZh: $0.titleZh,
                        titleEn: $0.titleEn, fields: Self.fields($0.fields))
                })
        }
    }

    private static func fields(_ fields: [PlanDiff.Field]) -> [Field] {
        fields.map { Field(field: $0.name, before: $0.before, after: $0.after) }
    }
}

/// Milestones that are late or will be.
struct PlanDelaysAnswer: Encodable {
    struct Delay: Encodable {
        var plan: String
        var zone: String
        var task: String
        var lead: String
        var milestone: MilestoneAnswer
        /// The step of the ladder that comes next, and from when.
        var nextStep: Int?
        var nextStepFrom: String?
    }

    var delays: [Delay]

    init(_ delays: [PlanDelay]) {
        self.delays = delays.map {
            Delay(
                plan: $0.plan, zone: $0.heading.zone, task: $0.task.id, lead: $0.task.lead,
                milestone: MilestoneAnswer($0.outlook), nextStep: $0.next?.number,
                nextStepFrom: $0.nextFrom?.description)
        }
    }
}

/// The ladder that late milestones go up.
struct EscalationStepsAnswer: Encodable {
    struct Step: Encodable {
        var number: Int
        var to: String
        var zh: String
        var en: String
        var afterDays: Int
        var answerWorkingDays: Int
    }

    var steps: [Step]

    init(_ ladder: [EscalationStep]) {
        steps = ladder.map {
            Step(
                number: $0.number, to: $0.to, zh: $0.zh, en: $0.en, afterDays: $0.afterDays,
                answerWorkingDays: $0.answerWorkingDays)
        }
    }
}
