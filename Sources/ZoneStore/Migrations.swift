import GRDB

extension DatabaseMigrator {
    /// The schema's history: append-only, one step a release.
    static var zone: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("0001-import-retail") { db in
            try db.execute(sql: importRetail)
        }
        migrator.registerMigration("0002-credit") { db in
            try db.execute(sql: CreditSchema.sql)
        }
        migrator.registerMigration("0003-history") { db in
            try db.execute(sql: HistorySchema.sql)
        }
        migrator.registerMigration("0004-risk") { db in
            try db.execute(
                sql: "ALTER TABLE declaration ADD COLUMN risk BLOB NOT NULL DEFAULT x''")
        }
        migrator.registerMigration("0005-flows") { db in
            try db.execute(sql: FlowSchema.sql)
        }
        migrator.registerMigration("0006-warehouse") { db in
            try db.execute(sql: WarehouseSchema.sql)
        }
        migrator.registerMigration("0007-enterprises") { db in
            try db.execute(sql: EnterpriseSchema.sql)
        }
        migrator.registerMigration("0010-ordinary-declarations") { db in
            try db.execute(sql: EntrySchema.sql)
        }
        migrator.registerMigration("0011-gateway") { db in
            try db.execute(sql: GatewaySchema.sql)
        }
        migrator.registerMigration("0012-zone-exports") { db in
            try db.execute(sql: ZoneExportSchema.sql)
        }
        migrator.registerMigration("0013-signatures") { db in
            try db.execute(sql: SignatureSchema.sql)
        }
        migrator.registerMigration("0014-evidence") { db in
            try db.execute(sql: EvidenceSchema.sql)
        }
        migrator.registerMigration("0015-accounts") { db in
            try db.execute(sql: AccessSchema.sql)
        }
        migrator.registerMigration("0016-duties") { db in
            try db.execute(sql: DutySchema.sql)
        }
        migrator.registerMigration("0017-statistics") { db in
            try db.execute(sql: StatisticsSchema.sql)
        }
        migrator.registerMigration("0017-statistics-periods") { db in
            try db.execute(sql: StatisticsPeriodSchema.sql)
        }
        migrator.registerMigration("0019-gateway-documents") { db in
            try db.execute(sql: GatewaySchema.documents)
        }
        migrator.registerMigration("0020-stock-guards") { db in
            try db.execute(sql: WarehouseGuards.sql)
        }
        migrator.registerMigration("0022-log") { db in
            try db.execute(sql: LogSchema.sql)
        }
        migrator.registerMigration("0023-zone-export-withdrawal") { db in
            try db.execute(sql: ZoneExportSchema.withdrawal)
        }
        migrator.registerMigration("0026-cases") { db in
            try db.execute(sql: CaseSchema.sql)
        }
        migrator.registerMigration("0027-measures") { db in
            try db.execute(sql: MeasureSchema.sql)
        }
        migrator.registerMigration("0028-inspections") { db in
            try db.execute(sql: InspectionSchema.sql)
        }
        migrator.registerMigration("0025-client-certificates") { db in
            try db.execute(sql: AccessSchema.clientCertificates)
        }
        migrator.registerMigration("0025-account-subjects") { db in
            try db.execute(sql: AccessSchema.subjects)
        }
        migrator.registerMigration("0025-sessions") { db in
            try db.execute(sql: AccessSchema.sessions)
        }
        migrator.registerMigration("0025-act-outcomes") { db in
            try db.execute(sql: AccessSchema.actOutcomes)
        }
        migrator.registerMigration("0024-payments") { db in
            try db.execute(sql: PaymentSchema.sql)
        }
        return migrator
    }

    /// Time-ordered keys everywhere: message, journal and declaration grow at their end. A document is a narrow row
    /// that says in which message it lies; rows cluster by order number, so the four of one order share a page, which
    /// is written again each time one of them arrives.
    private static let importRetail = """
        CREATE TABLE message (
            id INTEGER PRIMARY KEY,
            received_ms INTEGER NOT NULL,
            name TEXT NOT NULL,
            guid TEXT NOT NULL,
            recipient TEXT NOT NULL,
            verdict INTEGER NOT NULL CHECK (verdict BETWEEN 0 AND 2),
            digest BLOB NOT NULL CHECK (length(digest) = 32),
            byte_count INTEGER NOT NULL,
            compressed BLOB NOT NULL,
            answer BLOB NOT NULL,
            findings BLOB NOT NULL
        ) STRICT;

        -- The first eight bytes of a message's digest: finds a message that was sent before.
        CREATE TABLE message_digest (
            digest INTEGER NOT NULL,
            message_id INTEGER NOT NULL REFERENCES message (id),
            PRIMARY KEY (digest, message_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE document (
            order_no TEXT NOT NULL,
            kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 4),
            party TEXT NOT NULL,
            number TEXT NOT NULL,
            status INTEGER NOT NULL,
            message_id INTEGER NOT NULL,
            slot INTEGER NOT NULL,
            declaration_id INTEGER NOT NULL,
            PRIMARY KEY (order_no, kind, party, number)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE declaration (
            id INTEGER PRIMARY KEY,
            order_no TEXT NOT NULL,
            ebp_code TEXT NOT NULL,
            status INTEGER NOT NULL,
            recipient TEXT NOT NULL,
            trade_mode TEXT NOT NULL,
            customs_code TEXT NOT NULL,
            received_ms INTEGER NOT NULL,
            waits_until_ms INTEGER NOT NULL,
            missing INTEGER NOT NULL,
            dutiable_fen INTEGER NOT NULL CHECK (dutiable_fen >= 0),
            duty_fen INTEGER NOT NULL CHECK (duty_fen >= 0),
            vat_fen INTEGER NOT NULL CHECK (vat_fen >= 0),
            consumption_fen INTEGER NOT NULL CHECK (consumption_fen >= 0),
            buyer TEXT NOT NULL,
            year INTEGER NOT NULL,
            assure_code TEXT NOT NULL,
            history BLOB NOT NULL
        ) STRICT;
        CREATE INDEX declaration_waiting ON declaration (waits_until_ms) WHERE waits_until_ms > 0;

        -- Waybill numbers are unique per logistics firm; a status or a parcel is found by its number.
        CREATE TABLE waybill (
            logistics_no TEXT NOT NULL,
            logistics_code TEXT NOT NULL,
            order_no TEXT NOT NULL,
            signed_ms INTEGER NOT NULL,
            PRIMARY KEY (logistics_no, logistics_code)
        ) STRICT, WITHOUT ROWID;

        -- What a person used of the yearly allowance. No update takes more than the limit it is given.
        CREATE TABLE allowance (
            buyer TEXT NOT NULL,
            year INTEGER NOT NULL,
            used_fen INTEGER NOT NULL,
            limit_fen INTEGER NOT NULL,
            PRIMARY KEY (buyer, year),
            CHECK (used_fen BETWEEN 0 AND limit_fen)
        ) STRICT, WITHOUT ROWID;

        -- Changes of allowances that are not in their table yet, and how far those up to last_seq are: the years up to
        -- (buyer, year), or all when done.
        CREATE TABLE allowance_change (
            seq INTEGER PRIMARY KEY,
            buyer TEXT NOT NULL,
            year INTEGER NOT NULL,
            fen INTEGER NOT NULL,
            limit_fen INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE allowance_fold (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            last_seq INTEGER NOT NULL,
            buyer TEXT NOT NULL,
            year INTEGER NOT NULL,
            is_done INTEGER NOT NULL CHECK (is_done BETWEEN 0 AND 1)
        ) STRICT;

        CREATE TABLE guarantee (
            assure_code TEXT PRIMARY KEY,
            limit_fen INTEGER NOT NULL,
            used_fen INTEGER NOT NULL,
            CHECK (used_fen BETWEEN 0 AND limit_fen)
        ) STRICT, WITHOUT ROWID;

        -- One row a batch and recipient: the events from which receipts are made.
        CREATE TABLE journal (
            seq INTEGER PRIMARY KEY,
            at_ms INTEGER NOT NULL,
            recipient TEXT NOT NULL,
            message_id INTEGER NOT NULL,
            event_count INTEGER NOT NULL CHECK (event_count > 0),
            events BLOB NOT NULL
        ) STRICT;
        CREATE INDEX journal_recipient ON journal (recipient, seq);

        CREATE TABLE idempotency (
            key TEXT PRIMARY KEY,
            digest BLOB NOT NULL,
            message_first INTEGER NOT NULL,
            message_count INTEGER NOT NULL,
            created_ms INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- Sums per day, hour, status and mode, kept by the same transaction as the declarations they count.
        CREATE TABLE daily_count (
            day INTEGER NOT NULL,
            hour INTEGER NOT NULL,
            status INTEGER NOT NULL,
            trade_mode TEXT NOT NULL,
            declaration_count INTEGER NOT NULL,
            dutiable_fen INTEGER NOT NULL,
            tax_fen INTEGER NOT NULL,
            PRIMARY KEY (day, hour, status, trade_mode)
        ) STRICT, WITHOUT ROWID;
        """
}
