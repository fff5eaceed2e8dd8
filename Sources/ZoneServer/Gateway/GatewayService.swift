import Logging
import ServiceLifecycle
import ZoneServices

/// Runs a gateway's rounds beside the server, until that is told to stop.
struct GatewayService: Service {
    let gateway: Gateway
    let logger: Logger
    /// Between rounds in which nothing moved.
    static let pause = Duration.seconds(1)

    func run() async throws {
        await cancelWhenGracefulShutdown { await runRounds() }
    }

    /// A round that fails is logged once and tried again; the server goes on without it.
    private func runRounds() async {
        var lastProblem: String?
        while !Task.isCancelled {
            let (problem, isIdle): (String?, Bool)
            do {
                let round = try await gateway.round()
                (problem, isIdle) = (round.problem, round.isIdle)
            } catch {
                (problem, isIdle) = ("\(error)", true)
            }
            if let problem, problem != lastProblem {
                logger.warning("gateway: 上级节点有问题 / upstream", metadata: ["problem": "\(problem)"])
            }
            lastProblem = problem
            if isIdle || problem != nil { try? await Task.sleep(for: Self.pause) }
        }
    }
}
