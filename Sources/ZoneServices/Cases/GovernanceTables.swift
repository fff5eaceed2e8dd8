public import ZoneCore

/// The operator's tables of governing: bodies, routes of approvals with their steps, and the ladder for what is late.
/// Those that come with the program are templates: no official ones are public.
public struct GovernanceTables: Sendable {
    /// Most working days of a step.
    static let workingDayCountMax = 250

    public let bodies: [GoverningBody]
    public let routes: [ApprovalRoute]
    /// By number.
    public let ladder: [EscalationStep]

    /// The tables of a folder; those that come with the program where it is nil.
    public static func folder(_ path: String?) throws(TableError) -> GovernanceTables {
        try GovernanceTables { tableText($0, folder: path) }
    }

    /// Reads the tables; `table` gives the text of one. All defects are reported at once.
    public init(table: (String) -> String?) throws(TableError) {
        var rows = TableRows()
        bodies = Self.bodies(&rows, table("bodies"))
        let codes = Set(bodies.map(\.code))
        routes = Self.routes(
            &rows, table("approval-routes"), Self.steps(&rows, table("approval-steps"), codes))
        ladder = Self.ladder(&rows, table("escalation-steps"), codes)
        guard rows.problems.isEmpty else { throw TableError(problems: rows.problems) }
    }

    /// The body of that code.
    public func body(_ code: String) -> GoverningBody? { bodies.first { $0.code == code } }

    /// The route of that subject matter.
    public func route(_ id: String) -> ApprovalRoute? { routes.first { $0.id == id } }

    private static func bodies(_ rows: inout TableRows, _ text: String?) -> [GoverningBody] {
        rows.read("bodies", text, ["code", "zh", "en", "level"]).compactMap { row in
            need(row, "code", isCreditID(row["code"]), &rows)
            for column in ["zh", "en"] { need(row, column, !row[column].isEmpty, &rows) }
            guard let level: GoverningBody.Level = rows.word(row, "level") else { return nil }
            return GoverningBody(code: row["code"], zh: row["zh"], en: row["en"], level: level)
        }
    }

    private static func steps(
        _ rows: inout TableRows, _ text: String?, _ bodies: Set<String>
    ) -> [(route: String, step: ApprovalStep)] {
        let heads = ["id", "route", "stage", "kind", "body", "working_days", "needed"]
        return rows.read("approval-steps", text, heads).compactMap { row in
            need(row, "id", isCreditID(row["id"]), &rows)
            need(row, "body", bodies.contains(row["body"]), &rows, "a row of bodies / bodies中的编码")
            let stage = number(row, "stage", 1...50, &rows)
            let days = number(row, "working_days", 1...workingDayCountMax, &rows)
            let isNeeded = flag(row, "needed", &rows)
            guard let kind: ApprovalStep.Kind = rows.word(row, "kind"), let stage, let days,
                let isNeeded
            else { return nil }
            return (
                row["route"],
                ApprovalStep(
                    id: row["id"], stage: stage, kind: kind, body: row["body"],
                    workingDays: days, isNeeded: isNeeded)
            )
        }
    }

    private static func routes(
        _ rows: inout TableRows, _ text: String?, _ steps: [(route: String, step: ApprovalStep)]
    ) -> [ApprovalRoute] {
        let heads = ["id", "subject", "zh", "en", "basis", "template", "documents"]
        var routes: [ApprovalRoute] = []
        for row in rows.read("approval-routes", text, heads) {
            need(row, "id", isCreditID(row["id"]), &rows)
            for column in ["zh", "en"] { need(row, column, !row[column].isEmpty, &rows) }
            let isTemplate = flag(row, "template", &rows)
            if isTemplate == false, row["basis"].isEmpty {
                rows.report(row, "basis", "", "what prescribes the route / 程序依据")
            }
            guard let subject: ApprovalRoute.Subject = rows.word(row, "subject"), let isTemplate
            else { continue }
            let route = ApprovalRoute(
                id: row["id"], subject: subject, zh: row["zh"], en: row["en"],
                basis: row["basis"], isTemplate: isTemplate,
                documents: row["documents"].split(separator: ",").map(String.init),
                steps: steps.filter { $0.route == row["id"] }.map(\.step)
                    .sorted { ($0.stage, $0.id) < ($1.stage, $1.id) })
            for defect in route.defects { rows.report(row, "id", defect) }
            routes.append(route)
        }
        let known = Set(routes.map(\.id))
        for (route, step) in steps where !known.contains(route) {
            rows.report(
                "approval-steps, \(step.id), route: “\(route)”, expected / 应为 a row of approval-routes"
            )
        }
        return routes
    }

    private static func ladder(
        _ rows: inout TableRows, _ text: String?, _ bodies: Set<String>
    ) -> [EscalationStep] {
        let heads = ["number", "to", "zh", "en", "after_days", "answer_working_days"]
        var ladder: [EscalationStep] = []
        for row in rows.read("escalation-steps", text, heads) {
            need(
                row, "to", row["to"] == EscalationStep.lead || bodies.contains(row["to"]), &rows,
                "lead, or a row of bodies / lead或bodies中的编码")
            for column in ["zh", "en"] { need(row, column, !row[column].isEmpty, &rows) }
            need(row, "number", row["number"] == String(ladder.count + 1), &rows, "1, 2, ...")
            let after = number(row, "after_days", 1...3_660, &rows)
            let answer = number(row, "answer_working_days", 1...workingDayCountMax, &rows)
            guard let after, let answer else { continue }
            ladder.append(
                EscalationStep(
                    number: ladder.count + 1, to: row["to"], zh: row["zh"], en: row["en"],
                    afterDays: after, answerWorkingDays: answer))
        }
        return ladder
    }

    private static func need(
        _ row: TableRows.Row, _ column: String, _ isRight: Bool, _ rows: inout TableRows,
        _ expected: String = "1...64 letters, digits or .-_ / a text"
    ) {
        if !isRight { rows.report(row, column, row[column], expected) }
    }

    private static func number(
        _ row: TableRows.Row, _ column: String, _ range: ClosedRange<Int>,
        _ rows: inout TableRows
    ) -> Int? {
        guard let number = Int(row[column]), range.contains(number) else {
            rows.report(row, column, row[column], "\(range.lowerBound)...\(range.upperBound)")
            return nil
        }
        return number
    }

    private static func flag(
        _ row: TableRows.Row, _ column: String, _ rows: inout TableRows
    ) -> Bool? {
        guard ["yes", "no"].contains(row[column]) else {
            rows.report(row, column, row[column], "yes, no")
            return nil
        }
        return row[column] == "yes"
    }
}
