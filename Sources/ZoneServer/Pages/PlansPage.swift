import ZoneCore
import ZoneServices

/// The list of plans.
struct PlansPage {
    struct Row {
        var title: String
        var url: String
        var zone: String
        var tag: CaseTag
        var progress: String
        var late: String
        var changed: String
    }

    var text: CaseText
    var formLanguage: String?
    var zone: String
    var rows: [Row]
    var isEmpty: Bool
    var nextURL: String?
    var delaysURL: String

    init(
        _ plans: [(row: CaseRow, progress: PlanProgress?)], zone code: String?, next: String?,
        names: CaseNames, visit: Visit
    ) {
        text = .of(visit.language)
        formLanguage = visit.isExplicit ? visit.language.rawValue : nil
        zone = code ?? ""
        rows = plans.map { row, progress in
            Row(
                title: names.title(row.heading), url: visit.url("/plans/\(row.id)"),
                zone: names.zone(row.heading.zone),
                tag: CaseTag(plan: row.heading.state, visit.language),
                progress: progress.map(progressText) ?? "-",
                late: progress.map { countText($0.lateCount) } ?? "-",
                changed: clockText(row.changed))
        }
        isEmpty = rows.isEmpty
        let zoneParameter = code.map { [(name: "zone", value: $0)] } ?? []
        nextURL = next.map { visit.url("/plans", zoneParameter + [("after", $0)]) }
        delaysURL = visit.url("/plan-delays", zoneParameter)
    }
}

/// `3/8 (37.5%)`.
func progressText(_ progress: PlanProgress) -> String {
    "\(progress.fulfilledCount)/\(progress.milestoneCount) "
        + "(\(shareText(progress.fulfilledCount, of: progress.milestoneCount)))"
}

/// What a revision changed.
struct PlanChangesPage {
    struct Row {
        var place: String
        var kind: String
        var field: String
        var before: String
        var after: String
    }

    var text: CaseText
    var title: String
    var planURL: String
    var jsonURL: String
    var from: String
    var to: String
    var rows: [Row]
    var isEmpty: Bool

    init(_ plan: PlanRecord, from: Int, to: Int, _ diff: PlanDiff, names: CaseNames, visit: Visit) {
        text = .of(visit.language)
        title = names.title(plan.heading)
        planURL = visit.url("/plans/\(plan.id)")
        jsonURL = "/v1/plans/\(plan.id)/changes?from=\(from)&to=\(to)"
        (self.from, self.to) = (String(from), String(to))
        rows = Self.rows("", nil, diff.fields, names)
        for task in diff.tasks {
            let place = "\(task.id) \(names.title(task.titleZh, task.titleEn))"
            rows += Self.rows(place, task.kind, task.fields, names)
            for one in task.milestones {
                rows += Self.rows(
                    "\(place) / \(one.id) \(names.title(one.titleZh, one.titleEn))", one.kind,
                    one.fields, names)
            }
        }
        isEmpty = rows.isEmpty
    }

    /// A row a field; one without fields for what was added or removed.
    private static func rows(
        _ place: String, _ kind: PlanDiff.Kind?, _ fields: [PlanDiff.Field], _ names: CaseNames
    ) -> [Row] {
        let word =
            switch kind {
            case .added: names.title("新增", "added")
            case .removed: names.title("删除", "removed")
            case .changed, nil: names.title("变更", "changed")
            }
        if fields.isEmpty, kind == .added || kind == .removed {
            return [Row(place: place, kind: word, field: "", before: "", after: "")]
        }
        return fields.map {
            Row(place: place, kind: word, field: $0.name, before: $0.before, after: $0.after)
        }
    }
}

/// Milestones that are late or will be.
struct PlanDelaysPage {
    struct Row {
        var milestone: String
        var url: String
        var zone: String
        var lead: String
        var due: String
        var expected: String
        var tag: CaseTag
        var daysLate: String
        var escalation: String
        var next: String
    }

    var text: CaseText
    var formLanguage: String?
    var zone: String
    var rows: [Row]
    var isEmpty: Bool
    var plansURL: String

    init(_ delays: [PlanDelay], zone code: String?, names: CaseNames, visit: Visit) {
        text = .of(visit.language)
        formLanguage = visit.isExplicit ? visit.language.rawValue : nil
        zone = code ?? ""
        plansURL = visit.url("/plans")
        rows = delays.map { one in
            let milestone = one.outlook.milestone
            return Row(
                milestone: "\(names.title(one.task.titleZh, one.task.titleEn)): "
                    + names.title(milestone.titleZh, milestone.titleEn),
                url: visit.url("/plans/\(one.plan)/tasks/\(one.task.id)"),
                zone: names.zone(one.heading.zone), lead: names.body(one.task.lead),
                due: milestone.due.description, expected: one.outlook.expected?.description ?? "-",
                tag: CaseTag(one.outlook.state, visit.language),
                daysLate: countText(one.outlook.daysLate),
                escalation: one.escalation.map {
                    "\($0.step.number) \(names.title($0.step.zh, $0.step.en))"
                } ?? "-",
                next: one.next.map { step in
                    "\(step.number) \(names.title(step.zh, step.en)), "
                        + (one.nextFrom?.description ?? "")
                } ?? "-")
        }
        isEmpty = rows.isEmpty
    }
}
