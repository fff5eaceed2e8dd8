/// The schema's step to exports without an invoice.
enum ZoneExportSchema {
    static let sql = """
        -- What was registered of a line of an export list; a correction is a further row.
        CREATE TABLE zone_export_record (
            declaration_id INTEGER NOT NULL REFERENCES declaration (id),
            gnum INTEGER NOT NULL,
            seq INTEGER NOT NULL CHECK (seq > 0),
            ebc_code TEXT NOT NULL,
            export_day INTEGER NOT NULL,
            goods_name TEXT NOT NULL,
            unit TEXT NOT NULL,
            quantity INTEGER NOT NULL,
            unit_price INTEGER NOT NULL,
            amount INTEGER NOT NULL,
            currency TEXT NOT NULL,
            seller TEXT NOT NULL,
            purchase_day INTEGER NOT NULL,
            reason TEXT NOT NULL,
            actor TEXT NOT NULL,
            at_ms INTEGER NOT NULL,
            PRIMARY KEY (declaration_id, gnum, seq)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX zone_export_period ON zone_export_record (ebc_code, export_day);
        CREATE TRIGGER zone_export_record_stays BEFORE UPDATE ON zone_export_record
        BEGIN SELECT raise(ABORT, 'zone_export_record is append-only'); END;
        CREATE TRIGGER zone_export_record_remains BEFORE DELETE ON zone_export_record
        BEGIN SELECT raise(ABORT, 'zone_export_record is append-only'); END;
        """

    static let withdrawal = """
        -- A row that withdraws what was registered says so; the record stays as it was.
        ALTER TABLE zone_export_record ADD COLUMN is_withdrawn INTEGER NOT NULL DEFAULT 0
            CHECK (is_withdrawn BETWEEN 0 AND 1);
        """
}
