/// A rule book that cannot be used, with everything that is wrong with it.
public struct RuleBookError: Error, Hashable, Sendable, CustomStringConvertible {
    /// All problems found, in the order of files. Never empty.
    public var problems: [RuleBookProblem]

    /// An error with those problems.
    public init(problems: [RuleBookProblem]) {
        self.problems = problems
    }

    /// One problem a line.
    public var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// One thing that is wrong with a rule book.
public struct RuleBookProblem: Hashable, Sendable, CustomStringConvertible {
    /// The file, relative to the rule book's folder, and the place in it; the rule's id where the
    /// problem is about what several files say.
    public var place: String
    /// What is wrong.
    public var kind: Kind
    /// The field, the value or the day it is about.
    public var detail: String

    /// What can be wrong.
    public enum Kind: String, Sendable, CaseIterable {
        /// The file or directory could not be read.
        case unreadable
        /// A file of another ending, which nothing would read.
        case unknownFile
        /// Over a stated limit.
        case tooLarge
        /// The file is not YAML, or not a table of the expected columns.
        case malformed
        /// The file's name and place are not its id.
        case wrongPlace
        /// A field that no such file has, or one that is written twice.
        case unknownField
        /// A field is missing or empty.
        case missingField
        /// A value has no source, or the source no article.
        case missingSource
        /// A value does not fit its unit, a date does not exist, a word is not one of the allowed.
        case badValue
        /// The file's unit is not the parameter's.
        case wrongUnit
        /// No code reads a rule of that id.
        case unknownID
        /// A rule that code reads is not there.
        case missingID
        /// Two files or two rows say the same thing.
        case duplicate
        /// Days between two values are covered by none, or a case is decided by no row.
        case gap
        /// Two values known since the same day are in force at the same time.
        case overlap
        /// Two rows decide one case differently.
        case conflict
        /// A row that decides no case.
        case unreachable
        /// Known only after it was in force, without the mark that the law reaches back; or known
        /// before its instrument was issued.
        case badKnown
    }

    /// A problem with all its parts.
    public init(place: String, kind: Kind, detail: String) {
        self.place = place
        self.kind = kind
        self.detail = detail
    }

    /// `place: kind: detail`.
    public var description: String { "\(place): \(kind.rawValue): \(detail)" }
}
