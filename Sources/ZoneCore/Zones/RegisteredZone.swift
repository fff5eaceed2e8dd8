/// A comprehensive pilot zone as the State Council's documents made it.
public struct RegisteredZone: Sendable, Equatable {
    /// What kind of place a zone is in.
    public enum Level: String, Sendable, CaseIterable {
        case municipality, city, prefecture, province, newArea, county

        /// Whether the zone's figures count towards the prefecture around it. Those of a county-level city do not: it was
        /// approved by itself.
        public var rollsUp: Bool { self != .county }
    }

    /// How a zone ended.
    public enum Ending: String, Sendable, CaseIterable {
        /// Into a zone that comprises its place.
        case merged
        /// By a zone of another place.
        case replaced
    }

    /// The end of a zone.
    public struct End: Sendable, Equatable {
        /// The document that ended it: the one that approved the zone that followed.
        public var approval: ZoneApproval
        public var how: Ending
        /// The code of the zone that followed.
        public var successor: String

        public init(approval: ZoneApproval, how: Ending, successor: String) {
            (self.approval, self.how, self.successor) = (approval, how, successor)
        }
    }

    /// Where a zone is in its life on a day.
    public enum Status: String, Sendable, CaseIterable {
        case active, revoked
    }

    /// How far an active zone has come. Approval is not operation: what a source shows is only that the plan was issued.
    public enum Stage: String, Sendable, CaseIterable {
        case approved, planIssued, merged, replaced
    }

    /// Its place in the order of approval, from 1.
    public var number: Int
    /// A short name for addresses and files; ours, no official code exists.
    public var code: String
    /// The place as the official name has it, such as 杭州.
    public var styledZh: String
    /// The place by its full name, such as 杭州市.
    public var placeZh: String
    public var placeEn: String
    public var province: Province
    public var level: Level
    public var approval: ZoneApproval
    /// The province's implementation plan, where one was found.
    public var plan: ZonePlanIssue?
    public var end: End?

    public init(
        number: Int, code: String, styledZh: String, placeZh: String, placeEn: String,
        province: Province, level: Level, approval: ZoneApproval, plan: ZonePlanIssue?, end: End?
    ) {
        self.number = number
        self.code = code
        self.styledZh = styledZh
        self.placeZh = placeZh
        self.placeEn = placeEn
        self.province = province
        self.level = level
        self.approval = approval
        self.plan = plan
        self.end = end
    }

    /// The name as officially styled.
    public var nameZh: String { "中国（\(styledZh)）跨境电子商务综合试验区" }

    public var nameEn: String {
        "China (\(placeEn)) Cross-Border E-Commerce Comprehensive Pilot Zone"
    }

    /// Whether the zone existed, or had ended, on that day; nil before its approval.
    public func status(on day: Day) -> Status? {
        guard day >= approval.on else { return nil }
        return end.map { day >= $0.approval.on } ?? false ? .revoked : .active
    }

    /// How far the zone had come on that day; nil before its approval.
    public func stage(on day: Day) -> Stage? {
        guard let status = status(on: day) else { return nil }
        if status == .revoked, let end { return end.how == .merged ? .merged : .replaced }
        return plan.map { day >= $0.on } ?? false ? .planIssued : .approved
    }
}

/// A document of the State Council that approved a batch of zones.
public struct ZoneApproval: Sendable, Equatable {
    public var batch: Int
    public var document: String
    public var signed: Day?
    public var published: Day?
    /// The day that counts: the signature, or the publication where no signature was seen.
    public var on: Day
    /// Whether number, day and names were all compared with a source.
    public var isVerified: Bool
    public var note: String

    /// What the day that counts is of: `signed` or `published`.
    public var onKind: String { signed == nil ? "published" : "signed" }

    /// An approval; nil where neither day is known.
    public init?(
        batch: Int, document: String, signed: Day?, published: Day?, isVerified: Bool, note: String
    ) {
        guard let on = signed ?? published else { return nil }
        self.batch = batch
        self.document = document
        self.signed = signed
        self.published = published
        self.on = on
        self.isVerified = isVerified
        self.note = note
    }
}

/// A province's implementation plan for a zone, as it was issued.
public struct ZonePlanIssue: Sendable, Equatable {
    /// Empty where the number was not seen.
    public var document: String
    public var on: Day

    public init(document: String, on: Day) {
        (self.document, self.on) = (document, on)
    }
}

/// A province, by its code of GB/T 2260, and its tile on a map of tiles.
public struct Province: Sendable, Hashable {
    public var code: String
    public var zh: String
    public var en: String
    public var column: Int
    public var row: Int

    public init(code: String, zh: String, en: String, column: Int, row: Int) {
        self.code = code
        self.zh = zh
        self.en = en
        self.column = column
        self.row = row
    }
}
