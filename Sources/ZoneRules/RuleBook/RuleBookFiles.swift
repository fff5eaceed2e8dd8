public import Foundation

/// The files of a rule book as text, not read yet: what can be laid over one another and checked.
public struct RuleBookFiles: Sendable {
    /// The text of each file, by its path in the rule book's folder, such as
    /// `parameters/vat/low.yaml`.
    public var texts: [String: String]
    /// What could not be read, and files that are none of the rule book's.
    public private(set) var problems: [RuleBookProblem]

    /// The folders of a rule book and how the files in them end.
    static let folders = [
        "parameters": "yaml", "lists": "yaml", "tables": "yaml", "cases": "yaml", "tariff": "tsv",
        "credit": "yaml", "risk": "yaml",
    ]
    /// The most files and the most bytes of one file that are read.
    static let fileCountMax = 10_000
    static let byteCountMax = 4_000_000

    /// Files with those texts.
    public init(texts: [String: String]) {
        self.texts = texts
        problems = []
    }

    /// The files of the rule book that comes with this module.
    public static func bundled() -> RuleBookFiles {
        RuleBookFiles(directory: Bundle.module.bundleURL.appendingPathComponent("Resources"))
    }

    /// Reads all files of a rule book's folder. Folders that are not there are empty.
    public init(directory: URL) {
        self.init(texts: [:])
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: directory.path, isDirectory: &isDirectory),
            isDirectory.boolValue
        else {
            report(directory.path, .unreadable, "not a folder")
            return
        }
        for (folder, ending) in Self.folders.sorted(by: { $0.key < $1.key }) {
            let root = directory.appendingPathComponent(folder)
            let names = (try? FileManager.default.subpathsOfDirectory(atPath: root.path)) ?? []
            for name in names.sorted() {
                let url = root.appendingPathComponent(name)
                _ = FileManager.default.fileExists(atPath: url.path, isDirectory: &isDirectory)
                if !isDirectory.boolValue { read(url, as: "\(folder)/\(name)", ending) }
            }
        }
    }

    private mutating func read(_ url: URL, as path: String, _ ending: String) {
        guard path.hasSuffix("." + ending) else {
            return report(path, .unknownFile, "does not end in .\(ending)")
        }
        guard texts.count < Self.fileCountMax else {
            return report(path, .tooLarge, "over \(Self.fileCountMax) files")
        }
        guard let data = try? Data(contentsOf: url) else {
            return report(path, .unreadable, url.path)
        }
        guard data.count <= Self.byteCountMax else {
            return report(path, .tooLarge, "over \(Self.byteCountMax) bytes")
        }
        guard let text = String(data: data, encoding: .utf8) else {
            return report(path, .unreadable, "not UTF-8")
        }
        texts[path] = text
    }

    /// These files with those of a draft laid over them: a file of the same path replaces, any
    /// other is added.
    public func overlaid(by draft: RuleBookFiles) -> RuleBookFiles {
        var result = self
        result.texts.merge(draft.texts) { _, new in new }
        result.problems += draft.problems
        return result
    }

    /// Whether a path is one that a rule book's file can have: a known folder, plain names, the
    /// folder's ending.
    public static func isPath(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard (2...6).contains(parts.count), path.utf8.count <= 200,
            let ending = folders[String(parts[0])], path.hasSuffix("." + ending)
        else { return false }
        return parts.allSatisfy { part in
            !part.isEmpty && !part.hasPrefix(".")
                && part.utf8.allSatisfy { byte in
                    (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
                        || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
                }
        }
    }

    /// The paths in a folder, sorted.
    func paths(in folder: String) -> [String] {
        texts.keys.filter { $0.hasPrefix(folder + "/") }.sorted()
    }

    private mutating func report(
        _ place: String, _ kind: RuleBookProblem.Kind, _ detail: String
    ) {
        problems.append(RuleBookProblem(place: place, kind: kind, detail: detail))
    }
}
