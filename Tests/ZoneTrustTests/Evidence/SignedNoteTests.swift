import Testing
import ZoneTrust

@Suite struct SignedNoteTests {
    let zone = NoteSigner(seed: Array(1...32), kind: .note)!
    let witness = NoteSigner(seed: Array(2...33), kind: .cosignature, name: "customs")!

    func note() throws -> SignedNote {
        let checkpoint = Checkpoint(
            origin: zone.key.name, size: 1234, root: .leaf([1]), atMs: 1_795_822_738_123)
        let text = checkpoint.description
        return SignedNote(
            text: text,
            signatures: [try zone.sign(text), try witness.sign(text, at: 1_795_822_800)])
    }

    /// What is written is read again as it was, and both signatures hold.
    @Test func isReadAsItIsWritten() throws {
        let note = try note()
        let again = try #require(SignedNote(note.description))
        #expect(again == note)
        let checkpoint = try #require(Checkpoint(again.text))
        #expect(checkpoint.description == again.text)
        #expect(checkpoint.size == 1234)
        #expect(zone.key.isSigned(again.text, by: again.signatures[0]))
        #expect(witness.key.isSigned(again.text, by: again.signatures[1]))
        #expect(again.signatures[1].cosignedAtSeconds == 1_795_822_800)
        #expect(NoteKey(zone.key.description) == zone.key)
        #expect(NoteKey(witness.key.description) == witness.key)
    }

    /// A key of one kind or name does not stand in for another.
    @Test func keysAreApart() throws {
        let note = try note()
        let asWitness = try #require(
            NoteKey(name: zone.key.name, kind: .cosignature, key: zone.key.key))
        let renamed = try #require(NoteKey(name: "other", kind: .note, key: zone.key.key))
        #expect(!asWitness.isSigned(note.text, by: note.signatures[0]))
        #expect(!renamed.isSigned(note.text, by: note.signatures[0]))
        #expect(!zone.key.isSigned(note.text, by: note.signatures[1]))
        #expect(asWitness.id != zone.key.id)
    }

    /// Any other byte anywhere in the written note is refused: as a note, as a checkpoint, or by a signature.
    @Test func noByteCanBeChangedUnseen() throws {
        let whole = Array(try note().description.utf8)
        for place in whole.indices {
            for change: UInt8 in [1, 2, 0x20, 0x80] {
                var bytes = whole
                bytes[place] ^= change
                let text = String(decoding: bytes, as: UTF8.self)
                guard Array(text.utf8) == bytes, let note = SignedNote(text),
                    Checkpoint(note.text) != nil, note.signatures.count == 2
                else { continue }
                let holds =
                    zone.key.isSigned(note.text, by: note.signatures[0])
                    && witness.key.isSigned(note.text, by: note.signatures[1])
                #expect(!holds, "byte \(place) ^ \(change)")
            }
        }
    }

    @Test(arguments: [
        "", "\n", "text\n", "text\n\n", "text\n\nsignature\n", "text\n\n\u{2014} a b\n",
        "text\n\n- name AAAAAAA=\n", "\n\n\u{2014} name AAAAAAA=\n", "a\n\n\u{2014} n AAAAAAA=",
        "a\n\n\u{2014} n AAAAAAB=\n", "a\n\n\u{2014} n+m AAAAAAA=\n", "a\n\n\u{2014}  AAAAAAA=\n",
    ])
    func whatIsNoNoteIsRefused(_ text: String) {
        #expect(SignedNote(text) == nil)
    }

    @Test(arguments: [
        "a\n1\n", "a\n01\nAAAA\ntime 1\n", "a\n-1\nAAAA\ntime 1\n", "a\n1\nAAAA\ntime 1\n",
        "a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\ntime 01\n",
        "a\n+1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\ntime 1\n",
        "a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\ntime 1",
        "a b\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\ntime 1\n",
    ])
    func whatIsNoCheckpointIsRefused(_ text: String) {
        #expect(Checkpoint(text) == nil)
    }

    @Test func keysAreReadOnlyAsTheyAreWritten() {
        let text = zone.key.description
        #expect(NoteKey(text + "=") == nil)
        #expect(NoteKey(text.uppercased()) == nil)
        #expect(NoteKey("x" + text) == nil)
        #expect(NoteKey(text.replacing("pilotzone", with: "pilot zone")) == nil)
        #expect(NoteKey("") == nil)
        #expect(NoteKey(name: "a", kind: .note, key: [1, 2]) == nil)
    }
}
