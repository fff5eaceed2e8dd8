/// What an enterprise says of itself: the content of one version of its record, used by every
/// department.
public struct EnterpriseFiling: Hashable, Sendable, Codable {
    /// Code of the customs registration, ten characters as sent.
    public var customsCode: String
    /// Registered name.
    public var name: String
    /// English name; empty where there is none.
    public var nameEn: String
    /// Registered address.
    public var address: String
    /// Who answers for the filing.
    public var contactName: String
    /// Where that person is called.
    public var contactPhone: String
    /// Where that person is written to; empty where there is none.
    public var contactEmail: String
    /// Whether it is established outside the customs territory.
    public var isOverseas: Bool
    /// Whether it is a bank; asked of payment firms.
    public var isBank: Bool
    /// An overseas firm's agent in the country, by its customs code; empty where there is none.
    public var domesticAgent: String
    /// What it wants to be.
    public var roles: Set<EnterpriseRole>
    /// What proves that it may.
    public var qualifications: [Qualification]

    /// A licence or certificate shown for a role.
    public struct Qualification: Hashable, Sendable, Codable {
        /// The role it is shown for.
        public var role: EnterpriseRole
        /// Which, by the name the rule book gives it.
        public var kind: String
        /// Its number.
        public var number: String
        /// Its last day; nil where it has none.
        public var lastDay: Day?

        /// A qualification with all its parts.
        public init(role: EnterpriseRole, kind: String, number: String, lastDay: Day? = nil) {
            self.role = role
            self.kind = kind
            self.number = number
            self.lastDay = lastDay
        }
    }

    /// A filing with all its parts.
    public init(
        customsCode: String, name: String, nameEn: String = "", address: String,
        contactName: String, contactPhone: String, contactEmail: String = "",
        isOverseas: Bool = false, isBank: Bool = false, domesticAgent: String = "",
        roles: Set<EnterpriseRole>, qualifications: [Qualification] = []
    ) {
        self.customsCode = customsCode
        self.name = name
        self.nameEn = nameEn
        self.address = address
        self.contactName = contactName
        self.contactPhone = contactPhone
        self.contactEmail = contactEmail
        self.isOverseas = isOverseas
        self.isBank = isBank
        self.domesticAgent = domesticAgent
        self.roles = roles
        self.qualifications = qualifications
    }

    /// Every field as text, by the name it has in the API; the same fields in the same order always.
    public var fields: [(name: String, value: String)] {
        [
            ("customsCode", customsCode), ("name", name), ("nameEn", nameEn),
            ("address", address), ("contactName", contactName), ("contactPhone", contactPhone),
            ("contactEmail", contactEmail), ("overseas", isOverseas ? "true" : "false"),
            ("bank", isBank ? "true" : "false"), ("domesticAgent", domesticAgent),
            ("roles", roles.map(\.rawValue).sorted().joined(separator: ", ")),
            (
                "qualifications",
                qualifications.map {
                    "\($0.role.rawValue) \($0.kind) \($0.number) \($0.lastDay?.description ?? "-")"
                }.sorted().joined(separator: "; ")
            ),
        ]
    }

    /// What is different in `other`: the field, the value here and the value there.
    public func changes(to other: EnterpriseFiling) -> [FieldChange] {
        zip(fields, other.fields).filter { $0.value != $1.value }.map {
            FieldChange(field: $0.name, before: $0.value, after: $1.value)
        }
    }
}

/// A field with another value than before.
public struct FieldChange: Hashable, Sendable {
    /// Its name in the API.
    public var field: String
    /// The old value as text.
    public var before: String
    /// The new value as text.
    public var after: String
}
