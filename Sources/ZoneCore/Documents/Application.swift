/// A request to cancel a declaration list (CEB605 export, CEB623 import).
public struct Cancellation: Hashable, Sendable {
    public var submission: Submission
    public var isExport: Bool
    public var customsCode = ""
    public var copNo = ""
    public var invtNo = ""
    public var agentCode = ""
    public var ebcCode = ""
    public var ebpCode = ""
    public var reason = ""

    /// A request with nothing in it but its submission.
    public init(submission: Submission, isExport: Bool) {
        self.submission = submission
        self.isExport = isExport
    }
}

/// Goods of a declaration list that go back (CEB213 export, CEB625 import).
public struct GoodsReturn: Hashable, Sendable {
    public var submission: Submission
    public var isExport: Bool
    public var customsCode = ""
    /// The enterprise's number of the request; `coElNo` in CEB213.
    public var copNo = ""
    public var invtNo = ""
    public var agentCode = ""
    public var ebcCode = ""
    public var ebpCode = ""
    public var logisticsCode = ""
    public var logisticsNo = ""
    /// Exports: 9661 or 1261; empty for imports.
    public var tradeMode = ""
    public var reason = ""
    public var lines: [Line] = []

    /// What of one line of the list goes back.
    public struct Line: Hashable, Sendable {
        /// The line of the original list.
        public var gnum: Int32 = 0
        public var gcode = ""
        public var qty = Fixed5.zero
        public var unit = ""

        /// An empty line.
        public init() {}
    }

    /// A return with nothing in it but its submission.
    public init(submission: Submission, isExport: Bool) {
        self.submission = submission
        self.isExport = isExport
    }
}

/// What a site or a carrier says of parcels: that they arrived, were loaded under a bill, left, were tallied.
public struct ParcelNotice: Hashable, Sendable {
    /// What happened.
    public enum Kind: UInt8, Sendable, CaseIterable {
        /// CEB507 运抵单: arrived at the supervised site.
        case arrival
        /// CEB607 清单总分单: loaded under a bill of lading.
        case manifest
        /// CEB509 离境单: left the country.
        case departure
        /// CEB711 入库明细单: import parcels tallied.
        case tally
        /// CEB215 退货理货明细单: a returned parcel tallied.
        case returnTally
    }

    public var submission: Submission
    public var kind: Kind
    public var customsCode = ""
    /// The enterprise's number of the notice; `coElNo` in CEB215.
    public var copNo = ""
    /// Who says it: the site's operator, the carrier, or the declarant.
    public var party = ""
    public var logisticsCode = ""
    public var billNo = ""
    /// Vehicle, vessel or flight.
    public var conveyance = ""
    /// Number of parts of a split notice, and which this is; 1 of 1 where it is whole.
    public var msgCount: Int32 = 1
    public var msgSeqNo: Int32 = 1
    public var parcels: [Parcel] = []

    /// One parcel of the notice.
    public struct Parcel: Hashable, Sendable {
        public var gnum: Int32 = 0
        public var logisticsNo = ""
        /// Empty where the notice does not give it.
        public var invtNo = ""

        /// An empty parcel.
        public init() {}
    }

    /// A notice with nothing in it but its submission.
    public init(submission: Submission, kind: Kind) {
        self.submission = submission
        self.kind = kind
    }
}

/// A request to sum released export lists up into declarations (CEB701).
public struct SummaryRequest: Hashable, Sendable {
    public var submission: Submission
    public var customsCode = ""
    public var copNo = ""
    public var agentCode = ""
    public var ebcCode = ""
    public var declAgentCode = ""
    /// `YYYYMMDDhhmmss`, both or neither; where given, the lists named below do not count.
    public var startTime = ""
    public var endTime = ""
    public var msgCount: Int32 = 1
    public var msgSeqNo: Int32 = 1
    /// Numbers of the lists.
    public var invtNos: [String] = []

    /// A request with nothing in it but its submission.
    public init(submission: Submission) {
        self.submission = submission
    }
}
