import Crypto
import Foundation
import ZoneRules
import ZoneStore

/// The files of a rule book as bytes, so that history keeps the very book that decided.
extension RuleBookFiles {
    /// Most bytes of a rule book, unpacked.
    private static let unpackedCountMax = 256 << 20

    /// What ``packed`` gave; nil where the bytes are not that.
    init?(packed: [UInt8]) {
        guard let bytes = Compression.decompress(packed, countMax: Self.unpackedCountMax) else {
            return nil
        }
        var texts: [String: String] = [:]
        var from = ByteReader(bytes)
        while !from.isAtEnd {
            let path = from.text()
            texts[path] = String(decoding: from.byteRun(), as: UTF8.self)
            if from.isExhausted { return nil }
        }
        self.init(texts: texts)
    }

    /// The bundled book with the files of a folder in place of its own; all problems are thrown.
    static func ruleBook(overlaidBy path: String?) throws -> RuleBook {
        guard let path else { return try RuleBook.bundled() }
        return try RuleBook.load(overlay: URL(fileURLWithPath: path))
    }

    private var plain: [UInt8] {
        var out = ByteWriter(
            capacity: texts.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count + 16 })
        for (path, text) in texts.sorted(by: { $0.key < $1.key }) {
            out.write(path)
            out.write(Array(text.utf8))
        }
        return out.bytes
    }

    /// All of them, compressed.
    var packed: [UInt8] { Compression.compress(plain) }

    /// SHA-256 of all of them.
    var digest: [UInt8] { Array(SHA256.hash(data: plain)) }
}
