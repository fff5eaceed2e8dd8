/// Every setting of the HTTP server, with its default and its unit.
public struct ServerSettings: Sendable {
    /// Address to listen on.
    public var host = "127.0.0.1"
    /// Port to listen on; 0 lets the system choose one.
    public var port = 8080
    /// Largest request body in bytes; a larger one is answered 413.
    public var bodyByteCountMax = 64 << 20
    /// Largest body of the check page's form in bytes.
    public var formByteCountMax = 4 << 20
    /// Largest JSON body of the API's small resources in bytes.
    public var jsonByteCountMax = 64 << 10
    /// Largest head of a request in bytes, all header fields together.
    public var headByteCountMax = 32 << 10
    /// Most parts of a multipart body.
    public var partCountMax = 1000
    /// Longest Idempotency-Key in characters.
    public var idempotencyKeyLengthMax = 255
    /// Most declarations in one page of a list.
    public var declarationCountMax = 500
    /// Most receipts in one page.
    public var receiptCountMax = 1000
    /// Seconds after which a connection without a request is closed.
    public var idleTimeoutSeconds = 60
    /// Whether each request writes a line to the log.
    public var logsRequests = true

    /// Whether requests need an account or a token, or anybody may do everything.
    public var accounts = Accounts.open
    /// Whether a proxy of ours stands before the server, takes TLS off and says where a request is from.
    public var isBehindProxy = false
    /// Certificate and key of the server; nil where it speaks plain HTTP.
    public var tls: TLSFiles?
    /// Where people may log in instead of with a password; nil for nowhere.
    public var provider: ProviderSettings? {
        didSet { identityProvider = provider.map { IdentityProvider($0) } }
    }
    private(set) var identityProvider: IdentityProvider?

    /// Who may do what.
    public enum Accounts: String, CaseIterable, Sendable {
        /// As the table of permissions says.
        case required
        /// Anybody everything: for demonstrations, load and tests.
        case open
    }

    /// Whether browsers reach the server by TLS, so that cookies are for TLS only.
    var usesTLS: Bool { isBehindProxy || tls != nil }

    /// The defaults.
    public init() {}
}
