import ArgumentParser
import ZoneServices

/// Makes the tree of a zone's books again and says what was changed.
struct Audit: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Holds the journal in a file against its tree, every stored hash and signature.",
        discussion: """
            The file is only read; a zone that goes on working meanwhile is not disturbed, but its log grows until this ends. \
            Without --key signatures are not looked at, and somebody who changed the journal may have made the tree anew.

            Exit: 0 everything fits, 2 something was changed, 1 signatures were not looked at, or the file can't be read.
            """)

    @Option(help: "The SQLite file with the zone's books.")
    var database = "var/zone.sqlite"
    @Option(help: "The zone's public key that you trust, as name+id+base64.")
    var key: String?

    func run() throws {
        let audit = try EvidenceAudit(databasePath: database, key: key)
        for fault in audit.faults { print("\(fault.zh)\n\(fault.en)") }
        print(
            "\(audit.leafCount) 个叶子，\(audit.headCount) 个树头，\(audit.cosignatureCount) 个见证签名，\(audit.faultCount) 处不符"
        )
        print(
            "\(audit.leafCount) leaves, \(audit.headCount) heads, \(audit.cosignatureCount) co-signatures, \(audit.faultCount) faults"
        )
        guard audit.faultCount == 0 else { throw ExitCode(2) }
        guard key != nil else {
            print("未给出 --key，没有核对签名 / without --key signatures were not looked at")
            throw ExitCode(1)
        }
    }
}
