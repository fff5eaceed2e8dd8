public import Foundation

extension RuleBook {
    /// The rule book that comes with this module.
    public static func bundled() throws(RuleBookError) -> RuleBook {
        try RuleBook(files: .bundled())
    }

    /// The rule book of a folder; throws all problems at once.
    public init(directory: URL) throws(RuleBookError) {
        try self.init(files: RuleBookFiles(directory: directory))
    }

    /// The rule book that comes with this module with a draft laid over it: a folder of the same
    /// shape that holds only the files that change. Throws all problems at once.
    public static func load(overlay: URL) throws(RuleBookError) -> RuleBook {
        let draft = RuleBookFiles(directory: overlay)
        return try RuleBook(files: RuleBookFiles.bundled().overlaid(by: draft))
    }

    /// The rule book that files say; throws all that ``checkRuleBook(_:)`` finds.
    public init(files: RuleBookFiles) throws(RuleBookError) {
        let reader = RuleBookReader(files)
        let problems = checkRuleBook(files, reader)
        guard problems.isEmpty else { throw RuleBookError(problems: problems) }
        self.init(reader)
    }
}
