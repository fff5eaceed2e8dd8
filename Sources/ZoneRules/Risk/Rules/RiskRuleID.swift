/// A risk rule that code evaluates. Each has one file, named after it; loading asks for all of them.
///
/// The raw value is the rule's place in sets and counts; a new rule is appended.
public enum RiskRuleID: UInt8, Sendable, CaseIterable {
    case deniedParty
    case controlledGoods
    case restrictedOrigin
    case signatureMissing
    case signatureInvalid
    case replay
    case certificateEnding
    case certificateEnded
    case submissionRate
    case amountDiffers
    case splitting
    case borrowedIdentity
    case allowanceTheft
    case priceOutlier
    case resaleRing
    case prohibitedCode
    case prohibitedName
    case endangeredSpecies
    case originBan
    case recall
    case bannedBrand
    case licence
    case sampling
    case deniedPartyAlike
    case exportProhibited
    case restrictedDestination

    /// The name in files and reasons: safety, dot, rule.
    public var name: String {
        switch self {
        case .deniedParty: "state.denied-party"
        case .controlledGoods: "state.controlled-goods"
        case .restrictedOrigin: "state.restricted-origin"
        case .signatureMissing: "network.signature-missing"
        case .signatureInvalid: "network.signature-invalid"
        case .replay: "network.replay"
        case .certificateEnding: "network.certificate-ending"
        case .certificateEnded: "network.certificate-ended"
        case .submissionRate: "network.submission-rate"
        case .amountDiffers: "transaction.amount-differs"
        case .splitting: "transaction.splitting"
        case .borrowedIdentity: "transaction.borrowed-identity"
        case .allowanceTheft: "transaction.allowance-theft"
        case .priceOutlier: "transaction.price-outlier"
        case .resaleRing: "transaction.resale-ring"
        case .prohibitedCode: "biosafety.prohibited-code"
        case .prohibitedName: "biosafety.prohibited-name"
        case .endangeredSpecies: "biosafety.endangered-species"
        case .originBan: "biosafety.origin-ban"
        case .recall: "quality.recall"
        case .bannedBrand: "quality.banned-brand"
        case .licence: "quality.licence"
        case .sampling: "quality.sampling"
        case .deniedPartyAlike: "state.denied-party-alike"
        case .exportProhibited: "state.export-prohibited"
        case .restrictedDestination: "state.restricted-destination"
        }
    }

    /// The rule of that name, or nil.
    public init?(name: String) {
        guard let known = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = known
    }

    /// The safety it serves.
    public var safety: Safety {
        switch self {
        case .deniedParty, .deniedPartyAlike, .controlledGoods, .restrictedOrigin,
            .exportProhibited, .restrictedDestination:
            .state
        case .signatureMissing, .signatureInvalid, .replay, .certificateEnding, .certificateEnded,
            .submissionRate:
            .network
        case .amountDiffers, .splitting, .borrowedIdentity, .allowanceTheft, .priceOutlier,
            .resaleRing:
            .transaction
        case .prohibitedCode, .prohibitedName, .endangeredSpecies, .originBan: .biosafety
        case .recall, .bannedBrand, .licence, .sampling: .quality
        }
    }

    /// What has to be known before the rule can say anything; nil where the documents are enough.
    public var need: RiskNeed? {
        switch self {
        case .deniedParty, .deniedPartyAlike: .deniedParties
        case .controlledGoods, .restrictedOrigin, .prohibitedCode, .prohibitedName,
            .endangeredSpecies, .originBan, .recall, .bannedBrand, .licence, .exportProhibited,
            .restrictedDestination:
            .goods
        case .signatureMissing, .signatureInvalid: .signatures
        case .replay: .replays
        case .certificateEnding, .certificateEnded: .certificates
        case .submissionRate: .submissionRates
        case .amountDiffers: nil
        case .splitting, .borrowedIdentity, .resaleRing: .orderHistory
        case .allowanceTheft: .allowances
        case .priceOutlier: .priceHistory
        case .sampling: .draws
        }
    }
}

/// What a rule needs besides the documents. Where it is missing the rule is not evaluated, which is
/// counted and never taken for a pass.
public enum RiskNeed: String, Sendable, CaseIterable {
    /// A list of denied parties, which the operator imports.
    case deniedParties
    /// At least one goods entry in the rule's list; the operator imports what is not seeded.
    case goods
    /// Whether the message was signed, and by whom.
    case signatures
    /// Whether the message came before under other documents.
    case replays
    /// How long the sender's certificate lasts.
    case certificates
    /// How often the sender submits.
    case submissionRates
    /// Recent orders of buyer, address, telephone and payer.
    case orderHistory
    /// Recent orders of the buyer, and how much of the year is used.
    case allowances
    /// Recent prices of the goods.
    case priceHistory
    /// A draw that nobody can steer (``ControlSample``).
    case draws
}

/// A set of rules.
public struct RiskRuleSet: OptionSet, Hashable, Sendable {
    public let rawValue: UInt64

    /// The rules whose places are set.
    public init(rawValue: UInt64) {
        self.rawValue = rawValue
    }

    /// That rule alone.
    public init(_ rule: RiskRuleID) {
        rawValue = 1 << UInt64(rule.rawValue)
    }

    /// Whether a rule is in it.
    public func contains(_ rule: RiskRuleID) -> Bool { contains(RiskRuleSet(rule)) }

    /// Its rules, in their order.
    public var rules: [RiskRuleID] { RiskRuleID.allCases.filter { contains($0) } }
}
