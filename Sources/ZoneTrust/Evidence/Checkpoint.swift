internal import ZoneCore

/// A tree head as text, in the form that transparency logs share (C2SP tlog-checkpoint): the log's name, the number of
/// leaves, the root, and as an extension line the time of the zone.
package struct Checkpoint: Hashable, Sendable, CustomStringConvertible {
    /// Name of the log, which is that of its key.
    package var origin: String
    package var size: Int
    package var root: MerkleHash
    /// When the zone made it, in milliseconds since 1970.
    package var atMs: Int64

    /// A head with all its parts.
    package init(origin: String, size: Int, root: MerkleHash, atMs: Int64) {
        self.origin = origin
        self.size = size
        self.root = root
        self.atMs = atMs
    }

    /// From its text; nil where it is not written as ``description``.
    package init?(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count == 5, NoteKey.isName(lines[0]), let size = Int(lines[1]), size >= 0,
            let root = Base64.bytes(lines[2]).flatMap({ MerkleHash($0) }),
            lines[3].hasPrefix("time "), let atMs = Int64(lines[3].dropFirst(5)),
            Timestamp.writable.contains(atMs)
        else { return nil }
        self.init(origin: String(lines[0]), size: size, root: root, atMs: atMs)
        guard description == text else { return nil }
    }

    package var description: String {
        "\(origin)\n\(size)\n\(Base64.text(root.bytes))\ntime \(atMs)\n"
    }
}
