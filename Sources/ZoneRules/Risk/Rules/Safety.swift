/// One of the five safeties that a pilot zone has to keep.
///
/// Source: 国函〔2018〕93号, III.
public enum Safety: String, Sendable, CaseIterable {
    /// 国家安全
    case state
    /// 网络安全
    case network
    /// 交易安全
    case transaction
    /// 国门生物安全
    case biosafety
    /// 进出口商品质量安全
    case quality
}

/// A safety as the zone keeps it: its names and the department that answers for it.
public struct SafetyDuty: Hashable, Sendable {
    public var safety: Safety
    public var zh: String
    public var en: String
    /// The department that owns its rules; each zone names its own.
    public var ownerZh: String
    public var ownerEn: String
    /// Where the safety is asked for.
    public var source: LegalSource
    /// False where a zone still has to say who owns it.
    public var isVerified: Bool
    /// What is doubtful, in plain words.
    public var note: String
}
