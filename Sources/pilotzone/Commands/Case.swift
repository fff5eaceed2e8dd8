import ArgumentParser
import Foundation
import ZoneServices

/// Checks case files offline.
struct Case: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Checks a case file offline, and says everything that is wrong with it.",
        discussion: "Exit 0 when it is whole and its signature good, 2 when not.")

    @Argument(help: "The archive.", completion: .file()) var file: String
    @Option(help: "The zone's key, base64; without it the file's own is taken.")
    var key: String?

    func run() throws {
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: file)))
        let problems = CaseFile.problems(in: bytes, key: key)
        for problem in problems { print(problem) }
        guard problems.isEmpty else { throw ExitCode(2) }
        print("案卷完整，签名有效 / whole, and the signature is good")
    }
}
