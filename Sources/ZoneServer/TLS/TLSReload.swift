import Logging
import ServiceLifecycle
import UnixSignals

/// Reads certificate and key again at each SIGHUP, so that a renewed certificate needs no restart.
struct TLSReload: Service {
    let files: TLSFiles
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            for await _ in await UnixSignalsSequence(trapping: .sighup) {
                do {
                    try files.reload()
                    logger.notice("tls: 证书已重新读取 / certificate read again")
                } catch {
                    logger.error(
                        "tls: 新证书有误，继续使用原证书 / new certificate refused, the old one stays",
                        metadata: ["problem": "\(error)"])
                }
            }
        }
    }
}
