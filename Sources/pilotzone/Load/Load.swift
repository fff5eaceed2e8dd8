import ArgumentParser
import Foundation
import Glibc
import ZoneTraffic

/// Sends synthetic declarations to a server on this machine and measures its answers.
struct Load: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load",
        abstract: "Sends synthetic declarations to a server on this machine and measures it.",
        discussion: """
            Each declaration is four documents: order, payment, waybill and list. A group of \
            --batch declarations is sent as four messages, one request each, over one of \
            --connections keep-alive connections. With --rate, latency counts from the moment a \
            group should have been sent; without, the next group follows when the last is answered.

            A declaration's latency ends with the answer to its last document, which comes after \
            the durable write. Receipts are counted by the server as it writes them, ready to be \
            pulled. All data is invented. The same --seed sends the same declarations: give a new \
            one for each run on a database.

            The last line printed is one JSON object with declarations_per_s, receipts_per_s, \
            p50_ms, p99_ms, max_ms, errors (declarations that were refused, failed or not sent in \
            time) and bytes (sent, with HTTP heads).
            """)

    @Option(help: "The server (default http://127.0.0.1:8080), on a loopback address.")
    var url: String?
    @Flag(help: "Start a server process on a new temporary database, measure it, remove both.")
    var selfServe = false
    @Option(help: "Declarations a second; 0 sends as fast as the answers come.")
    var rate = 0
    @Option(help: "Seconds to send for, at most 86400.")
    var duration = 10
    @Option(help: "Which declarations: import or export (retail).")
    var flow = LoadFlow.importRetail
    @Option(help: "Documents a message, 1 to 100.")
    var batch = 100
    @Option(help: "Connections, 1 to 512; each has a thread.")
    var connections = 8
    @Option(help: "Declarations to send at most.")
    var count = 1_000_000_000
    @Option(help: "Seed of the traffic (default: from the clock).")
    var seed: UInt64?
    @Option(help: "File with the token of an operator's API client, where the server wants one.")
    var token: String?

    @Option(help: "Sign every message; a server that is started then requires it.")
    var signed: LoadSignature?

    func validate() throws {
        guard url == nil || !selfServe else {
            throw ValidationError("Give --url or --self-serve, not both.")
        }
        guard (0...10_000_000).contains(rate) else {
            throw ValidationError("--rate must be 0 to 10000000.")
        }
        guard (1...86_400).contains(duration) else {
            throw ValidationError("--duration must be 1 to 86400.")
        }
        guard (1...TrafficGenerator.documentCountMax).contains(batch) else {
            throw ValidationError("--batch must be 1 to 100.")
        }
        guard (1...512).contains(connections) else {
            throw ValidationError("--connections must be 1 to 512.")
        }
        guard (1...1_000_000_000).contains(count) else {
            throw ValidationError("--count must be 1 to 1000000000.")
        }
        _ = try LoadTarget.at(url ?? Self.defaultURL)
    }

    private static let defaultURL = "http://127.0.0.1:8080"

    func run() throws {
        let server =
            selfServe
            ? try ServedZone(options: signed == nil ? [] : ["--signatures", "required"]) : nil
        let report = try runLoad(try plan(url: server?.url ?? url ?? Self.defaultURL))
        print(report.text)
        if let usage = server?.stop() { print(usage.text) }
        print(try report.json())
        guard report.declarations > 0 else { throw ExitCode.failure }
    }

    private func plan(url: String) throws -> LoadPlan {
        let now = Int64(time(nil))
        var target = try LoadTarget.at(url)
        target.token = try token.map(readToken)
        return LoadPlan(
            target: target, flow: flow, rate: rate, seconds: duration,
            batch: batch,
            connections: connections, countMax: count,
            seed: seed ?? UInt64(truncatingIfNeeded: now), startedAtSecond: now,
            signed: signed)
    }
}

/// Where to send to.
struct LoadTarget: Sendable {
    /// IPv4, in network byte order.
    var address: UInt32
    var port: UInt16
    var authority: String
    /// Path of the API's root, without a slash at its end.
    var base: String
    var path: String
    /// The token of an API client; nil where the server wants none.
    var token: String?

    /// The server's address, or an error that says why it is refused.
    static func at(_ url: String) throws -> LoadTarget {
        guard let parts = URLComponents(string: url), parts.scheme == "http",
            let host = parts.host, parts.user == nil, parts.query == nil
        else {
            throw ValidationError("--url must look like http://127.0.0.1:8080, not '\(url)'.")
        }
        var address = in_addr()
        guard inet_pton(AF_INET, host == "localhost" ? "127.0.0.1" : host, &address) == 1,
            UInt32(bigEndian: address.s_addr) >> 24 == 127
        else {
            throw ValidationError(
                "--url names the host '\(host)'. Load may only be sent to this machine: "
                    + "localhost or an address of 127.0.0.0/8.")
        }
        guard let port = UInt16(exactly: parts.port ?? 80), port > 0 else {
            throw ValidationError("--url has a port that is not 1 to 65535.")
        }
        let base = parts.path.hasSuffix("/") ? String(parts.path.dropLast()) : parts.path
        return LoadTarget(
            address: address.s_addr, port: port, authority: "\(host):\(port)",
            base: base, path: base + "/v1/messages")
    }
}

/// Which declarations are sent.
enum LoadFlow: String, ExpressibleByArgument, CaseIterable, Sendable {
    /// CEB311, 411, 511, 621.
    case importRetail = "import"
    /// CEB303, 403, 505, 603.
    case exportRetail = "export"

    /// Writes the four messages of a group, each into a body of its own.
    func write(
        _ declarations: [SyntheticDeclaration], _ generator: TrafficGenerator,
        to bodies: inout [[UInt8]]
    ) {
        for place in bodies.indices { bodies[place].removeAll(keepingCapacity: true) }
        switch self {
        case .importRetail:
            for (place, kind) in DocumentKind.clearing.enumerated() {
                generator.append(kind, of: declarations, to: &bodies[place])
            }
        case .exportRetail:
            for (place, kind) in ExportKind.allCases.enumerated() {
                generator.append(kind, of: declarations, to: &bodies[place])
            }
        }
    }
}

/// What one run does.
struct LoadPlan: Sendable {
    var target: LoadTarget
    var flow: LoadFlow
    /// Declarations a second; 0 for no pace.
    var rate: Int
    var seconds: Int
    var batch: Int
    var connections: Int
    var countMax: Int
    var seed: UInt64
    /// Seconds since 1970, only to date the documents.
    var startedAtSecond: Int64
    /// How messages are signed; nil where they stay unsigned.
    var signed: LoadSignature?

    /// After the end of sending, how long groups that are due may still be sent.
    static let graceSeconds = 30
}
