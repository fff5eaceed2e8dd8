import ZoneCore
import ZoneServices

/// The five safeties on a day.
struct RiskAnswer: Encodable {
    var on: String
    var safeties: [Safety]

    /// A safety with its rules.
    struct Safety: Encodable {
        var id: String
        var zh: String
        var en: String
        var ownerZh: String
        var ownerEn: String
        var source: String
        var verified: Bool
        var evaluatedCount: Int
        var rules: [Rule]

        init(_ view: SafetyView) {
            (id, zh, en) = (view.id, view.zh, view.en)
            (ownerZh, ownerEn) = (view.ownerZh, view.ownerEn)
            source = view.source
            verified = view.isVerified
            evaluatedCount = view.evaluatedCount
            rules = view.rules.map(Rule.init)
        }
    }

    /// A rule: what it looks at, what it does, whether it can be evaluated, how often it hits.
    struct Rule: Encodable {
        var id: String
        var zh: String
        var en: String
        var looksAtZh: String
        var looksAtEn: String
        var action: String?
        var source: String?
        var verified: Bool
        var coverage: String
        var hits: Share
        var controlHits: Share

        init(_ view: RiskRuleView) {
            (id, zh, en) = (view.id, view.zh, view.en)
            (looksAtZh, looksAtEn) = (view.looksAtZh, view.looksAtEn)
            action = view.action
            source = view.source
            verified = view.isVerified
            coverage = view.coverage
            hits = Share(view.hitRate)
            controlHits = Share(view.controlHitRate)
        }
    }

    /// A share with its 95% range in parts of a million; the range is 0 to a million where nothing was counted.
    struct Share: Encodable {
        var count: Int
        var total: Int
        var lowPpm: Int
        var highPpm: Int

        init(_ view: ShareView) {
            (count, total) = (view.count, view.total)
            lowPpm = Int((view.low * 1e6).rounded(.down))
            highPpm = Int((view.high * 1e6).rounded(.up))
        }
    }
}

/// The control sample of a day.
struct SampleAnswer: Encodable {
    var day: String
    var commitment: String
    var seed: String?
    var ratePartsOf100000: Int64?

    init(_ view: ControlSampleView) {
        day = view.day.description
        commitment = view.commitment
        seed = view.seed
        ratePartsOf100000 = view.rateParts
    }
}
