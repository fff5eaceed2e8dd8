public import ZoneCore

/// Why nothing was done with an account, a token or an act of two persons.
public enum AccessError: Error, Equatable, Sendable {
    /// Fields that are wrong, all of them.
    case invalid([FilingProblem])
    case notFound
    /// The name stands for another one already, which may be closed: names are never used twice.
    case nameTaken
    case full(countMax: Int)
    /// As many password checks wait as may; try again.
    case busy
    /// The last open account of an administrator can't be closed or given another role.
    case lastAdministrator
    /// The second person is the first one.
    case samePerson
}
