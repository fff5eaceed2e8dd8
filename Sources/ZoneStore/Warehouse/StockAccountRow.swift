public import ZoneCore

/// A registered account of stock.
public struct StockAccountRow: Hashable, Sendable {
    public var code: String
    public var kind: StockAccountKind
    /// Code of the enterprise whose account it is.
    public var owner: String
    public var name: String
    public var actor: String
    public var atMs: Int64

    /// An account with all its parts.
    public init(
        code: String, kind: StockAccountKind, owner: String, name: String, actor: String,
        atMs: Int64
    ) {
        self.code = code
        self.kind = kind
        self.owner = owner
        self.name = name
        self.actor = actor
        self.atMs = atMs
    }
}
