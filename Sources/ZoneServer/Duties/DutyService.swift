import Logging
import ServiceLifecycle
import ZoneServices

/// Runs the deliveries to departments beside the server, each in a task of its own, and watches what becomes late
/// and what has to be forgotten.
struct DutyService: Service {
    let zone: Zone
    let pushers: [DutyPusher]
    let logger: Logger
    /// Between two looks at what has become late.
    static let lookPause = Duration.seconds(60)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                for pusher in pushers {
                    group.addTask { await pusher.run { warn($0) } }
                }
                group.addTask { await watch() }
            }
        }
    }

    private func watch() async {
        while !Task.isCancelled {
            do {
                try zone.watchDuties()
                try zone.applyRetention()
            } catch { warn("\(error)") }
            try? await Task.sleep(for: Self.lookPause)
        }
    }

    private func warn(_ problem: String) {
        logger.warning("duties: 信息义务有问题 / delivery", metadata: ["problem": "\(problem)"])
    }
}
