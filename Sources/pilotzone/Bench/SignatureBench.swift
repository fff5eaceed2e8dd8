import ArgumentParser
import Foundation
import Glibc
import ZoneCore
import ZoneServices
import ZoneTraffic
import ZoneTrust

/// What signatures cost: each step by itself, and end to end, against the same run's intake without signatures.
struct SignatureBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "signatures",
        abstract: "Measures what verifying signed messages of 100 documents costs.",
        discussion: """
            First the steps of verifying the four messages of a hundred declarations, in milliseconds of one thread's \
            processor time a message. Then whole servers, started one after the other on new databases, in \
            microseconds of the server's processor time a declaration: without signatures, and signed in each way.
            """)

    @Option(help: "How often each message is verified.")
    var rounds = 100
    @Option(help: "Declarations that each server takes.")
    var declarations = 20_000
    @Option(help: "How often each server is started; the fastest of its runs counts.")
    var turns = 2

    func validate() throws {
        guard (1...100_000).contains(rounds), (100...10_000_000).contains(declarations),
            (1...100).contains(turns)
        else {
            throw ValidationError("--rounds 1...100000, --declarations 100..., --turns 1...100")
        }
    }

    func run() throws {
        tuneMemory()
        let messages = SignatureBenchMessages(atSecond: Int64(time(nil)))
        print("\(messages.bodies.count) messages of \(messages.byteCount) bytes on average")
        print(row("ms a message", SignatureCost.columns))
        var costs: [(LoadSignature, SignatureCost)] = []
        for way in LoadSignature.allCases {
            let cost = try messages.cost(of: way, rounds: rounds)
            print(row(way.suite, cost.cells.map { text($0, 3) }))
            costs.append((way, cost))
        }
        let plain = try intake(nil)
        let base = plain * 100 / 4 / 1000
        print("intake without signatures: \(text(plain, 1)) us a declaration")
        print(row("", ["of intake", "throughput", "end to end", "throughput"]))
        for (way, cost) in costs {
            let whole = try intake(way)
            print(
                row(
                    way.suite,
                    [
                        percent(cost.all / base), percent(base / (base + cost.all) - 1),
                        text(whole, 1) + " us", percent(plain / whole - 1),
                    ]))
        }
    }

    /// Microseconds of a server's processor time a declaration, the least of the turns.
    private func intake(_ way: LoadSignature?) throws -> Double {
        var least = Double.infinity
        for _ in 0..<turns {
            let server = try ServedZone(
                options: way == nil ? [] : ["--signatures", "required"])
            let before = server.cpuSeconds
            let second = Int64(time(nil))
            let report = try runLoad(
                LoadPlan(
                    target: try LoadTarget.at(server.url), flow: .importRetail, rate: 0,
                    seconds: 86_400, batch: 100, connections: 4, countMax: declarations,
                    seed: UInt64(truncatingIfNeeded: second), startedAtSecond: second, signed: way))
            let used = server.cpuSeconds - before
            _ = server.stop()
            guard report.declarations == declarations else {
                throw ValidationError(
                    "\(report.declarations) of \(declarations) declarations were taken")
            }
            least = min(least, used / Double(declarations) * 1e6)
        }
        return least
    }

    private func row(_ name: String, _ cells: [String]) -> String {
        func padded(_ text: String, _ width: Int) -> String {
            String(repeating: " ", count: max(0, width - text.count)) + text
        }
        return name + padded("", 14 - name.count) + cells.map { padded($0, 12) }.joined()
    }

    private func text(_ number: Double, _ digits: Int) -> String {
        String(format: "%.\(digits)f", number)
    }

    private func percent(_ part: Double) -> String { text(part * 100, 1) + "%" }
}

/// Milliseconds a message of each step.
private struct SignatureCost {
    var canonical = 0.0
    var digest = 0.0
    /// By a key that was kept, and by one that is read from its certificate again.
    var value = 0.0
    var valueAnew = 0.0
    /// All that a server does for a signature.
    var all = 0.0

    static let columns = ["canonical", "digest", "signature", "+ cert. anew", "all"]
    var cells: [Double] { [canonical, digest, value, valueAnew, all] }
}

/// The four messages of a hundred declarations.
private struct SignatureBenchMessages {
    let generator: TrafficGenerator
    let second: Int64
    let bodies: [[UInt8]]

    var byteCount: Int { bodies.reduce(0) { $0 + $1.count } / bodies.count }

    init(atSecond second: Int64) {
        self.second = second
        var options = TrafficOptions()
        options.castRunLength = 100
        generator = TrafficGenerator(
            seed: 621, day: Timestamp(ms: second * 1000).day, options: options)
        var bodies = [[UInt8]](repeating: [], count: ZoneTraffic.DocumentKind.clearing.count)
        LoadFlow.importRetail.write(
            generator.declarations(at: 0..<100), generator, to: &bodies)
        self.bodies = bodies
    }

    func cost(of way: LoadSignature, rounds: Int) throws -> SignatureCost {
        let signers = try LoadSigners(way, generator.firms, atSecond: second)
        let suites = try SignatureBook.bundled().suites
        let keys = PublicKeyCache()
        var cost = SignatureCost()
        for body in bodies {
            let bytes = signers.signed(body)
            let message = try CanonicalMessage(bytes)
            guard let signature = message.readSignature().signature,
                let certificate = signers.signer(of: body)?.certificate
            else { throw ValidationError("a message was not signed") }
            let suite = signers.suite
            cost.canonical += try time(rounds) { try CanonicalMessage(bytes).content.count > 0 }
            cost.digest += try time(rounds) {
                try suite.digest.digest(of: message.content) == signature.digest
            }
            cost.value += try time(rounds) {
                certificate.verifies(
                    signature.value, over: message.signedInfo, by: suite.signature, keys: keys)
            }
            cost.valueAnew += try time(rounds) {
                certificate.verifies(
                    signature.value, over: message.signedInfo, by: suite.signature)
            }
            cost.all += try time(rounds) {
                let message = try CanonicalMessage(bytes)
                let (signature, faults) = message.readSignature()
                return faults.isEmpty
                    && signature?.faults(
                        over: message, suites: suites, certificate: certificate, keys: keys
                    ).isEmpty == true
            }
        }
        let count = Double(bodies.count)
        cost.canonical /= count
        cost.digest /= count
        cost.value /= count
        cost.valueAnew /= count
        cost.all /= count
        return cost
    }

    /// Milliseconds of one round; a step that fails has no speed.
    private func time(_ rounds: Int, _ step: () throws -> Bool) throws -> Double {
        let before = threadMs()
        for _ in 0..<rounds {
            guard try step() else { throw ValidationError("a signature did not verify") }
        }
        return (threadMs() - before) / Double(rounds)
    }
}
