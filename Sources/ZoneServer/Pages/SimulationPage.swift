import ZoneCore
import ZoneMessages
import ZoneServices

/// A simulation: how far it is, what it found.
struct SimulationPage {
    struct Measure {
        var label: String
        var before: String
        var after: String
        var difference: String
    }

    struct Group {
        var name: String
        var declarations: String
        var releasedBefore: String
        var releasedAfter: String
        var taxBefore: String
        var taxAfter: String
    }

    struct Move {
        var before: StatusTag
        var after: StatusTag
        var count: String
    }

    struct Change {
        var url: String
        var id: String
        var before: StatusTag
        var after: StatusTag
        var reason: String
        var taxBefore: String
        var taxAfter: String
    }

    struct Parameter {
        var id: String
        var url: String
        var before: String
        var after: String
    }

    var number: String
    var days: String
    var state: String
    var isUnderWay: Bool
    var done: String
    var total: String
    var doneCount: String
    var totalCount: String
    var failure: String?
    var pageURL: String
    var cancelURL: String
    var listURL: String
    var jsonURL: String
    var hasReport: Bool
    var changed = ""
    var changedElsewhere = ""
    var measures: [Measure] = []
    var chart: OutcomeChart?
    var bySize: [Group] = []
    var byOrigin: [Group] = []
    var moves: [Move] = []
    var parameters: [Parameter] = []
    var changes: [Change]
    var hasChanges: Bool
    var nextURL: String?

    init(
        _ id: Int, _ run: SimulationRun, page: Int, _ changed: [ChangedDeclaration],
        _ visit: Visit
    ) {
        let (progress, language) = (run.progress, visit.language)
        number = String(id)
        days = "\(run.plan.days.lowerBound) – \(run.plan.days.upperBound)"
        state = simulationState(progress.state, language)
        isUnderWay = [.waiting, .replaying, .comparing].contains(progress.state)
        done = String(progress.done)
        total = String(max(progress.total, 1))
        doneCount = countText(Int(progress.done))
        totalCount = countText(Int(progress.total))
        failure = run.failure
        pageURL = visit.url("/simulations/\(id)")
        cancelURL = visit.formURL("/simulations/\(id)")
        listURL = visit.url("/simulations")
        jsonURL = "/v1/simulations/\(id)"
        hasReport = run.report != nil
        changes = hasReport ? changed.map { Change($0, visit) } : []
        hasChanges = !changes.isEmpty
        if changes.count == SimulationRun.pageCount {
            nextURL = visit.url("/simulations/\(id)", [("page", String(page + 1))])
        }
        if let report = run.report { show(report, visit) }
    }

    private mutating func show(_ report: SimulationReport, _ visit: Visit) {
        let isChinese = visit.language == .zh
        changed = countText(report.changed)
        changedElsewhere = countText(report.changedElsewhere)
        let (before, after) = (report.totals.before, report.totals.after)
        let counts: [(String, String, KeyPath<OutcomeSum, Int64>)] = [
            ("放行", "released", \.released), ("退单", "refused", \.refused),
            ("人工审核", "under review", \.underReview), ("查验或扣留", "inspected", \.inspected),
            ("等待单证", "waiting", \.waiting), ("其他", "other", \.other),
        ]
        func label(_ zh: String, _ en: String) -> String { isChinese ? zh : en }
        measures = counts.map { zh, en, path in
            Measure(
                label: label(zh, en), before: countText(Int(before[keyPath: path])),
                after: countText(Int(after[keyPath: path])),
                difference: signed(countText, Int(after[keyPath: path] - before[keyPath: path])))
        }
        let money: [(String, String, KeyPath<OutcomeSum, Int64>)] = [
            ("关税（元）", "duty (CNY)", \.dutyFen), ("增值税（元）", "VAT (CNY)", \.vatFen),
            ("消费税（元）", "consumption tax (CNY)", \.consumptionFen),
        ]
        measures += money.map { zh, en, path in
            let (old, new) = (Fen(before[keyPath: path]), Fen(after[keyPath: path]))
            return Measure(
                label: label(zh, en), before: moneyText(old), after: moneyText(new),
                difference: signed({ moneyText(Fen(Int64($0))) }, Int(new.count - old.count)))
        }
        chart = OutcomeChart(
            counts.map { zh, en, path in
                (label(zh, en), Int(before[keyPath: path]), Int(after[keyPath: path]))
            })
        bySize = report.bySize.map(Group.init)
        byOrigin = report.byOrigin.map { group in
            var shown = group
            if let country = CodeLists.standard.entry(group.name, in: "country") {
                shown.name = group.name + " " + (isChinese ? country.zh : country.en)
            }
            return Group(shown)
        }
        moves = report.moves.map {
            Move(
                before: StatusTag($0.before, visit.language),
                after: StatusTag($0.after, visit.language), count: countText($0.declarations))
        }
        parameters = report.parameters.map {
            Parameter(
                id: $0.id, url: visit.url("/rules/" + $0.id.percentEncoded()),
                before: $0.before ?? "–", after: $0.after ?? "–")
        }
    }
}

/// A number with its sign, as differences are written.
private func signed(_ text: (Int) -> String, _ number: Int) -> String {
    number > 0 ? "+" + text(number) : text(number)
}

extension SimulationPage.Group {
    init(_ group: SimulationReport.Group) {
        let (before, after) = (group.totals.before, group.totals.after)
        name = group.name
        declarations = countText(Int(before.declarations))
        releasedBefore = countText(Int(before.released))
        releasedAfter = countText(Int(after.released))
        func tax(_ sum: OutcomeSum) -> String {
            moneyText(Fen(sum.dutyFen + sum.vatFen + sum.consumptionFen))
        }
        (taxBefore, taxAfter) = (tax(before), tax(after))
    }
}

extension SimulationPage.Change {
    init(_ change: ChangedDeclaration, _ visit: Visit) {
        id = change.id
        url = visit.url("/declarations/" + change.id.percentEncoded())
        before = StatusTag(change.before.status, visit.language)
        after = StatusTag(change.after.status, visit.language)
        reason = visit.language == .zh ? change.after.zh : change.after.en
        taxBefore = moneyText(Fen(change.before.taxFen))
        taxAfter = moneyText(Fen(change.after.taxFen))
    }
}

/// Bars in pairs, before and after, as finished coordinates; the template only places them.
struct OutcomeChart {
    struct Pair {
        var label: String
        var labelY: String
        var beforeY: String
        var afterY: String
        var beforeWidth: String
        var afterWidth: String
        var beforeCount: String
        var afterCount: String
        var beforeTextX: String
        var afterTextX: String
    }

    var pairs: [Pair]
    var height: String
    /// One sentence that says what the chart shows.
    var summary: String

    init(_ counts: [(label: String, before: Int, after: Int)]) {
        let most = max(counts.map { max($0.before, $0.after) }.max() ?? 0, 1)
        pairs = counts.enumerated().map { index, count in
            let top = index * 52
            let (before, after) = (count.before * 480 / most, count.after * 480 / most)
            return Pair(
                label: count.label, labelY: String(top + 28), beforeY: String(top + 8),
                afterY: String(top + 27), beforeWidth: String(before), afterWidth: String(after),
                beforeCount: countText(count.before), afterCount: countText(count.after),
                beforeTextX: String(158 + before), afterTextX: String(158 + after))
        }
        height = String(counts.count * 52 + 6)
        summary = counts.map { "\($0.label) \(countText($0.before)) → \(countText($0.after))" }
            .joined(separator: ", ")
    }
}
