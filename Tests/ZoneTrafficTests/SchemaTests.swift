import Foundation
import Glibc
import Testing
import ZoneCore
import ZoneTraffic

/// The official schema, which is not part of this repository, and libxml2's `xmllint`.
private let schema = packageRoot.deletingLastPathComponent().appending(
    path: "shared/standards/ceb/xsd-202205/海关跨境进口业务节点报文定义202205.xsd")
private let exportSchema = packageRoot.deletingLastPathComponent().appending(
    path: "shared/standards/ceb/xsd-202205/海关跨境出口业务节点报文定义202205.xsd")
private let lint = URL(filePath: "/usr/bin/xmllint")
private let isAvailable =
    FileManager.default.fileExists(atPath: schema.path)
    && FileManager.default.isExecutableFile(atPath: lint.path)

@Suite(
    .enabled(
        if: isAvailable,
        "skipped: needs ../shared/standards/ceb/xsd-202205 and /usr/bin/xmllint"),
    .serialized)
struct SchemaTests {
    @Test(arguments: DocumentKind.allCases)
    func messagesAreValid(_ kind: DocumentKind) throws {
        let generator = TrafficGenerator(seed: 31, day: Day(number: 20_635))
        #expect(try status(of: bytes(generator, kind, 0..<100)) == 0)
        #expect(try status(of: bytes(generator, kind, 100..<101)) == 0)
    }

    @Test(arguments: ExportKind.allCases)
    func exportMessagesAreValid(_ kind: ExportKind) throws {
        let generator = TrafficGenerator(seed: 31, day: Day(number: 20_635))
        var bytes: [UInt8] = []
        #expect(generator.append(kind, of: generator.declarations(at: 0..<100), to: &bytes) == 100)
        #expect(try status(of: bytes, exportSchema) == 0)
    }

    /// Only faults of structure break the schema: the others must reach the checks behind it.
    @Test(arguments: Fault.allCases)
    func faultsBreakTheSchemaOnlyWhereTheySay(_ fault: Fault) throws {
        let (generator, declaration) = try FaultTests.example(fault)
        for kind in DocumentKind.clearing where declaration.has(kind) {
            let isBroken =
                kind == fault.expectation.document
                && [.invalid(.structure), .unreadable].contains(fault.expectation.outcome)
            let status = try status(of: generator.message(kind, of: declaration))
            #expect((status != 0) == isBroken, "\(kind)")
        }
    }

    @Test func hsCodesAreThoseOfTheRateTable() throws {
        let file = packageRoot.deletingLastPathComponent().appending(
            path: "shared/reference/rates/hs_samples.tsv")
        let known = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            .map { $0.prefix(10) }
        for goods in Goods.catalogue {
            #expect(known.contains { $0 == goods.hsCode }, "\(goods.hsCode)")
        }
    }

    /// What xmllint answers: 0 valid, 3 invalid, 1 not well-formed.
    private func status(of message: [UInt8], _ schema: URL = schema) throws -> Int32 {
        let file = FileManager.default.temporaryDirectory.appending(
            path: "zone-traffic-\(UUID().uuidString).xml")
        try Data(message).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return spawn([lint.path, "--noout", "--schema", schema.path, file.path])
    }
}

/// Runs a program without its output; gives its exit status. Foundation's `Process.run` crashed here in memmove while other
/// tests were running.
private func spawn(_ arguments: [String]) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for output in [STDOUT_FILENO, STDERR_FILENO] {
        posix_spawn_file_actions_addopen(&actions, output, "/dev/null", O_WRONLY, 0)
    }
    var texts = arguments.map { strdup($0) }
    defer { for text in texts { free(text) } }
    texts.append(nil)
    var pid = pid_t()
    guard posix_spawn(&pid, arguments[0], &actions, nil, texts, environ) == 0 else { return -1 }
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 { if errno != EINTR { return -1 } }
    return (status >> 8) & 0xFF
}
