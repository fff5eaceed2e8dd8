internal import Foundation

/// A text with signatures by name, in the form that transparency logs share (C2SP signed-note): lines of text, an empty
/// line, and for each signature a line of a dash, a name and base64.
///
/// There is one way to write a note, and only that is read, so that no byte of it can be changed unseen.
package struct SignedNote: Hashable, Sendable, CustomStringConvertible {
    /// What is signed; ends with a newline.
    package let text: String
    package var signatures: [NoteSignature]

    /// Longest note, and most signatures of one.
    package static let byteCountMax = 65_536
    package static let signatureCountMax = 64

    /// A note of a text that ends with a newline.
    package init(text: String, signatures: [NoteSignature]) {
        self.text = text
        self.signatures = signatures
    }

    /// From its written form; nil where it is not one.
    package init?(_ note: String) {
        guard note.utf8.count <= Self.byteCountMax, note.hasSuffix("\n"),
            let gap = note.range(of: "\n\n", options: .backwards)
        else { return nil }
        let lines = note[gap.upperBound...].dropLast().split(
            separator: "\n", omittingEmptySubsequences: false)
        guard (1...Self.signatureCountMax).contains(lines.count) else { return nil }
        signatures = lines.compactMap { NoteSignature(line: String($0)) }
        text = String(note[..<gap.lowerBound]) + "\n"
        guard signatures.count == lines.count, text != "\n", description == note else { return nil }
    }

    package var description: String {
        text + "\n" + signatures.map { $0.line + "\n" }.joined()
    }
}

/// One signature of a note.
package struct NoteSignature: Hashable, Sendable {
    /// Whose it is.
    package let name: String
    /// The first four bytes of the signature, which tell by which key it is.
    package let keyID: [UInt8]
    /// The rest: of a co-signature the time, then Ed25519.
    package let bytes: [UInt8]

    /// A signature with all its parts.
    package init(name: String, keyID: [UInt8], bytes: [UInt8]) {
        self.name = name
        self.keyID = keyID
        self.bytes = bytes
    }

    /// From a line of a note, without its end; nil where it is none.
    package init?(line: String) {
        let parts = line.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "\u{2014}", NoteKey.isName(parts[1]),
            let value = Base64.bytes(parts[2]), value.count > 4
        else { return nil }
        self.init(
            name: String(parts[1]), keyID: Array(value.prefix(4)), bytes: Array(value.dropFirst(4)))
    }

    package var line: String { "\u{2014} \(name) \(Base64.text(keyID + bytes))" }
}

/// Base64 as it is written in notes and files of evidence.
package enum Base64 {
    /// The bytes of a text; nil where it is not written as ``text(_:)`` would, for one may be written in several ways.
    package static func bytes(_ text: some StringProtocol) -> [UInt8]? {
        guard let data = Data(base64Encoded: String(text)), data.base64EncodedString() == text
        else { return nil }
        return [UInt8](data)
    }

    /// The text of bytes.
    package static func text(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
}
