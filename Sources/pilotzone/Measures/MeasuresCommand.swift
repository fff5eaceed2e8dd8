import ArgumentParser
import Foundation
import ZoneCore
import ZoneServices

/// Pilot measures from zone to zone.
struct MeasuresCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measures",
        abstract: "Writes, exports, imports, simulates and adopts pilot measures.",
        discussion: """
            Talks to a zone that runs, except for verify and for rollback with --database. A measure's id is its name and \
            version, such as b2b-list-channel.v1. An exported file is named by its own digest.

            Exit: 0 done, 2 refused (everything that is wrong is said), 1 it could not be done.
            """,
        subcommands: [
            ListAll.self, Library.self, Draft.self, Export.self, VerifyFile.self, Import.self,
            CheckConditions.self, SimulateMeasure.self, Stage.self, Adopt.self, Effect.self,
            RollBack.self,
        ])

    struct ListAll: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Prints the zone's measures as JSON.")
        @OptionGroup var client: MeasureClient

        func run() throws {
            say(String(decoding: try client.send("GET", "/v1/measures"), as: UTF8.self))
        }
    }

    struct Library: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints the library of practices, or the draft of one to be filled.")
        @OptionGroup var client: MeasureClient
        @Argument(help: "Id of a practice.") var id: String?

        func run() throws {
            let path = "/v1/measure-library" + (id.map { "/" + MeasureClient.encoded($0) } ?? "")
            say(String(decoding: try client.send("GET", path), as: UTF8.self))
        }
    }

    struct Draft: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes a measure from a JSON file, or changes its draft.")
        @OptionGroup var client: MeasureClient
        @Argument(help: "The measure as JSON.", completion: .file()) var file: String

        private struct Named: Decodable {
            var name: String
            var version: Int
        }

        func run() throws {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: file))
            guard let named = try? JSONDecoder().decode(Named.self, from: bytes) else {
                throw ValidationError("\(file): name and version are missing")
            }
            let id = "\(named.name).v\(named.version)"
            try client.send(
                "PUT", MeasureClient.path(id), query: [("by", client.by)], body: [UInt8](bytes))
            say(id)
        }
    }

    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes the signed file of a measure and prints its path and key.")
        @OptionGroup var client: MeasureClient
        @Argument(help: "Name and version.") var id: String
        @Option(help: "Folder for the file.") var output = "."

        func run() throws {
            let bytes = try client.send("GET", MeasureClient.path(id, "/package"))
            let file = URL(fileURLWithPath: output).appending(path: MeasurePackage.name(of: bytes))
            try Data(bytes).write(to: file)
            let package = try JSONDecoder().decode(MeasurePackage.self, from: Data(bytes))
            say(file.path)
            say(package.key)
        }
    }

    struct VerifyFile: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify", abstract: "Checks a file offline, and says all that is wrong.")
        @Argument(help: "The file.", completion: .file()) var file: String
        @Option(help: "The key that has to have signed it, base64.") var key: String

        func run() throws {
            let url = URL(fileURLWithPath: file)
            let bytes = [UInt8](try Data(contentsOf: url))
            let read = MeasureFile(bytes, key: key, name: url.lastPathComponent)
            for problem in read.problems {
                say("\(problem.field): \(problem.value)\n  \(problem.zh)\n  \(problem.en)")
            }
            guard read.problems.isEmpty, let measure = read.measure else { throw ExitCode(2) }
            say("\(measure.id): \(measure.titleZh) / \(measure.titleEn)")
        }
    }

    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes the file of another zone in, and prints the measure's id.")
        @OptionGroup var client: MeasureClient
        @Argument(help: "The file.", completion: .file()) var file: String
        @Option(help: "The key that has to have signed it, base64.") var key: String

        private struct Taken: Decodable { var id: String }

        func run() throws {
            let url = URL(fileURLWithPath: file)
            let bytes = [UInt8](try Data(contentsOf: url))
            let answer = try client.send(
                "POST", "/v1/measure-imports",
                query: [("key", key), ("name", url.lastPathComponent), ("by", client.by)],
                body: bytes)
            say(try JSONDecoder().decode(Taken.self, from: Data(answer)).id)
        }
    }
}
