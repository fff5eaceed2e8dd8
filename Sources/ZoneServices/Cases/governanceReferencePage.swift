import ZoneCore

/// Bodies, routes, ladder and the acts of plans and approvals, as a reference page.
public func governanceReferencePage() throws -> String {
    let tables = try GovernanceTables.folder(nil)
    var text = """
        # Plans and approvals 实施方案与报批

        Made by `pilotzone docs` from `bodies.tsv`, `approval-routes.tsv`, `approval-steps.tsv` and `escalation-steps.tsv`;
        a test fails when it is stale. An operator's own tables take their place (`--governance FOLDER`); all defects of a
        table are reported at once. **Bodies' codes, routes, working days and the ladder are templates of ours**: which
        procedures are prescribed for which subject matter is not public as a list, so no basis is named. A route is no
        template once its basis is filled in.

        ## Acts on a plan 实施方案的步骤

        Each needs its permission on the body that acts; `own` is a body by the codes of its account.

        | act | 步骤 | what happens | permission |
        | --- | --- | --- | --- |

        """
    for kind in PlanAct.Kind.allCases {
        text += row(["`\(kind.rawValue)`", kind.zh, kind.en, "`\(kind.permission.rawValue)`"])
    }
    text += """

        A revision's way (what is not here is refused): \(planWay).

        ## Acts on a case 报批事项的步骤

        | act | 步骤 | what happens | permission |
        | --- | --- | --- | --- |

        """
    for kind in ApprovalAct.Kind.allCases {
        text += row(["`\(kind.rawValue)`", kind.zh, kind.en, "`\(kind.permission.rawValue)`"])
    }
    text += "\n## Who has the permissions 权限\n\n| permission |"
    text += Role.allCases.map { " \($0.zh) \($0.en) |" }.joined()
    text += "\n| --- |" + Role.allCases.map { _ in " --- |" }.joined() + "\n"
    for permission in Permission.allCases
    where permission.rawValue.hasPrefix("plans.") || permission.rawValue.hasPrefix("approvals.") {
        text += row(
            ["`\(permission.rawValue)`"]
                + Role.allCases.map {
                    reach(of: Principal(name: "", role: $0), permission).rawValue
                })
    }
    text += """

        ## Bodies 部门

        | code | 名称 | name | level |
        | --- | --- | --- | --- |

        """
    for body in tables.bodies {
        text += row(["`\(body.code)`", body.zh, body.en, body.level.rawValue])
    }
    return text + routeText(tables) + ladderText(tables)
}

private let planWay: String = PlanState.allCases.flatMap { state in
    PlanStep.allCases.compactMap { step in
        state.next(on: step).map { "`\(state.rawValue)` + \(step.rawValue) → `\($0.rawValue)`" }
    }
}.joined(separator: ", ")

private func routeText(_ tables: GovernanceTables) -> String {
    var text = "\n## Routes of approvals 报批路径\n"
    for route in tables.routes {
        let mark = route.isTemplate ? " (template 模板)" : ""
        text += """

            ### \(route.zh) \(route.en)\(mark)

            `\(route.id)`, \(route.subject.rawValue). Documents: \(route.documents.joined(separator: ", ")).

            | stage | step | kind | body | working days | needed |
            | --- | --- | --- | --- | --- | --- |

            """
        for step in route.steps {
            text += row([
                String(step.stage), "`\(step.id)`", "\(step.kind.zh) \(step.kind.en)",
                "`\(step.body)`", String(step.workingDays), step.isNeeded ? "yes" : "no",
            ])
        }
    }
    return text
}

private func ladderText(_ tables: GovernanceTables) -> String {
    var text = """

        ## The ladder for late milestones 督办级别

        | step | to | 级别 | what | days late | working days to answer |
        | --- | --- | --- | --- | --- | --- |

        """
    for step in tables.ladder {
        text += row([
            String(step.number), "`\(step.to)`", step.zh, step.en, String(step.afterDays),
            String(step.answerWorkingDays),
        ])
    }
    return text
}

private func row(_ cells: [String]) -> String {
    "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n"
}
