internal import Crypto
internal import Foundation

/// A public key of Ed25519 with the name of its owner and what it signs.
package struct NoteKey: Hashable, Sendable, CustomStringConvertible {
    /// What a key signs; a key of one kind can't stand in for the other.
    package enum Kind: UInt8, Sendable {
        /// Notes of its own.
        case note = 0x01
        /// Notes of others that it has found consistent with what it saw before, with the time.
        case cosignature = 0x04
    }

    package let name: String
    package let kind: Kind
    package let key: [UInt8]

    /// A key of 32 bytes; nil where the name or the key can't be one.
    package init?(name: String, kind: Kind, key: [UInt8]) {
        guard Self.isName(name), key.count == 32,
            (try? Curve25519.Signing.PublicKey(rawRepresentation: key)) != nil
        else { return nil }
        self.name = name
        self.kind = kind
        self.key = key
    }

    /// From `name+id+base64`; nil where it is not written so.
    package init?(_ text: String) {
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let value = Base64.bytes(parts[2]),
            let kind = value.first.flatMap(Kind.init)
        else { return nil }
        self.init(name: String(parts[0]), kind: kind, key: Array(value.dropFirst()))
        guard description == text else { return nil }
    }

    /// Begins every signature of the key: the beginning of a hash of name, kind and key.
    package var id: [UInt8] {
        Array(SHA256.hash(data: Array(name.utf8) + [0x0A, kind.rawValue] + key).prefix(4))
    }

    package var description: String {
        let hex = id.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return "\(name)+\(hex)+\(Base64.text([kind.rawValue] + key))"
    }

    /// Whether a signature says that it is of this key.
    package func claims(_ signature: NoteSignature) -> Bool {
        signature.name == name && signature.keyID == id
    }

    /// Whether the signature is that of this key over the text.
    package func isSigned(_ text: String, by signature: NoteSignature) -> Bool {
        guard claims(signature),
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: key)
        else { return false }
        switch kind {
        case .note: return key.isValidSignature(signature.bytes, for: Data(text.utf8))
        case .cosignature:
            guard let seconds = signature.cosignedAtSeconds else { return false }
            return key.isValidSignature(
                signature.bytes.dropFirst(8), for: Data(cosigned(text, at: seconds).utf8))
        }
    }

    /// Not empty, at most 200 bytes, and without what separates it from others.
    static func isName(_ name: some StringProtocol) -> Bool {
        (1...200).contains(name.utf8.count)
            && !name.unicodeScalars.contains {
                $0 == "+" || $0.properties.isWhitespace || $0.value < 0x20
            }
    }
}

extension NoteSignature {
    /// When a co-signature was made, by its witness's clock; nil where it can't be a co-signature.
    package var cosignedAtSeconds: Int64? {
        guard bytes.count == 72 else { return nil }
        let seconds = bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return Int64(exactly: seconds)
    }
}

/// What a witness signs.
private func cosigned(_ text: String, at seconds: Int64) -> String {
    "cosignature/v1\ntime \(seconds)\n\(text)"
}

/// Who signs notes: a private key, its name and its kind.
package struct NoteSigner: Sendable {
    package let key: NoteKey
    private let privateKey: Curve25519.Signing.PrivateKey

    /// From a seed of 32 bytes; nil where that or the name can't be one. A name is made from the key where none is given,
    /// so that two keys never have the same.
    package init?(seed: [UInt8], kind: NoteKey.Kind, name: String? = nil) {
        guard let privateKey = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
            return nil
        }
        let bytes = [UInt8](privateKey.publicKey.rawRepresentation)
        let digest = SHA256.hash(data: bytes).prefix(8)
        let hex = digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        guard let key = NoteKey(name: name ?? "pilotzone/" + hex, kind: kind, key: bytes) else {
            return nil
        }
        self.key = key
        self.privateKey = privateKey
    }

    /// The key of a zone, made from its secret, so that it stays the same and is kept nowhere else.
    package init?(zoneSecret: [UInt8]) {
        let seed = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: zoneSecret),
            info: Data("pilotzone evidence key".utf8), outputByteCount: 32)
        self.init(seed: seed.withUnsafeBytes { Array($0) }, kind: .note)
    }

    /// Signs a text; `seconds` is the time of a co-signature, and of nothing else.
    package func sign(_ text: String, at seconds: Int64 = 0) throws -> NoteSignature {
        var bytes: [UInt8] = []
        var content = text
        if key.kind == .cosignature {
            bytes = (0..<8).map { UInt8(truncatingIfNeeded: seconds >> (56 - 8 * $0)) }
            content = cosigned(text, at: seconds)
        }
        bytes += try privateKey.signature(for: Data(content.utf8))
        return NoteSignature(name: key.name, keyID: key.id, bytes: bytes)
    }
}
