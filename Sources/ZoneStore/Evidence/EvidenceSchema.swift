/// The tables of the evidence: what of the Merkle tree can't be made from the journal again, and what was signed.
enum EvidenceSchema {
    static let sql = """
        -- Hashes of complete subtrees of 256, 65,536, ... leaves. The leaves are hashes of the journal's events and lie
        -- nowhere else: a journal that was changed does not fit these any more.
        CREATE TABLE evidence_node (
            level INTEGER NOT NULL CHECK (level > 0),
            place INTEGER NOT NULL CHECK (place >= 0),
            hash BLOB NOT NULL CHECK (length(hash) = 32),
            PRIMARY KEY (level, place)
        ) STRICT, WITHOUT ROWID;

        -- The tree after each transaction that appended to the journal. The signature is empty in a zone without a key.
        CREATE TABLE evidence_head (
            size INTEGER PRIMARY KEY CHECK (size > 0),
            journal_seq INTEGER NOT NULL UNIQUE,
            at_ms INTEGER NOT NULL,
            root BLOB NOT NULL CHECK (length(root) = 32),
            signature BLOB NOT NULL CHECK (length(signature) IN (0, 64))
        ) STRICT;

        CREATE TABLE evidence_cosignature (
            size INTEGER NOT NULL REFERENCES evidence_head (size),
            witness TEXT NOT NULL,
            at_s INTEGER NOT NULL,
            signature BLOB NOT NULL CHECK (length(signature) = 64),
            PRIMARY KEY (size, witness)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX evidence_cosignature_witness ON evidence_cosignature (witness, size);

        """
        + ["evidence_node", "evidence_head", "evidence_cosignature"].map { table in
            """
            CREATE TRIGGER \(table)_kept BEFORE UPDATE ON \(table)
            BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END;
            CREATE TRIGGER \(table)_stays BEFORE DELETE ON \(table)
            BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END;

            """
        }.joined()
}
