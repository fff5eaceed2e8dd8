internal import Crypto
internal import Foundation

/// Seals secrets that have to be read again, for the books: AES-256-GCM under a key of the zone's secret.
package struct SecretBox: Sendable {
    private let key: [UInt8]

    /// `purpose` separates boxes: one can't open what another sealed.
    package init(secret: [UInt8], purpose: String) {
        let derived = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: secret), info: Array(purpose.utf8),
            outputByteCount: 32)
        key = derived.withUnsafeBytes { [UInt8]($0) }
    }

    /// The sealed bytes; they open for the same `owner` only.
    package func seal(_ bytes: [UInt8], owner: String) throws -> [UInt8] {
        let box = try AES.GCM.seal(
            bytes, using: SymmetricKey(data: key), authenticating: Array(owner.utf8))
        return [UInt8](box.combined ?? Data())
    }

    /// What was sealed; nil where that is not from this box, of another owner, or was changed.
    package func open(_ sealed: [UInt8], owner: String) -> [UInt8]? {
        guard let box = try? AES.GCM.SealedBox(combined: sealed),
            let bytes = try? AES.GCM.open(
                box, using: SymmetricKey(data: key), authenticating: Array(owner.utf8))
        else { return nil }
        return [UInt8](bytes)
    }
}
