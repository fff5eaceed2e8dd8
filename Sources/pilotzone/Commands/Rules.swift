import ArgumentParser
import Foundation
import ZoneCore
import ZoneRules

/// Reads, checks and tests a rule book.
struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "Shows, checks and tests the rule book or a draft of it.",
        discussion: """
            A draft is a folder like Sources/ZoneRules/Resources that holds only the files that \
            change; it is laid over the rule book of this program.
            """,
        subcommands: [
            CheckRules.self, TestRules.self, ShowRule.self, ListRules.self, DiffRules.self,
        ])
}

/// Which rule book a command works on.
struct RuleBookOptions: ParsableArguments {
    @Argument(help: "Folder of a draft, or with --alone of a whole rule book.")
    var folder: String?
    @Flag(help: "Do not lay the folder over the rule book of this program.")
    var alone = false

    /// The files to work on.
    var files: RuleBookFiles {
        guard let folder else { return .bundled() }
        let files = RuleBookFiles(directory: URL(fileURLWithPath: folder))
        return alone ? files : RuleBookFiles.bundled().overlaid(by: files)
    }

    /// The rule book, or exit 1 with everything that is wrong with it.
    func book() throws -> RuleBook { try readBook(files) }
}

/// The rule book of these files, or exit 1 with everything that is wrong with it.
func readBook(_ files: RuleBookFiles) throws -> RuleBook {
    do {
        return try RuleBook(files: files)
    } catch {
        print(error.description)
        throw ExitCode(1)
    }
}

struct CheckRules: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Proves that the rule book is whole and says everything that is wrong with it.",
        discussion: "Exit: 0 nothing is wrong, 2 something is.")

    @OptionGroup var options: RuleBookOptions

    func run() throws {
        let problems = checkRuleBook(options.files)
        problems.forEach { print($0) }
        guard problems.isEmpty else { throw ExitCode(2) }
        let book = try options.book()
        print(
            "no problem in \(book.parameters.count) parameters, \(book.lists.count) lists, "
                + "\(book.tables.count) tables, \(book.cases.count) cases")
    }
}

struct TestRules: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Runs the test cases that stand beside the rules.",
        discussion: """
            Exit: 0 all hold, 2 one does not, or a change of law has no case on one of its sides.
            """)

    @OptionGroup var options: RuleBookOptions

    func run() throws {
        let book = try options.book()
        let failed = ZoneRules.run(book.cases, against: book).filter { !$0.faults.isEmpty }
        for result in failed {
            let one = result.ruleCase
            print("\(one.place): \(one.en)")
            result.faults.forEach { print("    \($0)") }
        }
        let untested = untestedChanges(of: book)
        untested.forEach { print("no case asks for \($0.id) on \($0.on)") }
        print("\(book.cases.count - failed.count) of \(book.cases.count) cases hold")
        guard failed.isEmpty, untested.isEmpty else { throw ExitCode(2) }
    }
}

struct ShowRule: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows every value of a rule, or those of one day.")

    @Argument(help: "The rule, such as vat.low, or a list with a code.")
    var id: String
    @Option(help: "Only what is in force on this day.")
    var on: Day?
    @Option(help: "Only what was known on this day.")
    var known: Day?
    @Flag(help: "One JSON object a line.")
    var json = false
    @OptionGroup var options: RuleBookOptions

    func run() throws {
        let book = try options.book()
        let all = on.map { book.entries(on: $0, knownOn: known) } ?? book.entries
        let entries = all.filter { entry in
            (entry.id == id || entry.id.hasPrefix(id + " "))
                && known.map { entry.version.known <= $0 } ?? true
        }
        guard !entries.isEmpty else {
            print("no rule \(id)\(on.map { " on \($0)" } ?? "")")
            throw ExitCode(1)
        }
        for entry in entries { print(try json ? jsonLine(entry) : entry.text) }
    }
}

struct ListRules: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists every rule with its values, or those of one day.")

    @Option(help: "Only what is in force on this day.")
    var on: Day?
    @Flag(help: "One JSON object a line.")
    var json = false
    @OptionGroup var options: RuleBookOptions

    func run() throws {
        let book = try options.book()
        for entry in on.map({ book.entries(on: $0) }) ?? book.entries {
            print(try json ? jsonLine(entry) : entry.line)
        }
    }
}

struct DiffRules: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Shows what changed in the law between two days.")

    @Argument var from: Day
    @Argument var to: Day
    @Flag(help: "One JSON object a line.")
    var json = false
    @OptionGroup var options: RuleBookOptions

    func run() throws {
        for change in try options.book().diff(from: from, to: to) {
            print(try json ? jsonLine(change) : change.text)
        }
    }
}
