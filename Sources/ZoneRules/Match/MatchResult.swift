/// What comparing a declaration list with its order, payment and waybill gave.
public enum MatchResult: Hashable, Sendable {
    /// Documents are still missing; nothing was compared.
    case waiting(missing: DocumentSet)
    /// All three are there and agree.
    case matched
    /// They differ; every difference, never empty.
    case mismatched([Mismatch])
}
