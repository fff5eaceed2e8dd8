/// How much a finding weighs.
public enum Severity: String, Sendable, CaseIterable {
    /// Makes the message invalid.
    case error
    /// Is said, but does not make the message invalid.
    case warning
}

/// Which layer of checks made a finding.
public enum CheckLayer: String, Sendable, CaseIterable {
    /// What the published XSD says: names, order, occurrence, types, lengths.
    case structure
    /// The form of one field: dates, codes, check digits.
    case form
    /// Relations between fields: arithmetic and the rules of the official text.
    case business
}

/// One thing that is wrong with a message: what, where, both values, which rule, how to mend it.
///
/// Wrong data is never an error of the program: it becomes findings, all of them in one report.
public struct Finding: Hashable, Sendable {
    /// Stable code with one meaning for ever, such as `form.date`. Listed in docs/reference/findings.md.
    public var code: String
    /// Whether it makes the message invalid.
    public var severity: Severity
    /// Which layer found it.
    public var layer: CheckLayer
    /// Where: element names from the root, with an index where a block repeats:
    /// `CEB311Message/Order[2]/OrderHead/orderNo`.
    public var path: String
    /// The value found, shortened to 120 characters; nil where nothing was there.
    public var value: String?
    /// What would have been right.
    public var expected: String?
    /// What is wrong, in Chinese.
    public var zh: String
    /// What is wrong, in English.
    public var en: String
    /// The standard, announcement or national standard that says so.
    public var source: String
    /// A value or an action that mends it, where one can be computed.
    public var repair: String?

    /// A finding with all its parts.
    public init(
        code: String, severity: Severity, layer: CheckLayer, path: String, value: String?,
        expected: String?, zh: String, en: String, source: String, repair: String? = nil
    ) {
        self.code = code
        self.severity = severity
        self.layer = layer
        self.path = path
        self.value = value
        self.expected = expected
        self.zh = zh
        self.en = en
        self.source = source
        self.repair = repair
    }
}

/// The answer of a check: valid, invalid, or no answer at all.
public enum Verdict: String, Sendable, CaseIterable {
    /// Nothing of severity error was found.
    case valid
    /// At least one finding of severity error.
    case invalid
    /// The check could not be made: unreadable, too large, refused or unknown.
    case unchecked
}
