/// Something an enterprise did that bears on its credit. It is never changed: a correction is another
/// event that replaces it.
public struct CreditEvent: Hashable, Sendable {
    /// What the sender calls it; one an enterprise. ``isCreditID(_:)`` says the form.
    public var id: String
    /// Which kind, by the id that the rule book gives it.
    public var kind: String
    /// The day it happened.
    public var happened: Day
    /// The day the zone learnt of it.
    public var known: Day
    /// Where the evidence is: a decision's number, a file.
    public var evidence: String
    /// Anything else, in plain words.
    public var note: String
    /// The id of the event it replaces, from the day it is known on.
    public var supersedes: String?

    /// An event with all its parts.
    public init(
        id: String, kind: String, happened: Day, known: Day, evidence: String, note: String = "",
        supersedes: String? = nil
    ) {
        self.id = id
        self.kind = kind
        self.happened = happened
        self.known = known
        self.evidence = evidence
        self.note = note
        self.supersedes = supersedes
    }
}

/// Whether a sender may name a record so: 1...64 ASCII letters, digits, `.`, `-`, `_`.
public func isCreditID(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count)
        && text.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
            default: false
            }
        }
}
