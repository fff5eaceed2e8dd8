import CLibXML2
import Foundation
import ZoneMessages

/// What libxml2 says of a message by an XSD.
final class SchemaOracle: @unchecked Sendable {
    private let schema: xmlSchemaPtr

    /// The parsed schema, or nil with a word on why not.
    init?(file: URL) {
        xmlInitParser()
        var fault = [CChar](repeating: 0, count: 4096)
        guard let schema = zoneSchema(file.path, &fault) else {
            print("no schema in \(file.path): \(Self.text(fault))")
            return nil
        }
        self.schema = schema
    }

    deinit { xmlSchemaFree(schema) }

    /// Whether the message is well-formed and valid, and libxml2's first complaint.
    func verdict(_ bytes: [UInt8]) -> (isValid: Bool, complaint: String) {
        var fault = [CChar](repeating: 0, count: 4096)
        let result = bytes.withUnsafeBytes { bytes in
            zoneVerdict(
                schema, bytes.bindMemory(to: CChar.self).baseAddress, Int32(bytes.count), &fault)
        }
        return (result == 1, Self.text(fault))
    }

    private static func text(_ bytes: [CChar]) -> String {
        String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    // MARK: Where schemas come from

    /// The standard as it was published, which is not part of this repository; nil where it is not
    /// there.
    static let standard: URL? = {
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let folder = root.deletingLastPathComponent()
            .appendingPathComponent("shared/standards/ceb").standardizedFileURL
        let isThere = FileManager.default.fileExists(atPath: folder.path)
        if !isThere {
            print("the published standard is not at \(folder.path): its part is skipped")
        }
        return isThere ? folder : nil
    }()

    /// The published schemas of an edition by family, or nil where the standard is not there.
    static func published(_ edition: Edition) throws -> [MessageFamily: SchemaOracle]? {
        guard let standard else { return nil }
        let source = standard.appendingPathComponent("xsd-" + edition.rawValue)
        let folder = try temporaryFolder("published-" + edition.rawValue)
        var found: [MessageFamily: SchemaOracle] = [:]
        for file in try FileManager.default.contentsOfDirectory(atPath: source.path) {
            let target = folder.appendingPathComponent(Self.stableName(file))
            // libxml2 can't follow a reference to a file whose name is not ASCII.
            try String(contentsOf: source.appendingPathComponent(file), encoding: .utf8)
                .replacing("终端节点报文.xsd", with: "terminal.xsd")
                .write(to: target, atomically: true, encoding: .utf8)
        }
        found[.import] = SchemaOracle(file: folder.appendingPathComponent("import.xsd"))
        found[.export] = SchemaOracle(file: folder.appendingPathComponent("export.xsd"))
        found[.envelope] = SchemaOracle(file: folder.appendingPathComponent("envelope.xsd"))
        return found
    }

    /// A plain name; the parts of 202205 refer to each other by names they do not have.
    private static func stableName(_ file: String) -> String {
        if file.contains("进口") { return "import.xsd" }
        if file.contains("出口") { return "export.xsd" }
        if file.contains("传输") { return "envelope.xsd" }
        if file.contains("终端") { return "terminal.xsd" }
        return file
    }

    /// The schemas that `SchemaWriter` makes of our dictionary.
    static func written(_ edition: Edition) throws -> [MessageFamily: SchemaOracle] {
        let folder = try temporaryFolder("written-" + edition.rawValue)
        try signatureSchemaText().write(
            to: folder.appendingPathComponent("xmldsig-core-schema.xsd"), atomically: true,
            encoding: .utf8)
        var found: [MessageFamily: SchemaOracle] = [:]
        for family in [MessageFamily.import, .export, .envelope] {
            let file = folder.appendingPathComponent(family.rawValue + ".xsd")
            try schemaText(edition: edition, family: family)
                .write(to: file, atomically: true, encoding: .utf8)
            found[family] = SchemaOracle(file: file)
        }
        return found
    }

    private static func temporaryFolder(_ name: String) throws -> URL {
        let process = ProcessInfo.processInfo.processIdentifier
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("pilotzone-\(process)-\(name)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }
}
