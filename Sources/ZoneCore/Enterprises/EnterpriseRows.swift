/// Which enterprises a list shows.
public struct EnterpriseFilter: Hashable, Sendable {
    /// Part of a name, or the beginning of either code; nil for all.
    public var text: String?
    /// A role that was approved; nil for any.
    public var role: EnterpriseRole?
    /// The state of the record; nil for any.
    public var state: FilingState?

    /// Which to show.
    public init(text: String? = nil, role: EnterpriseRole? = nil, state: FilingState? = nil) {
        self.text = text
        self.role = role
        self.state = state
    }
}

/// Which filings the list of reviews shows.
public struct ReviewFilter: Hashable, Sendable {
    /// Waiting, or with a reviewer; nil for both.
    public var state: FilingState?
    /// The department that has it; nil for any.
    public var department: String?
    /// A role that is asked for; nil for any.
    public var role: EnterpriseRole?

    /// Which to show.
    public init(
        state: FilingState? = nil, department: String? = nil, role: EnterpriseRole? = nil
    ) {
        self.state = state
        self.department = department
        self.role = role
    }
}

/// An enterprise in a list.
public struct EnterpriseRow: Hashable, Sendable {
    /// Its unified social credit code.
    public var code: String
    /// Its customs code; nil where no version stands.
    public var customsCode: String?
    /// Its name.
    public var name: String
    /// Its English name; may be empty.
    public var nameEn: String
    /// The state of the record.
    public var state: FilingState
    /// The roles that are approved.
    public var roles: [EnterpriseRole]

    /// A line with all its parts.
    public init(
        code: String, customsCode: String?, name: String, nameEn: String, state: FilingState,
        roles: [EnterpriseRole]
    ) {
        self.code = code
        self.customsCode = customsCode
        self.name = name
        self.nameEn = nameEn
        self.state = state
        self.roles = roles
    }
}

/// A filing that waits for a reviewer or has one.
public struct ReviewRow: Hashable, Sendable {
    /// Whose.
    public var code: String
    /// Its name as the record shows it.
    public var name: String
    /// Which version.
    public var version: Int
    /// `submitted` or `inReview`.
    public var state: FilingState
    /// When it came there.
    public var since: Timestamp
    /// Who has it; nil where nobody has.
    public var reviewer: EnterpriseRecord.Reviewer?
    /// What it asks for.
    public var roles: [EnterpriseRole]

    /// A line with all its parts.
    public init(
        code: String, name: String, version: Int, state: FilingState, since: Timestamp,
        reviewer: EnterpriseRecord.Reviewer?, roles: [EnterpriseRole]
    ) {
        self.code = code
        self.name = name
        self.version = version
        self.state = state
        self.since = since
        self.reviewer = reviewer
        self.roles = roles
    }
}

/// A role that ends.
public struct ExpiryRow: Hashable, Sendable {
    /// Whose.
    public var code: String
    /// Its name.
    public var name: String
    /// The role.
    public var role: EnterpriseRole
    /// Its last day.
    public var lastDay: Day

    /// A line with all its parts.
    public init(code: String, name: String, role: EnterpriseRole, lastDay: Day) {
        self.code = code
        self.name = name
        self.role = role
        self.lastDay = lastDay
    }
}

/// A document of an enterprise, without its content.
public struct EnterpriseDocument: Hashable, Sendable {
    /// Its number.
    public var id: Int64
    /// What it is, as the sender says.
    public var kind: String
    /// The name of the file, as the sender says.
    public var name: String
    /// Its media type, by its first bytes.
    public var type: String
    /// Its size.
    public var byteCount: Int
    /// SHA-256 of its content, 32 bytes.
    public var digest: [UInt8]
    /// Who sent it.
    public var actor: String
    /// When it came.
    public var at: Timestamp

    /// A document with all its parts.
    public init(
        id: Int64, kind: String, name: String, type: String, byteCount: Int, digest: [UInt8],
        actor: String, at: Timestamp
    ) {
        self.id = id
        self.kind = kind
        self.name = name
        self.type = type
        self.byteCount = byteCount
        self.digest = digest
        self.actor = actor
        self.at = at
    }
}

/// An overseas warehouse in the register with its state.
public struct WarehouseRow: Hashable, Sendable {
    /// The warehouse.
    public var warehouse: OverseasWarehouse
    /// The state of its filing.
    public var state: WarehouseFilingState

    /// A line with all its parts.
    public init(warehouse: OverseasWarehouse, state: WarehouseFilingState) {
        self.warehouse = warehouse
        self.state = state
    }
}
