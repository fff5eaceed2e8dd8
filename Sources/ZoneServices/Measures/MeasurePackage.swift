import Crypto
import Foundation
public import ZoneCore
import ZoneRules

/// A measure as one file, signed by the zone that gives it away. The file is named by its own digest.
public struct MeasurePackage: Codable, Hashable, Sendable {
    /// Always `pilotzone-measure-package/1`.
    public var format: String
    /// The measure as text: what is signed.
    public var measure: String
    /// Always `Ed25519`.
    public var algorithm: String
    /// The zone's public key and the signature, base64.
    public var key: String
    public var signature: String

    /// The format that this program writes and reads.
    public static let format = "pilotzone-measure-package/1"
    /// Largest file that is read, bytes.
    public static let byteCountMax = 2 << 20

    /// The file.
    public var bytes: [UInt8] {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
            return [UInt8](try encoder.encode(self)) + [0x0A]
        }
    }

    /// What a file of these bytes is called.
    public static func name(of bytes: [UInt8]) -> String {
        hexDigest(bytes) + ".measure.json"
    }
}

/// What a file holds: the measure as far as it can be read, and everything that is wrong.
public struct MeasureFile: Sendable {
    public private(set) var measure: Measure?
    public private(set) var package: MeasurePackage?
    public private(set) var problems: [FilingProblem] = []

    /// Reads a file. `key` is the one that has to have signed it, base64; `name` is what it is called, where that is known.
    public init(_ bytes: [UInt8], key: String, name: String? = nil) {
        guard bytes.count <= MeasurePackage.byteCountMax else {
            add(
                "package", "\(bytes.count)", "最多\(MeasurePackage.byteCountMax)字节。",
                "At most \(MeasurePackage.byteCountMax) bytes.")
            return
        }
        if let name, name != MeasurePackage.name(of: bytes) {
            add(
                "name", name, "文件名与内容不符，应为\(MeasurePackage.name(of: bytes))。",
                "The name is not that of the content: \(MeasurePackage.name(of: bytes)).")
        }
        guard let package = try? JSONDecoder().decode(MeasurePackage.self, from: Data(bytes))
        else {
            add("package", "", "不是举措文件。", "This is no file of a measure.")
            return
        }
        self.package = package
        checkSignature(package, key)
        var reader = MeasureReader(package.measure)
        measure = reader.measure()
        problems += reader.problems
        // Another text of the same measure would have another digest: there is one.
        if let measure, problems.isEmpty, (try? measure.text) != package.measure {
            add("measure", "", "不是规范格式的文本。", "The text is not in its one form.")
        }
    }

    private mutating func checkSignature(_ package: MeasurePackage, _ key: String) {
        if package.format != MeasurePackage.format {
            add(
                "format", package.format, "应为\(MeasurePackage.format)。",
                "Expected \(MeasurePackage.format).")
        }
        if package.algorithm != "Ed25519" {
            add("algorithm", package.algorithm, "应为Ed25519。", "Expected Ed25519.")
        }
        if package.key != key {
            add(
                "key", package.key, "签名公钥不是所信任的\(key)。",
                "The signing key is not the trusted \(key).")
        }
        guard let publicKey = Data(base64Encoded: package.key),
            let known = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey),
            let signature = Data(base64Encoded: package.signature),
            known.isValidSignature(signature, for: Data(package.measure.utf8))
        else {
            add(
                "signature", package.signature, "签名无效：内容被改动或密钥不符。",
                "The signature is not that of the key over the measure.")
            return
        }
    }

    private mutating func add(_ field: String, _ value: String, _ zh: String, _ en: String) {
        problems.append(FilingProblem(field: field, value: value, zh: zh, en: en))
    }
}
