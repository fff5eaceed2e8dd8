import Logging
import ServiceLifecycle
import ZoneServices

/// Runs a gateway's rounds beside the server, until that is told to stop.
struct GatewayService: Service {
    let gateway: Gateway
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await gateway.run { problem in
                logger.warning("gateway: 上级节点有问题 / upstream", metadata: ["problem": "\(problem)"])
            }
        }
    }
}
