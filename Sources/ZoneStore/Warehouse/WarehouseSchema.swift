/// The tables of the warehouse ledger.
///
/// A row of `stock_posting` is the only way to change a balance: triggers keep the balance of its lot, of its item and of
/// the list that it is for, and the CHECKs there make the posting fail that would take a side below zero. The same
/// holds for what the warehouse and its declarants record (`stock_record`). Each change of one of an item's three stocks
/// opens or closes its discrepancy. Quantities are in hundred-thousandths of the unit. Postings and records are only
/// added.
enum WarehouseSchema {
    static let sql =
        """
        CREATE TABLE stock_account (
            code TEXT PRIMARY KEY CHECK (length(code) BETWEEN 1 AND 64),
            kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 2),
            owner TEXT NOT NULL CHECK (owner <> ''),
            name TEXT NOT NULL CHECK (name <> ''),
            actor TEXT NOT NULL CHECK (actor <> ''),
            at_ms INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- Sides: 0 outside, 1 free, 2 held, 3 gone. What one side loses the other has.
        CREATE TABLE stock_posting (
            id INTEGER PRIMARY KEY,
            at_ms INTEGER NOT NULL,
            account TEXT NOT NULL REFERENCES stock_account (code),
            item TEXT NOT NULL CHECK (item <> ''),
            unit TEXT NOT NULL,
            lot TEXT NOT NULL,
            expires INTEGER NOT NULL,
            from_side INTEGER NOT NULL CHECK (from_side BETWEEN 0 AND 3),
            to_side INTEGER NOT NULL CHECK (to_side BETWEEN 0 AND 3 AND to_side <> from_side),
            quantity INTEGER NOT NULL CHECK (quantity > 0),
            declared INTEGER NOT NULL,
            cause TEXT NOT NULL CHECK (cause <> ''),
            declaration_id INTEGER NOT NULL,
            gnum INTEGER NOT NULL,
            reference TEXT NOT NULL,
            reason TEXT NOT NULL CHECK (cause <> 'adjustment' OR reason <> ''),
            actor TEXT NOT NULL
        ) STRICT;
        CREATE INDEX stock_posting_account ON stock_posting (account, id);

        CREATE TABLE stock_lot (
            account TEXT NOT NULL,
            item TEXT NOT NULL,
            unit TEXT NOT NULL,
            lot TEXT NOT NULL,
            expires INTEGER NOT NULL,
            entered INTEGER NOT NULL,
            free INTEGER NOT NULL CHECK (free >= 0),
            held INTEGER NOT NULL CHECK (held >= 0),
            gone INTEGER NOT NULL CHECK (gone >= 0),
            PRIMARY KEY (account, item, unit, lot),
            CHECK (entered = free + held + gone)
        ) STRICT, WITHOUT ROWID;

        -- What a list holds; no more can be given back than was taken.
        CREATE TABLE stock_hold (
            declaration_id INTEGER NOT NULL,
            gnum INTEGER NOT NULL,
            account TEXT NOT NULL,
            item TEXT NOT NULL,
            unit TEXT NOT NULL,
            lot TEXT NOT NULL,
            expires INTEGER NOT NULL,
            held INTEGER NOT NULL CHECK (held >= 0),
            gone INTEGER NOT NULL CHECK (gone >= 0),
            PRIMARY KEY (declaration_id, gnum, account, item, unit, lot)
        ) STRICT, WITHOUT ROWID;

        -- The three stocks of an item; physical is NULL until the warehouse counted.
        CREATE TABLE stock_item (
            account TEXT NOT NULL,
            item TEXT NOT NULL,
            unit TEXT NOT NULL,
            book INTEGER NOT NULL CHECK (book >= 0),
            declared INTEGER NOT NULL,
            physical INTEGER CHECK (physical >= 0),
            changed_ms INTEGER NOT NULL,
            PRIMARY KEY (account, item, unit)
        ) STRICT, WITHOUT ROWID;

        -- Kinds: 1 declared (amount is added), 2 counted (amount is what there is), 3 scanned (amount is added).
        CREATE TABLE stock_record (
            id INTEGER PRIMARY KEY,
            at_ms INTEGER NOT NULL,
            account TEXT NOT NULL REFERENCES stock_account (code),
            item TEXT NOT NULL CHECK (item <> ''),
            unit TEXT NOT NULL,
            kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 3),
            amount INTEGER NOT NULL,
            reference TEXT NOT NULL,
            reason TEXT NOT NULL,
            actor TEXT NOT NULL CHECK (actor <> '')
        ) STRICT;

        -- What was asked for under a sender's id, so that it is done once.
        CREATE TABLE stock_request (
            account TEXT NOT NULL,
            id TEXT NOT NULL CHECK (length(id) BETWEEN 1 AND 64),
            content BLOB NOT NULL,
            PRIMARY KEY (account, id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE stock_discrepancy (
            id INTEGER PRIMARY KEY,
            account TEXT NOT NULL,
            item TEXT NOT NULL,
            unit TEXT NOT NULL,
            since_ms INTEGER NOT NULL,
            closed_ms INTEGER CHECK (closed_ms >= since_ms)
        ) STRICT;
        CREATE UNIQUE INDEX stock_discrepancy_open ON stock_discrepancy (account, item, unit)
            WHERE closed_ms IS NULL;

        CREATE TABLE gate_pass (
            id TEXT PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64),
            account TEXT NOT NULL REFERENCES stock_account (code),
            is_out INTEGER NOT NULL CHECK (is_out BETWEEN 0 AND 1),
            vehicle TEXT NOT NULL CHECK (vehicle <> ''),
            seals TEXT NOT NULL,
            declarations TEXT NOT NULL,
            movements TEXT NOT NULL,
            issued_ms INTEGER NOT NULL,
            expires_ms INTEGER NOT NULL CHECK (expires_ms > issued_ms),
            used_ms INTEGER CHECK (used_ms BETWEEN issued_ms AND expires_ms),
            actor TEXT NOT NULL CHECK (actor <> '')
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX gate_pass_account ON gate_pass (account, id);

        -- A list's goods leave once.
        CREATE TABLE gate_pass_list (
            declaration_id INTEGER PRIMARY KEY,
            pass TEXT NOT NULL REFERENCES gate_pass (id)
        ) STRICT;

        CREATE TABLE gate_event (
            id INTEGER PRIMARY KEY,
            at_ms INTEGER NOT NULL,
            pass TEXT NOT NULL,
            gate TEXT NOT NULL CHECK (gate <> ''),
            outcome TEXT NOT NULL CHECK (
                outcome IN ('passed', 'expired', 'alreadyUsed', 'notFound', 'notInStock')),
            actor TEXT NOT NULL CHECK (actor <> '')
        ) STRICT;
        CREATE INDEX gate_event_pass ON gate_event (pass, id);

        """ + triggers
        + ["stock_posting", "stock_record", "stock_request", "gate_event"].map(guardRows).joined()

    private static let triggers = """
        CREATE TRIGGER stock_posting_books AFTER INSERT ON stock_posting
        BEGIN
            INSERT INTO stock_lot
            VALUES (NEW.account, NEW.item, NEW.unit, NEW.lot, NEW.expires, 0, 0, 0, 0)
            ON CONFLICT DO NOTHING;
            UPDATE stock_lot SET
                entered = entered + NEW.quantity * ((NEW.from_side = 0) - (NEW.to_side = 0)),
                free = free + NEW.quantity * ((NEW.to_side = 1) - (NEW.from_side = 1)),
                held = held + NEW.quantity * ((NEW.to_side = 2) - (NEW.from_side = 2)),
                gone = gone + NEW.quantity * ((NEW.to_side = 3) - (NEW.from_side = 3))
            WHERE account = NEW.account AND item = NEW.item AND unit = NEW.unit AND lot = NEW.lot;
            INSERT INTO stock_item
            VALUES (NEW.account, NEW.item, NEW.unit, 0, 0, NULL, NEW.at_ms) ON CONFLICT DO NOTHING;
            UPDATE stock_item SET
                book = book + NEW.quantity
                    * ((NEW.to_side IN (1, 2)) - (NEW.from_side IN (1, 2))),
                declared = declared + NEW.declared,
                changed_ms = NEW.at_ms
            WHERE account = NEW.account AND item = NEW.item AND unit = NEW.unit;
        END;

        CREATE TRIGGER stock_posting_hold AFTER INSERT ON stock_posting
        WHEN NEW.declaration_id > 0
        BEGIN
            INSERT INTO stock_hold
            VALUES (NEW.declaration_id, NEW.gnum, NEW.account, NEW.item, NEW.unit, NEW.lot,
                NEW.expires, 0, 0)
            ON CONFLICT DO NOTHING;
            UPDATE stock_hold SET
                held = held + NEW.quantity * ((NEW.to_side = 2) - (NEW.from_side = 2)),
                gone = gone + NEW.quantity * ((NEW.to_side = 3) - (NEW.from_side = 3))
            WHERE declaration_id = NEW.declaration_id AND gnum = NEW.gnum
                AND account = NEW.account AND item = NEW.item AND unit = NEW.unit
                AND lot = NEW.lot;
        END;

        CREATE TRIGGER stock_record_books AFTER INSERT ON stock_record
        BEGIN
            INSERT INTO stock_item
            VALUES (NEW.account, NEW.item, NEW.unit, 0, 0, NULL, NEW.at_ms) ON CONFLICT DO NOTHING;
            UPDATE stock_item SET
                declared = declared + CASE NEW.kind WHEN 1 THEN NEW.amount ELSE 0 END,
                physical = CASE NEW.kind WHEN 1 THEN physical WHEN 2 THEN NEW.amount
                    ELSE coalesce(physical, 0) + NEW.amount END,
                changed_ms = NEW.at_ms
            WHERE account = NEW.account AND item = NEW.item AND unit = NEW.unit;
        END;

        CREATE TRIGGER stock_item_differs AFTER UPDATE ON stock_item
        WHEN NEW.book <> NEW.declared OR NEW.physical <> NEW.book
        BEGIN
            INSERT INTO stock_discrepancy
            VALUES (NULL, NEW.account, NEW.item, NEW.unit, NEW.changed_ms, NULL)
            ON CONFLICT DO NOTHING;
        END;

        -- One that a single transaction opened and closed never was.
        CREATE TRIGGER stock_item_agrees AFTER UPDATE ON stock_item
        WHEN NEW.book = NEW.declared AND coalesce(NEW.physical, NEW.book) = NEW.book
        BEGIN
            DELETE FROM stock_discrepancy
            WHERE account = NEW.account AND item = NEW.item AND unit = NEW.unit
                AND closed_ms IS NULL AND since_ms = NEW.changed_ms;
            UPDATE stock_discrepancy SET closed_ms = NEW.changed_ms
            WHERE account = NEW.account AND item = NEW.item AND unit = NEW.unit
                AND closed_ms IS NULL;
        END;
        """

    /// Triggers that refuse to change or delete rows of a table.
    private static func guardRows(of table: String) -> String {
        ["UPDATE", "DELETE"].map { verb in
            """

            CREATE TRIGGER \(table)_no_\(verb.lowercased()) BEFORE \(verb) ON \(table)
            BEGIN SELECT raise(ABORT, 'rows of the ledger are never changed'); END;
            """
        }.joined()
    }
}
