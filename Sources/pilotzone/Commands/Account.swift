public import ArgumentParser
import Foundation
public import ZoneCore
import ZoneServices

/// Accounts in the books of a zone that does not run: how the first administrator comes about.
struct Account: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Keeps accounts and API clients in the books of a zone that is stopped.",
        subcommands: [Add.self, Reset.self, Token.self, List.self])

    /// Where the books are.
    struct Books: ParsableArguments {
        @Option(help: "The SQLite file with the zone's books; made when it is not there.")
        var database = "var/zone.sqlite"

        func open() throws -> AccessDesk {
            let folder = URL(fileURLWithPath: database).deletingLastPathComponent()
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            return try AccessDesk(
                databasePath: database, secret: try zoneSecret(besides: database),
                clock: Zone.systemClock)
        }
    }

    /// Who it is for.
    struct Holder: ParsableArguments {
        @Argument(help: "Name: small letters, digits, dots, hyphens, underscores.")
        var name: String
        @Option(help: "declarant, operator, officer, reader, evaluator or administrator.")
        var role: Role
        @Option(help: "A code of the enterprise or department; may be given several times.")
        var code: [String] = []
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Adds an account and prints its one-time password, this once.")

        @OptionGroup var books: Books
        @OptionGroup var holder: Holder

        func run() async throws {
            let desk = try books.open()
            try await saying {
                say(
                    try await desk.addAccount(
                        name: holder.name, role: holder.role, codes: holder.code, by: "console"))
            }
        }
    }

    struct Reset: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints a new one-time password; ends the lock and the one-time codes.")

        @OptionGroup var books: Books
        @Argument(help: "Name of the account.") var name: String

        func run() async throws {
            let desk = try books.open()
            try await saying { say(try await desk.resetPassword(name: name, by: "console")) }
        }
    }

    struct Token: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Adds an API client and prints its token, this once.")

        @OptionGroup var books: Books
        @OptionGroup var holder: Holder
        @Option(help: "A permission that it is narrowed to; may be given several times.")
        var scope: [Permission] = []
        @Option(help: "Days that the token is good for.")
        var days = 365

        func run() async throws {
            let desk = try books.open()
            try await saying {
                say(
                    try desk.issueToken(
                        APIClientRequest(
                            name: holder.name, role: holder.role, codes: holder.code,
                            scopes: Set(scope), dayCount: days), by: "console"))
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists accounts and API clients, without their secrets.")

        @OptionGroup var books: Books

        func run() async throws {
            let desk = try books.open()
            for account in desk.accounts() {
                let state = account.closedAt == nil ? "open" : "closed"
                say("account \(account.name) \(account.role?.rawValue ?? "?") \(state)")
            }
            for client in desk.clients() {
                let state = client.revokedAt == nil ? "until \(client.endsAt.day)" : "revoked"
                say("client  \(client.name) \(client.role?.rawValue ?? "?") \(state)")
            }
        }
    }
}

extension Role: ExpressibleByArgument {}
extension Permission: ExpressibleByArgument {}

/// Says what is wrong in both languages instead of the error's own name.
private func saying(_ body: () async throws -> Void) async throws {
    do {
        try await body()
    } catch AccessError.invalid(let problems) {
        throw ValidationError(
            problems.map { "\($0.field): \($0.zh) / \($0.en)" }.joined(separator: "\n"))
    } catch AccessError.nameTaken {
        throw ValidationError("名称已被占用 / the name is taken")
    } catch AccessError.notFound {
        throw ValidationError("没有该账户 / there is no such account")
    }
}
