import ZoneCore
import ZoneServices

/// The simulations that are kept.
struct SimulationList: Encodable {
    var simulations: [SimulationAnswer]
}

/// A simulation as the API shows it.
struct SimulationAnswer: Encodable {
    var id: Int
    var from: String
    var to: String
    var state: String
    var done: Int64
    var total: Int64
    var failure: String?
    var report: SimulationReport?

    init(_ simulation: (id: Int, run: SimulationRun)) {
        let (id, run) = simulation
        let progress = run.progress
        self.id = id
        from = run.plan.days.lowerBound.description
        to = run.plan.days.upperBound.description
        state = progress.state.rawValue
        (done, total) = (progress.done, progress.total)
        failure = run.failure
        report = run.report
    }
}

/// A page of changed declarations.
struct SimulationChanges: Encodable {
    var changes: [ChangedDeclaration]
}
