import Crypto
import Foundation
import ZoneRules
import ZoneStore

/// The files of a rule book as bytes, so that history can keep the very book that decided.
struct RuleBookFiles {
    /// Path within the folder and content of each file, by path.
    private(set) var files: [(path: String, bytes: [UInt8])]

    /// Most bytes of a rule book, packed.
    static let byteCountMax = 256 << 20

    /// The files of a folder, except hidden ones.
    init(folder: URL) throws {
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        files = try names.sorted().compactMap { path in
            let file = folder.appendingPathComponent(path)
            let isHidden = path.split(separator: "/").contains { $0.hasPrefix(".") }
            guard !isHidden,
                try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true
            else { return nil }
            return (path, [UInt8](try Data(contentsOf: file)))
        }
    }

    /// What ``packed`` gave; nil where the bytes are not that.
    init?(packed: [UInt8]) {
        guard let bytes = Compression.decompress(packed, countMax: Self.byteCountMax) else {
            return nil
        }
        files = []
        var from = ByteReader(bytes)
        while !from.isAtEnd {
            files.append((from.text(), from.byteRun()))
            if from.isExhausted { return nil }
        }
    }

    /// These files, with those of another folder in their places and beside them.
    func overlaid(by other: RuleBookFiles) -> RuleBookFiles {
        let paths = Set(other.files.map(\.path))
        var result = self
        result.files = (files.filter { !paths.contains($0.path) } + other.files)
            .sorted { $0.path < $1.path }
        return result
    }

    /// The rule book that comes with the program, with the files of a folder in place of its own.
    static func ruleBook(overlaidBy path: String?) throws -> RuleBook {
        guard let path else { return try RuleBook.bundled() }
        let own = try RuleBookFiles(folder: RuleBook.bundledDirectory)
        return try own.overlaid(by: RuleBookFiles(folder: URL(fileURLWithPath: path))).ruleBook()
    }

    private var plain: [UInt8] {
        var out = ByteWriter(capacity: files.reduce(0) { $0 + $1.bytes.count + 100 })
        for file in files {
            out.write(file.path)
            out.write(file.bytes)
        }
        return out.bytes
    }

    /// All of them, compressed.
    var packed: [UInt8] { Compression.compress(plain) }

    /// SHA-256 of all of them.
    var digest: [UInt8] { Array(SHA256.hash(data: plain)) }

    /// The rule book in them, by way of a temporary folder.
    func ruleBook() throws -> RuleBook {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("rule-book-" + UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        for file in files where !file.path.split(separator: "/").contains("..") {
            let url = folder.appendingPathComponent(file.path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(file.bytes).write(to: url)
        }
        return try RuleBook(directory: folder)
    }
}
