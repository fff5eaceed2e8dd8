import ArgumentParser
import Foundation
import ZoneMessages

/// Writes the XSDs that the dictionary gives.
struct Schema: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes the XSDs of the customs message standard, made from the dictionary.")

    @Option(help: "Edition of the standard: 202205 or 2018-113.")
    var edition = "202205"
    @Option(help: "Folder to write to.")
    var output = "."

    func validate() throws {
        guard Edition(rawValue: edition) != nil else {
            throw ValidationError("--edition is 202205 or 2018-113")
        }
    }

    func run() throws {
        let edition = Edition(rawValue: edition) ?? .e202205
        try FileManager.default.createDirectory(
            atPath: output, withIntermediateDirectories: true)
        var files = [("xmldsig-core-schema.xsd", signatureSchemaText())]
        for (name, family) in [
            ("import", MessageFamily.import), ("export", .export), ("envelope", .envelope),
        ] {
            files.append(
                ("\(name)-\(edition.rawValue).xsd", schemaText(edition: edition, family: family)))
        }
        for (name, text) in files {
            let url = URL(fileURLWithPath: output).appending(path: name)
            try Data(text.utf8).write(to: url)
            print(url.path)
        }
    }
}
