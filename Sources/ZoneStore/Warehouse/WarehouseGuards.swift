/// The schema's step that lets the database itself refuse a change of stock without a posting or a record.
///
/// Each balance names the last posting (an item also the last record) that made it. An update is refused unless it names
/// a later one of the same key and changes the balance by just what that one says; so each is counted once, and nothing
/// else changes a balance, whatever statement is sent.
enum WarehouseGuards {
    static let sql = columns + books + guards

    private static let columns = """
        ALTER TABLE stock_lot ADD COLUMN posting INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE stock_hold ADD COLUMN posting INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE stock_item ADD COLUMN posting INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE stock_item ADD COLUMN record INTEGER NOT NULL DEFAULT 0;
        UPDATE stock_lot SET posting = (SELECT coalesce(max(id), 0) FROM stock_posting);
        UPDATE stock_hold SET posting = (SELECT coalesce(max(id), 0) FROM stock_posting);
        UPDATE stock_item SET posting = (SELECT coalesce(max(id), 0) FROM stock_posting),
            record = (SELECT coalesce(max(id), 0) FROM stock_record);
        DROP TRIGGER stock_posting_books;
        DROP TRIGGER stock_posting_hold;
        DROP TRIGGER stock_record_books;

        """

    /// What a posting and a record change.
    private static let books = """
        CREATE TRIGGER stock_posting_books AFTER INSERT ON stock_posting
        BEGIN
            INSERT INTO stock_lot
            SELECT NEW.account, NEW.item, NEW.unit, NEW.lot, NEW.expires, 0, 0, 0, 0, 0
            WHERE NOT EXISTS (SELECT 1 FROM stock_lot WHERE (account, item, unit, lot)
                = (NEW.account, NEW.item, NEW.unit, NEW.lot));
            UPDATE stock_lot SET
                entered = entered + NEW.quantity * ((NEW.from_side = 0) - (NEW.to_side = 0)),
                free = free + NEW.quantity * ((NEW.to_side = 1) - (NEW.from_side = 1)),
                held = held + NEW.quantity * ((NEW.to_side = 2) - (NEW.from_side = 2)),
                gone = gone + NEW.quantity * ((NEW.to_side = 3) - (NEW.from_side = 3)),
                posting = NEW.id
            WHERE (account, item, unit, lot) = (NEW.account, NEW.item, NEW.unit, NEW.lot);
            INSERT INTO stock_item
            SELECT NEW.account, NEW.item, NEW.unit, 0, 0, NULL, NEW.at_ms, 0, 0
            WHERE NOT EXISTS (SELECT 1 FROM stock_item WHERE (account, item, unit)
                = (NEW.account, NEW.item, NEW.unit));
            UPDATE stock_item SET
                book = book + NEW.quantity
                    * ((NEW.to_side IN (1, 2)) - (NEW.from_side IN (1, 2))),
                declared = declared + NEW.declared,
                changed_ms = NEW.at_ms,
                posting = NEW.id
            WHERE (account, item, unit) = (NEW.account, NEW.item, NEW.unit);
        END;

        CREATE TRIGGER stock_posting_hold AFTER INSERT ON stock_posting
        WHEN NEW.declaration_id > 0
        BEGIN
            INSERT INTO stock_hold
            SELECT NEW.declaration_id, NEW.gnum, NEW.account, NEW.item, NEW.unit, NEW.lot,
                NEW.expires, 0, 0, 0
            WHERE NOT EXISTS (SELECT 1 FROM stock_hold
                WHERE (declaration_id, gnum, account, item, unit, lot) = (NEW.declaration_id,
                    NEW.gnum, NEW.account, NEW.item, NEW.unit, NEW.lot));
            UPDATE stock_hold SET
                held = held + NEW.quantity * ((NEW.to_side = 2) - (NEW.from_side = 2)),
                gone = gone + NEW.quantity * ((NEW.to_side = 3) - (NEW.from_side = 3)),
                posting = NEW.id
            WHERE (declaration_id, gnum, account, item, unit, lot) = (NEW.declaration_id,
                NEW.gnum, NEW.account, NEW.item, NEW.unit, NEW.lot);
        END;

        CREATE TRIGGER stock_record_books AFTER INSERT ON stock_record
        BEGIN
            INSERT INTO stock_item
            SELECT NEW.account, NEW.item, NEW.unit, 0, 0, NULL, NEW.at_ms, 0, 0
            WHERE NOT EXISTS (SELECT 1 FROM stock_item WHERE (account, item, unit)
                = (NEW.account, NEW.item, NEW.unit));
            UPDATE stock_item SET
                declared = declared + CASE NEW.kind WHEN 1 THEN NEW.amount ELSE 0 END,
                physical = CASE NEW.kind WHEN 1 THEN physical WHEN 2 THEN NEW.amount
                    ELSE coalesce(physical, 0) + NEW.amount END,
                changed_ms = NEW.at_ms,
                record = NEW.id
            WHERE (account, item, unit) = (NEW.account, NEW.item, NEW.unit);
        END;

        """

    /// Updates have their reason; a balance begins at nothing, once, and stays.
    private static let guards =
        """
        CREATE TRIGGER stock_lot_by_posting BEFORE UPDATE ON stock_lot
        WHEN NOT EXISTS (
            SELECT 1 FROM stock_posting p WHERE p.id = NEW.posting AND p.id > OLD.posting
                AND (p.account, p.item, p.unit, p.lot)
                    = (OLD.account, OLD.item, OLD.unit, OLD.lot)
                AND (NEW.account, NEW.item, NEW.unit, NEW.lot, NEW.expires)
                    = (OLD.account, OLD.item, OLD.unit, OLD.lot, OLD.expires)
                AND NEW.entered
                    = OLD.entered + p.quantity * ((p.from_side = 0) - (p.to_side = 0))
                AND NEW.free = OLD.free + p.quantity * ((p.to_side = 1) - (p.from_side = 1))
                AND NEW.held = OLD.held + p.quantity * ((p.to_side = 2) - (p.from_side = 2))
                AND NEW.gone = OLD.gone + p.quantity * ((p.to_side = 3) - (p.from_side = 3)))
        BEGIN SELECT raise(ABORT, 'stock changes by postings only'); END;

        CREATE TRIGGER stock_hold_by_posting BEFORE UPDATE ON stock_hold
        WHEN NOT EXISTS (
            SELECT 1 FROM stock_posting p WHERE p.id = NEW.posting AND p.id > OLD.posting
                AND (p.declaration_id, p.gnum, p.account, p.item, p.unit, p.lot)
                    = (OLD.declaration_id, OLD.gnum, OLD.account, OLD.item, OLD.unit, OLD.lot)
                AND (NEW.declaration_id, NEW.gnum, NEW.account, NEW.item, NEW.unit, NEW.lot)
                    = (OLD.declaration_id, OLD.gnum, OLD.account, OLD.item, OLD.unit, OLD.lot)
                AND NEW.expires = OLD.expires
                AND NEW.held = OLD.held + p.quantity * ((p.to_side = 2) - (p.from_side = 2))
                AND NEW.gone = OLD.gone + p.quantity * ((p.to_side = 3) - (p.from_side = 3)))
        BEGIN SELECT raise(ABORT, 'stock changes by postings only'); END;

        CREATE TRIGGER stock_item_by_entry BEFORE UPDATE ON stock_item
        WHEN (NEW.account, NEW.item, NEW.unit) <> (OLD.account, OLD.item, OLD.unit)
            OR (NOT EXISTS (
                SELECT 1 FROM stock_posting p WHERE p.id = NEW.posting AND p.id > OLD.posting
                    AND (p.account, p.item, p.unit) = (OLD.account, OLD.item, OLD.unit)
                    AND NEW.record = OLD.record AND NEW.physical IS OLD.physical
                    AND NEW.declared = OLD.declared + p.declared
                    AND NEW.book = OLD.book + p.quantity
                        * ((p.to_side IN (1, 2)) - (p.from_side IN (1, 2))))
            AND NOT EXISTS (
                SELECT 1 FROM stock_record r WHERE r.id = NEW.record AND r.id > OLD.record
                    AND (r.account, r.item, r.unit) = (OLD.account, OLD.item, OLD.unit)
                    AND NEW.posting = OLD.posting AND NEW.book = OLD.book
                    AND NEW.declared
                        = OLD.declared + CASE r.kind WHEN 1 THEN r.amount ELSE 0 END
                    AND NEW.physical IS CASE r.kind WHEN 1 THEN OLD.physical
                        WHEN 2 THEN r.amount ELSE coalesce(OLD.physical, 0) + r.amount END))
        BEGIN SELECT raise(ABORT, 'stock changes by postings and records only'); END;

        CREATE TRIGGER stock_lot_begins BEFORE INSERT ON stock_lot
        WHEN (NEW.entered, NEW.free, NEW.held, NEW.gone, NEW.posting) <> (0, 0, 0, 0, 0)
            OR EXISTS (SELECT 1 FROM stock_lot WHERE (account, item, unit, lot)
                = (NEW.account, NEW.item, NEW.unit, NEW.lot))
        BEGIN SELECT raise(ABORT, 'a lot begins empty'); END;

        CREATE TRIGGER stock_hold_begins BEFORE INSERT ON stock_hold
        WHEN (NEW.held, NEW.gone, NEW.posting) <> (0, 0, 0)
            OR EXISTS (SELECT 1 FROM stock_hold
                WHERE (declaration_id, gnum, account, item, unit, lot) = (NEW.declaration_id,
                    NEW.gnum, NEW.account, NEW.item, NEW.unit, NEW.lot))
        BEGIN SELECT raise(ABORT, 'a list begins with nothing'); END;

        CREATE TRIGGER stock_item_begins BEFORE INSERT ON stock_item
        WHEN (NEW.book, NEW.declared, NEW.posting, NEW.record) <> (0, 0, 0, 0)
            OR NEW.physical IS NOT NULL
            OR EXISTS (SELECT 1 FROM stock_item WHERE (account, item, unit)
                = (NEW.account, NEW.item, NEW.unit))
        BEGIN SELECT raise(ABORT, 'an item begins with nothing'); END;

        """
        + ["stock_lot", "stock_hold", "stock_item"].map { table in
            """
            CREATE TRIGGER \(table)_stays BEFORE DELETE ON \(table)
            BEGIN SELECT raise(ABORT, 'balances are never deleted'); END;

            """
        }.joined()
        + ["stock_posting", "stock_record"].map { table in
            """
            CREATE TRIGGER \(table)_is_new BEFORE INSERT ON \(table)
            WHEN EXISTS (SELECT 1 FROM \(table) WHERE id = NEW.id)
            BEGIN SELECT raise(ABORT, 'rows of the ledger are never replaced'); END;

            """
        }.joined()
}
