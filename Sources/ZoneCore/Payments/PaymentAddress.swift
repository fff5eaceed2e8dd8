/// Where a platform takes the zone's questions (platDataOpen): named by the platform, and asked only once an officer
/// approved it.
public struct PaymentAddress: Hashable, Sendable {
    /// Where a filed address stands.
    public enum State: String, Hashable, Sendable, CaseIterable {
        case filed
        case approved
        case refused
    }

    /// Longest address, bytes.
    public static let lengthMax = 400

    public var id: Int64 = 0
    public var platform: String
    public var url: String
    public var state = State.filed
    public var filedBy: String
    public var filedAt: Timestamp
    public var reviewedBy = ""
    public var reviewedAt: Timestamp?
    /// Why an officer refused it, or approved it.
    public var reason = ""

    /// An address as it is filed.
    public init(platform: String, url: String, filedBy: String, filedAt: Timestamp) {
        self.platform = platform
        self.url = url
        self.filedBy = filedBy
        self.filedAt = filedAt
    }
}
