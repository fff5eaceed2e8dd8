/// Who a request is from: a person who logged in, or an API client with its token.
public struct Principal: Hashable, Sendable {
    /// Most codes of one principal.
    public static let codeCountMax = 20

    /// The account's or the client's name, as the audit register has it.
    public var name: String
    public var role: Role
    /// Codes of the enterprise (customs code, social credit code) or of the department; the first is the main one.
    public var codes: [String]
    /// What an API client is narrowed to; nil for everything its role may do.
    public var scopes: Set<Permission>?

    public init(name: String, role: Role, codes: [String] = [], scopes: Set<Permission>? = nil) {
        self.name = name
        self.role = role
        self.codes = codes
        self.scopes = scopes
    }
}
