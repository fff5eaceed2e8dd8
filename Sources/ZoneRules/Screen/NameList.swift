public import ZoneCore

/// The denied parties that an operator imported: every entry with all its names.
public struct NameList: Hashable, Sendable {
    /// The entries, in the order of the file.
    public var entries: [NameEntry]

    /// A list of those entries.
    public init(_ entries: [NameEntry]) {
        self.entries = entries
    }

    /// How many names the entries have together.
    public var nameCount: Int { entries.reduce(0) { $0 + $1.names.count } }
}

/// One denied person or firm, with its aliases and the days it is listed.
public struct NameEntry: Hashable, Sendable {
    /// The list's own number of the party.
    public var id: String
    /// What it is.
    public var kind: Kind
    /// The main name, then the aliases, in any script.
    public var names: [String]
    /// The first day of the listing; nil where the list gives none.
    public var from: Day?
    /// The last day of the listing; nil while it lasts.
    public var to: Day?
    /// The first day anyone could know the listing; nil where the list does not say.
    public var known: Day?

    /// What a listed party is.
    public enum Kind: String, Sendable, CaseIterable {
        /// A natural person.
        case person
        /// A firm, an agency or another organisation.
        case organisation
        /// A vessel, an aircraft or what the list leaves open.
        case other
    }

    /// An entry with all its parts.
    public init(
        id: String, kind: Kind, names: [String], from: Day? = nil, to: Day? = nil,
        known: Day? = nil
    ) {
        self.id = id
        self.kind = kind
        self.names = names
        self.from = from
        self.to = to
        self.known = known
    }

    /// Whether the party is listed on `day`, as far as it was known on `knownBy`.
    ///
    /// A missing day does not limit: a listing without a first day has always been there.
    public func isListed(on day: Day, knownBy: Day) -> Bool {
        if let known, known > knownBy { return false }
        if let from, from > day { return false }
        if let to, to < day { return false }
        return true
    }
}
