import Foundation
import Logging
import ServiceLifecycle
import ZoneServices

/// Runs the tests of findings that are due, beside the server: so a finding that recurs opens by itself.
struct FindingService: Service {
    let zone: Zone
    let logger: Logger
    /// Longest time between two looks at what is due.
    static let lookPauseMsMax: Int64 = 60_000

    func run() async throws {
        let pause = Duration.milliseconds(min(Self.lookPauseMsMax, zone.findingRecheckMs))
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await recheck()
                } catch {
                    logger.warning(
                        "findings: 复查未能完成 / a test could not be run",
                        metadata: ["problem": "\(error)"])
                }
                try? await Task.sleep(for: pause)
            }
        }
    }

    /// On a thread of its own: a scan of the books holds up no request.
    private func recheck() async throws {
        try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
            DispatchQueue.global(qos: .utility).async { [zone] in
                done.resume(with: Result { _ = try zone.recheckFindings() })
            }
        }
    }
}
