import Crypto
import Foundation
import ZoneCore

/// What the head of a case file says: what it is about, for whom and what for, and the digest of each of its files.
struct CaseManifest: Codable {
    struct File: Codable {
        var name: String
        var byteCount: Int
        /// Hexadecimal.
        var sha256: String
    }

    /// Always ``CaseFile/format``.
    var format: String
    var declaration: String
    var at: String
    var by: String
    var purpose: String
    var program: String
    /// The zone's public key, base64; the signature of this very text lies in `manifest.sig`.
    var key: String
    var files: [File]
}

/// The archive of one declaration: everything the zone keeps of it, under one signature.
public enum CaseFile {
    static let format = "pilotzone-case/1"
    static let manifestName = "manifest.json"
    static let signatureName = "manifest.sig"
    /// Most files of an archive.
    static let fileCountMax = 10_000
    /// Largest archive, bytes.
    public static let byteCountMax = 64 << 20

    static func sha256(_ bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count < 2 ? "0" + digits : digits
        }.joined()
    }

    /// Everything that is wrong with an archive, offline; nothing where it is whole and signed by that key, or, without one,
    /// by the key that it names itself.
    public static func problems(in bytes: [UInt8], key: String? = nil) -> [String] {
        guard bytes.count <= byteCountMax,
            let entries = TarFile.entries(of: bytes, countMax: fileCountMax),
            let head = entries.first(where: { $0.name == manifestName }),
            let manifest = try? JSONDecoder().decode(CaseManifest.self, from: Data(head.bytes)),
            manifest.format == format
        else { return ["不是案卷 / not a case file"] }
        var problems = signatureProblems(entries, head, key ?? manifest.key)
        let others = entries.filter { ![manifestName, signatureName].contains($0.name) }
        for file in manifest.files {
            let found = others.filter { $0.name == file.name }
            guard let entry = found.first, found.count == 1 else {
                problems.append("\(file.name): \(found.count) 份，应为 1 / \(found.count) of 1")
                continue
            }
            let digest = sha256(entry.bytes)
            if digest != file.sha256 {
                problems.append("\(file.name): SHA-256 \(digest), 应为 / expected \(file.sha256)")
            }
        }
        let known = Set(manifest.files.map(\.name))
        for entry in others where !known.contains(entry.name) {
            problems.append("\(entry.name): 目录中没有 / not in the manifest")
        }
        return problems
    }

    private static func signatureProblems(
        _ entries: [TarFile.Entry], _ head: TarFile.Entry, _ key: String
    ) -> [String] {
        let text = entries.first { $0.name == signatureName }.map {
            String(decoding: $0.bytes, as: UTF8.self)
        }
        guard let signature = text.flatMap({ Data(base64Encoded: $0) }),
            let bytes = Data(base64Encoded: key),
            let known = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes),
            known.isValidSignature(signature, for: head.bytes)
        else { return ["\(signatureName): 签名无效 / the signature is not good"] }
        return []
    }
}
