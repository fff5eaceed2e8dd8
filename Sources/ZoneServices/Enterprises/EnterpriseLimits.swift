/// What enterprises may file: the operator's settings.
public struct EnterpriseLimits: Hashable, Sendable {
    /// Largest document, bytes.
    public var documentByteCountMax = 5 << 20
    /// Most documents of one enterprise.
    public var documentCountMax = 50
    /// Most bytes of all documents of one enterprise.
    public var documentTotalByteCountMax = 50 << 20
    /// How many days ahead the forecast of ending roles looks.
    public var expiryForecastDayCount = 60

    /// The defaults.
    public init() {}
}
