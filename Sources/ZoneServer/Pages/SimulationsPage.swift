import ZoneCore
import ZoneServices

/// The form that starts a simulation, and those that are kept.
struct SimulationsPage {
    struct Row {
        var url: String
        var number: String
        var days: String
        var state: String
        var progress: String
        var changed: String
    }

    var rows: [Row]
    var isEmpty: Bool
    var formURL: String
    var from: String
    var to: String
    var draft: String
    var problem: String?
    var problemDetail: String

    init(
        _ zone: Zone, _ visit: Visit, _ draft: SimulationDraft? = nil, _ problem: Problem? = nil
    ) {
        rows = zone.simulations.all.map { id, run in
            let progress = run.progress
            return Row(
                url: visit.url("/simulations/\(id)"), number: String(id),
                days: "\(run.plan.days.lowerBound) – \(run.plan.days.upperBound)",
                state: simulationState(progress.state, visit.language),
                progress: shareText(Int(progress.done), of: Int(progress.total)),
                changed: run.report.map { countText($0.changed) } ?? "")
        }
        isEmpty = rows.isEmpty
        formURL = visit.formURL("/simulations")
        from = draft?.from ?? zone.today.adding(days: -30).description
        to = draft?.to ?? zone.today.description
        self.draft = draft?.text ?? ""
        self.problem = problem?.title(in: visit.language)
        problemDetail = problem?.detail(in: visit.language) ?? ""
    }
}

/// What a run is doing, in words.
func simulationState(_ state: SimulationProgress.State, _ language: Language) -> String {
    switch (state, language) {
    case (.waiting, .zh): "等待"
    case (.waiting, .en): "waiting"
    case (.replaying, .zh): "重新裁决中"
    case (.replaying, .en): "deciding again"
    case (.comparing, .zh): "比较中"
    case (.comparing, .en): "comparing"
    case (.finished, .zh): "完成"
    case (.finished, .en): "finished"
    case (.cancelled, .zh): "已取消"
    case (.cancelled, .en): "cancelled"
    case (.failed, .zh): "失败"
    case (.failed, .en): "failed"
    }
}
