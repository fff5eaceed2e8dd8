import Crypto
import Foundation
import ZoneRules
import ZoneStore

/// The files of a rule book as bytes, so that history can keep the very book that decided.
extension RuleBookFiles {
    /// Most bytes of a rule book, packed.
    private static let packedByteCountMax = 256 << 20

    /// What ``packed`` gave; nil where the bytes are not that.
    init?(packed: [UInt8]) {
        guard let bytes = Compression.decompress(packed, countMax: Self.packedByteCountMax) else {
            return nil
        }
        var texts: [String: String] = [:]
        var from = ByteReader(bytes)
        while !from.isAtEnd {
            let path = from.text()
            texts[path] = from.text()
            if from.isExhausted { return nil }
        }
        self.init(texts: texts)
    }

    private var plain: [UInt8] {
        var out = ByteWriter(capacity: texts.reduce(0) { $0 + $1.value.utf8.count + 100 })
        for (path, text) in texts.sorted(by: { $0.key < $1.key }) {
            out.write(path)
            out.write(text)
        }
        return out.bytes
    }

    /// All of them, compressed.
    var packed: [UInt8] { Compression.compress(plain) }

    /// SHA-256 of all of them.
    var digest: [UInt8] { Array(SHA256.hash(data: plain)) }

    /// The rule book of a folder; the one that comes with the program where there is none.
    static func folder(_ path: String?) -> RuleBookFiles {
        path.map { RuleBookFiles(directory: URL(fileURLWithPath: $0)) } ?? .bundled()
    }
}
