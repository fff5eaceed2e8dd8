import Logging
import ServiceLifecycle
import ZoneServices

/// Asks platforms for payment data beside the server, until that is told to stop.
struct PaymentService: Service {
    let asker: PaymentAsker
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await asker.run { problem in
                logger.warning(
                    "payments: 询问支付数据有问题 / questions", metadata: ["problem": "\(problem)"])
            }
        }
    }
}
