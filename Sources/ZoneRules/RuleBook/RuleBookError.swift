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
    /// The file, relative to the rule book's directory; for a check of parameters, the parameter's
    /// id.
    public var place: String
    /// What is wrong.
    public var kind: Kind
    /// The field, the value or the day it is about.
    public var detail: String

    /// What can be wrong.
    public enum Kind: String, Sendable, CaseIterable {
        /// The file or directory could not be read.
        case unreadable
        /// The file is not YAML, or not a table of the expected columns.
        case malformed
        /// A field is missing or empty.
        case missingField
        /// A value has no source.
        case missingSource
        /// A value does not fit its unit, a date does not exist, a word is not one of the allowed.
        case badValue
        /// The file's unit is not the parameter's.
        case wrongUnit
        /// No rule reads a parameter of that id.
        case unknownParameter
        /// A parameter that rules read is not there.
        case missingParameter
        /// Two files or two rows say the same thing.
        case duplicate
        /// Days between two values are covered by none.
        case gap
        /// Two values known since the same day are in force at the same time.
        case overlap
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
