import Foundation
import ZoneTrust

/// A receipt with everything that proves it, for whoever has the zone's public key and nothing else; see docs/evidence.md.
public struct EvidenceFile: Codable, Equatable, Sendable {
    /// Always `pilotzone-evidence/1`.
    public var format: String
    /// The receipt as the message that customs would send.
    public var receipt: String
    /// Content of the leaf, base64: the event that the receipt was made from.
    public var leaf: String
    /// Number of the leaf.
    public var index: Int
    /// Hashes from the leaf's sibling up to the root, base64.
    public var proof: [String]
    /// The signed head that the proof leads to, with the co-signatures of witnesses.
    public var head: String
    /// The zone's public key.
    public var key: String
    /// Public keys of the witnesses that signed the head.
    public var witnesses: [String]

    /// The format of files that this program writes and reads.
    public static let format = "pilotzone-evidence/1"
    /// Largest file that is read, bytes.
    public static let byteCountMax = 4 << 20

    /// The file as it is kept.
    public var bytes: [UInt8] {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
            return [UInt8](try encoder.encode(self)) + [0x0A]
        }
    }
}

/// A head of the tree as it was signed.
public struct EvidenceHead: Sendable {
    /// How many leaves it has.
    public var size: Int
    /// The root, base64.
    public var root: String
    /// When the zone signed it, in milliseconds since 1970.
    public var atMs: Int64
    /// The signed note, with the co-signatures there are.
    public var note: String
    /// Names of the witnesses that signed it.
    public var witnesses: [String]
}

/// A leaf of the tree with the way to a root.
public struct EvidenceProof: Codable, Sendable {
    /// Number of the leaf and of the tree's leaves.
    public var index: Int
    public var size: Int
    /// Content and hash of the leaf, base64.
    public var leaf: String
    public var leafHash: String
    /// Hashes from the leaf's sibling up to the root, base64.
    public var proof: [String]
}

/// That one tree is the beginning of another.
public struct EvidenceConsistency: Codable, Sendable {
    public var from: Int
    public var to: Int
    /// Hashes in the order of RFC 9162, base64.
    public var proof: [String]
}

/// Why a co-signature was not taken.
public enum CosignatureRefusal: Error, Equatable, Sendable {
    /// No signature line of a note.
    case malformed
    /// The key is none of a witness that the operator has named.
    case unknownWitness
    /// The zone has no head of that size.
    case unknownHead
    /// The signature is not that of the key over that head.
    case wrongSignature
}
