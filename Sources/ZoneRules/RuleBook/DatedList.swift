public import ZoneCore

/// A list of codes that come and go: supervision modes, customs districts, goods.
public struct DatedList: Hashable, Sendable {
    /// Which one.
    public var id: ListID
    /// What it lists, in Chinese.
    public var zh: String
    /// What it lists, in English.
    public var en: String
    /// Whether it is law or an operator's choice.
    public var kind: RuleKind
    /// Whether a code that is not listed is surely not on it. An incomplete list can say yes, not no.
    public var isComplete: Bool
    /// What the columns beside the texts hold.
    public var columns: [String: ColumnType]
    /// What each code had, by `from`; a version without a member says that the code left the list.
    public var entries: [String: [Dated<ListMember?>]]

    /// The member that a code is on a day, with its source; nil where it is none, or where the list
    /// does not tell.
    public func version(
        of code: String, on day: Day, knownOn: Day? = nil, at place: RuleScope = .everywhere
    ) -> Dated<ListMember?>? {
        guard let versions = entries[code],
            let version = Dated.version(of: versions, on: day, knownOn: knownOn, at: place),
            version.value != nil
        else { return nil }
        return version
    }

    /// Whether a code is on the list.
    public func contains(
        _ code: String, on day: Day, knownOn: Day? = nil, at place: RuleScope = .everywhere
    ) -> Membership {
        if version(of: code, on: day, knownOn: knownOn, at: place) != nil { return .member }
        // A code that left the list is out, whatever else is missing from it.
        let hasLeft = entries[code]?.contains { $0.covers(day) && $0.value == nil } ?? false
        return isComplete || hasLeft ? .notMember : .unknown
    }
}

/// Whether a code is on a list.
public enum Membership: String, Sendable, CaseIterable {
    /// It is.
    case member
    /// It is not.
    case notMember = "not-member"
    /// The list is incomplete and does not name it.
    case unknown
}

/// What a list says of one code.
public struct ListMember: Hashable, Sendable {
    /// Its name, in Chinese.
    public var zh: String
    /// Its name, in English.
    public var en: String
    /// The list's own columns; one that does not apply is not there.
    public var columns: [String: String]

    /// A whole number of a column.
    public func whole(_ column: String) -> Int? { columns[column].flatMap { Int($0) } }
}

/// What a column holds; the raw value is how files write it.
public enum ColumnType: String, Sendable, CaseIterable {
    /// Any text.
    case text
    /// A whole number, 0 or more.
    case whole
    /// A decimal number, 0 or more.
    case number
    /// `true` or `false`.
    case flag
    /// A day.
    case day

    /// Whether a file's text fits.
    func fits(_ text: String) -> Bool {
        switch self {
        case .text: !text.isEmpty
        case .whole: Int(text).map { $0 >= 0 } ?? false
        case .number: Ratio(decimal: text) != nil
        case .flag: Bool(text) != nil
        case .day: Day(text) != nil
        }
    }
}
