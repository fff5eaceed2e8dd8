import ArgumentParser
import Foundation
import ZoneCore
import ZoneServices

/// What a zone does with a measure.
extension MeasuresCommand {
    struct CheckConditions: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check", abstract: "Runs the preconditions of a measure.",
            discussion: "Exit 0 where all hold, 2 where not.")
        @OptionGroup var client: MeasureClient
        @Argument(help: "Name and version.") var id: String

        private struct Found: Decodable { var passed: Bool }

        func run() throws {
            let answer = try client.send("POST", MeasureClient.path(id, "/preconditions"), [:])
            say(String(decoding: answer, as: UTF8.self))
            guard try JSONDecoder().decode(Found.self, from: Data(answer)).passed else {
                throw ExitCode(2)
            }
        }
    }

    struct SimulateMeasure: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "simulate",
            abstract:
                "Decides the zone's own history as if the measure had been in force, and waits for it."
        )
        @OptionGroup var client: MeasureClient
        @Argument(help: "Name and version.") var id: String
        @Option(help: "First day, YYYY-MM-DD.") var from: Day
        @Option(help: "Last day, YYYY-MM-DD.") var to: Day
        @Option(help: "Most seconds to wait.") var patience = 3_600

        private struct Run: Decodable {
            var id: Int
            var state: String
        }

        private struct Simulated: Decodable {
            struct Step: Decodable {
                var kind: String
                var detail: String
                var current: Bool
            }

            var steps: [Step]
        }

        func run() throws {
            let body = ["from": from.description, "to": to.description]
            var run = try JSONDecoder().decode(
                Run.self,
                from: Data(try client.send("POST", MeasureClient.path(id, "/simulation"), body)))
            for _ in 0..<patience * 5 {
                guard ["waiting", "replaying", "comparing"].contains(run.state) else { break }
                Thread.sleep(forTimeInterval: 0.2)
                run = try JSONDecoder().decode(
                    Run.self, from: Data(try client.send("GET", "/v1/simulations/\(run.id)")))
            }
            guard run.state == "finished" else {
                say("simulation \(run.id): \(run.state)")
                throw ExitCode(1)
            }
            // The result is kept just after the run says that it is finished.
            for _ in 0..<50 {
                let answer = try client.send("GET", MeasureClient.path(id))
                let known = try JSONDecoder().decode(Simulated.self, from: Data(answer))
                if let step = known.steps.first(where: { $0.kind == "simulated" && $0.current }) {
                    return say(step.detail)
                }
                Thread.sleep(forTimeInterval: 0.1)
            }
            throw ExitCode(1)
        }
    }

    struct Stage: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Stages a measure for adoption from a day on.")
        @OptionGroup var client: MeasureClient
        @Argument(help: "Name and version.") var id: String
        @Option(help: "First day in force, YYYY-MM-DD.") var from: Day
        @Option(help: "Last day in force, YYYY-MM-DD.") var to: Day?
        @Option(help: "Why.") var reason: String

        func run() throws {
            var body = ["from": from.description, "reason": reason]
            if let to { body["to"] = to.description }
            try client.send("POST", MeasureClient.path(id, "/staging"), body)
        }
    }

    struct Adopt: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Puts a staged measure into the zone's rule book.")
        @OptionGroup var client: MeasureClient
        @Argument(help: "Name and version.") var id: String

        func run() throws { try client.send("POST", MeasureClient.path(id, "/adoption"), [:]) }
    }

    struct Effect: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Prints how a measure's indicators moved against their control group, as JSON.")
        @OptionGroup var client: MeasureClient
        @Argument(help: "Name and version.") var id: String
        @Option(help: "Most days on each side, 1 to 92.") var days = 28

        func run() throws {
            let answer = try client.send(
                "GET", MeasureClient.path(id, "/effect"), query: [("days", "\(days)")])
            say(String(decoding: answer, as: UTF8.self))
        }
    }

    struct RollBack: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rollback",
            abstract: "Takes a measure out of the zone's rule book from today on.",
            discussion: """
                With --database the books of a zone that does not run are changed: for a measure that keeps it from \
                starting because it does not fit the program's rule book any more.
                """)
        @OptionGroup var client: MeasureClient
        @Argument(help: "Name and version.") var id: String
        @Option(help: "Why.") var reason = "it does not fit the rule book"
        @Option(help: "The SQLite file of a zone that does not run.") var database: String?

        func run() throws {
            guard let database else {
                try client.send("POST", MeasureClient.path(id, "/rollback"), ["reason": reason])
                return
            }
            guard FileManager.default.fileExists(atPath: database) else {
                throw ValidationError("\(database): 没有该文件 / there is no such file")
            }
            try Zone.rollBackMeasure(
                id, databasePath: database, reason: reason, by: client.by, at: Zone.systemClock())
        }
    }
}
