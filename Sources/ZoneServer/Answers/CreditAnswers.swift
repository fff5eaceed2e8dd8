import ZoneCore
import ZoneServices

/// A name in both languages with its code.
struct NamedAnswer: Encodable {
    var code: String
    var zh: String
    var en: String

    init(_ grade: CreditGrade) {
        code = grade.rawValue
        zh = grade.zh
        en = grade.en
    }

    init(_ state: CreditLine.State) {
        code = state.rawValue
        zh = state.label(.zh)
        en = state.label(.en)
    }
}

/// A rule that a figure rests on.
struct CreditRuleAnswer: Encodable {
    var id: String
    var zh: String
    var en: String
    var from: String
    var source: String
    var verified: Bool

    init(_ rule: CreditRule) {
        id = rule.id
        zh = rule.zh
        en = rule.en
        from = rule.from.description
        source = rule.source
        verified = rule.isVerified
    }
}

/// What one event adds to the points.
struct CreditLineAnswer: Encodable {
    var event: String
    var kind: String
    var happened: String
    var known: String
    var evidence: String
    var state: NamedAnswer
    var points: Int
    var fullPoints: Int
    var lastDay: String?
    var cause: String?
    var rule: CreditRuleAnswer?

    init(_ line: CreditLine) {
        event = line.event.id
        kind = line.event.kind
        happened = line.event.happened.description
        known = line.event.known.description
        evidence = line.event.evidence
        state = NamedAnswer(line.state)
        points = line.points
        fullPoints = line.fullPoints
        lastDay = line.lastDay?.description
        cause = line.cause
        rule = line.rule.map(CreditRuleAnswer.init)
    }
}

/// The credit of an enterprise on a day.
struct CreditStandingAnswer: Encodable {
    struct Figure: Encodable {
        var count: Int
        var rule: CreditRuleAnswer

        init(_ figure: CreditFigure) {
            count = figure.count
            rule = CreditRuleAnswer(figure.rule)
        }
    }

    struct InspectionRate: Encodable {
        var factor: String
        var rule: CreditRuleAnswer
    }

    var enterprise: String
    var day: String
    var knownBy: String
    var grade: NamedAnswer?
    var gradeByPoints: NamedAnswer?
    var points: Int?
    var base: Figure?
    var lines: [CreditLineAnswer]
    var thresholds: [String: Figure]
    var listing: CreditListingAnswer?
    var listingRule: CreditRuleAnswer?
    var inspectionRate: InspectionRate?

    init(_ standing: CreditStanding) {
        enterprise = standing.enterprise.description
        day = standing.day.description
        knownBy = standing.knownBy.description
        grade = standing.grade.map(NamedAnswer.init)
        gradeByPoints = standing.gradeByPoints.map(NamedAnswer.init)
        points = standing.points
        base = standing.base.map(Figure.init)
        lines = standing.lines.map(CreditLineAnswer.init)
        thresholds = Dictionary(
            uniqueKeysWithValues: standing.thresholds.map { ($0.key.rawValue, Figure($0.value)) })
        listing = standing.listing.map(CreditListingAnswer.init)
        listingRule = standing.listingRule.map(CreditRuleAnswer.init)
        inspectionRate = standing.inspectionRate.map {
            InspectionRate(
                factor: $0.factor.description, rule: CreditRuleAnswer($0.rule))
        }
    }
}

/// What an assumption would bring.
struct CreditWhatIfAnswer: Encodable {
    struct Step: Encodable {
        var day: String
        var points: Int?
        var grade: NamedAnswer?
        var changes: [CreditLineAnswer]
    }

    struct Repair: Encodable {
        var event: String
        var earliest: String
        var points: Int
    }

    var standing: CreditStandingAnswer
    var target: NamedAnswer
    var pointsMissing: Int?
    var reachedOn: String?
    var steps: [Step]
    var stepsAreCut: Bool
    var repairs: [Repair]

    init(_ standing: CreditStanding, _ outlook: CreditOutlook) {
        self.standing = CreditStandingAnswer(standing)
        target = NamedAnswer(outlook.target)
        pointsMissing = outlook.pointsMissing
        reachedOn = outlook.reachedOn?.description
        steps = outlook.steps.map {
            Step(
                day: $0.day.description, points: $0.points, grade: $0.grade.map(NamedAnswer.init),
                changes: $0.changes.map(CreditLineAnswer.init))
        }
        stepsAreCut = outlook.isCut
        repairs = outlook.repairs.map {
            Repair(event: $0.event, earliest: $0.earliest.description, points: $0.points)
        }
    }
}

extension CreditLine.State {
    /// Its name for people.
    func label(_ language: Language) -> String {
        switch (self, language) {
        case (.counts, .zh): "计分"
        case (.counts, .en): "counts"
        case (.contested, .zh): "异议处理中"
        case (.contested, .en): "contested"
        case (.overdue, .zh): "异议答复逾期"
        case (.overdue, .en): "answer overdue"
        case (.superseded, .zh): "已被替代"
        case (.superseded, .en): "replaced"
        case (.withdrawn, .zh): "已撤销"
        case (.withdrawn, .en): "withdrawn"
        case (.lifted, .zh): "已修复"
        case (.lifted, .en): "repaired"
        case (.expired, .zh): "已过期"
        case (.expired, .en): "expired"
        case (.unrated, .zh): "无适用规则"
        case (.unrated, .en): "no rule"
        }
    }

    /// How it looks.
    var tone: String {
        switch self {
        case .counts: "look"
        case .contested: "wait"
        case .overdue: "stop"
        case .superseded, .withdrawn, .lifted, .expired, .unrated: "good"
        }
    }
}
