public import ZoneCore
import ZoneRules
import ZoneStore

/// A registration of an export without invoice, or a correction of one.
public struct ZoneExportView: Hashable, Sendable {
    /// The list as `party:orderNo`, and the line in it.
    public var list: String
    public var gnum: Int32
    /// 1 for the registration, then one more each correction.
    public var version: Int64
    public var enterprise: String
    public var record: ZoneExportRecord
    public var reason: String
    public var actor: String
    public var at: Timestamp
    /// Whether it was withdrawn.
    public var isWithdrawn: Bool
    /// Whether the list is still released and the record stands; another counts for nothing.
    public var isCounted: Bool

    init(_ row: ZoneExportRow) {
        list = row.list
        gnum = row.gnum
        version = row.seq
        enterprise = row.ebcCode
        record = row.record
        reason = row.reason
        actor = row.actor
        at = Timestamp(ms: row.atMs)
        isWithdrawn = row.isWithdrawn
        let status = ReturnStatus(rawValue: UInt16(clamping: row.listStatus))
        isCounted = !row.isWithdrawn && status?.isReleased ?? false
    }
}

/// What an enterprise registered in a period, with totals; what a certificate is made of.
public struct ZoneExportReport: Sendable {
    public var enterprise: String
    public var from: Day
    public var to: Day
    public var records: [ZoneExportView]
    public var totals: [Total]
    public var exemptions: [Exemption]

    /// The sum of one currency under one version of the rules; nothing is converted.
    public struct Total: Hashable, Sendable {
        public var currency: String
        public var recordCount: Int
        public var amount: Fixed5
        /// Share of the amount that counts as income; nil where no rule says on those days.
        public var incomeRule: RuleVersionView?
        /// Nil without a rule.
        public var deemedIncome: Fixed5?
    }

    /// What the rule book says of the tax exemption on the days of some of the records.
    public struct Exemption: Hashable, Sendable {
        public var recordCount: Int
        /// `exempt`, `not-exempt`, or `open` where what the zone can't know decides it.
        public var outcome: String
        /// Conditions that the zone can't know: names of the table's inputs.
        public var unknown: [String]
        public var from: Day
        public var instrument: String
        public var isVerified: Bool
        public var note: String
    }
}
