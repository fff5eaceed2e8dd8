import ArgumentParser
import Foundation
import ZoneServer
import ZoneServices

/// Looks at a zone's tree for a department, and signs what continues what it saw before.
struct WitnessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "witness",
        abstract: "Co-signs the heads of a zone's evidence, as long as they continue each other.",
        discussion: """
            The secret is made at the first start; its public key, which is printed, has to be given to the zone's operator \
            (serve --witness KEY). The newest head seen is kept beside it: who loses that file can't notice any more that the \
            zone showed another tree before.

            Exit: 0 signed, 2 the zone showed two trees (both heads are kept), 1 anything else.
            """)

    @Argument(help: "The zone, as https://HOST.")
    var url: String
    @Option(help: "File of the witness's secret; made when it is not there.")
    var key: String
    @Option(help: "Name of the witness, without spaces.")
    var name: String
    @Option(help: "The zone's public key; without it the one of the first look is taken.")
    var zoneKey: String?
    @Option(help: "Look again after so many seconds, until told to stop; without it once.")
    var every: Int?

    func validate() throws {
        guard EvidenceClient(url) != nil else {
            throw ValidationError("\(url): 应为 http(s)://主机[:端口] / must be http(s)://HOST[:PORT]")
        }
        guard every.map({ (1...86_400).contains($0) }) ?? true else {
            throw ValidationError("--every: 1...86400")
        }
    }

    func run() async throws {
        guard let witness = Witness(secret: try secret(in: key), name: name),
            let client = EvidenceClient(url)
        else { throw ValidationError("--name: 1...200 bytes, no spaces, no +") }
        say(witness.key)
        guard let every else {
            guard await look(witness, client) else { throw ExitCode(1) }
            return
        }
        while !Task.isCancelled {
            _ = await look(witness, client)
            try await Task.sleep(for: .seconds(every))
        }
    }

    /// One look; false where there was nothing to sign. Ends the program where the zone showed two trees.
    private func look(_ witness: Witness, _ client: EvidenceClient) async -> Bool {
        do {
            let found = try await client.key()
            var memory = try known() ?? WitnessMemory(key: zoneKey ?? found)
            guard memory.key == found, zoneKey ?? found == found else {
                throw WitnessRefusal.otherKey(known: zoneKey ?? memory.key, found: found)
            }
            let head = try await client.head()
            memory = try await next(witness, client, head, memory)
            let now = Int64(Date().timeIntervalSince1970)
            let (size, line) = try witness.sign(memory, at: now)
            try await client.cosign(size: size, line: line)
            say("\(size) \(line)")
            return true
        } catch {
            say("\(error)")
            return false
        }
    }

    /// What to remember after a head; kept in its file before anything is signed.
    private func next(
        _ witness: Witness, _ client: EvidenceClient, _ head: String, _ memory: WitnessMemory
    ) async throws -> WitnessMemory {
        var proof: EvidenceConsistency?
        do {
            if let (from, to) = try witness.proofNeeded(for: head, after: memory) {
                proof = try await client.consistency(from: from, to: to)
            }
            let next = try witness.look(at: head, proof: proof, after: memory)
            try keep(next, in: memoryPath)
            return next
        } catch let refusal as WitnessRefusal where refusal.isSplitView {
            say("\(refusal)")
            try keep(
                SplitView(key: memory.key, before: memory.head, now: head, proof: proof),
                in: key + ".split.json")
            Self.exit(withError: ExitCode(2))
        }
    }

    /// Both heads that a zone signed, for whoever has to be shown.
    private struct SplitView: Encodable {
        var key: String
        var before: String
        var now: String
        var proof: EvidenceConsistency?
    }

    private var memoryPath: String { key + ".seen.json" }

    /// What was seen before; nil at the first look. A file that can't be read is an error, not a first look.
    private func known() throws -> WitnessMemory? {
        guard FileManager.default.fileExists(atPath: memoryPath) else { return nil }
        let bytes = try Data(contentsOf: URL(fileURLWithPath: memoryPath))
        return try JSONDecoder().decode(WitnessMemory.self, from: bytes)
    }

    private func keep(_ value: some Encodable, in path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        try encoder.encode(value).write(to: URL(fileURLWithPath: path), options: .atomic)
    }
}
