import Foundation
import ZoneCore
import ZoneServices

/// A measure in this zone.
struct MeasureAnswer: Encodable {
    struct Step: Encodable {
        var kind: String
        var detail: String
        /// Whether it was about the content as it is now.
        var current: Bool
        var passed: Bool
        var by: String
        var at: String
    }

    var id: String
    var digest: String
    /// Missing where it can't be read by this program, and in lists.
    var measure: Measure?
    var titleZh: String
    var titleEn: String
    /// Missing for one that was written here.
    var signer: String?
    var by: String
    var at: String
    var state: String
    var from: String?
    var to: String?
    var known: String?
    /// Newest first; missing in lists.
    var steps: [Step]?
    /// What the newest check of the preconditions found, and the newest simulation.
    var preconditions: [PreconditionResult]?
    var simulation: SimulationSummary?

    init(_ view: MeasureView, isWhole: Bool) {
        (id, digest, by, at) = (view.id, view.digest, view.actor, view.at.iso8601)
        (titleZh, titleEn) = (view.measure?.titleZh ?? "", view.measure?.titleEn ?? "")
        signer = view.signer.isEmpty ? nil : view.signer
        state = view.state.rawValue
        (from, to, known) = (
            view.from?.description, view.to?.description, view.known?.description
        )
        guard isWhole else { return }
        measure = view.measure
        steps = view.steps.map {
            Step(
                kind: $0.kind, detail: $0.detail, current: $0.isCurrent, passed: $0.hasPassed,
                by: $0.actor, at: $0.at.iso8601)
        }
        preconditions = view.newestResult(.checked)
        simulation = view.newestResult(.simulated)
    }
}

/// What is kept of a simulation.
struct SimulationSummary: Codable {
    struct Sum: Codable {
        var declarations: Int64
        var released: Int64
        var refused: Int64
        var underReview: Int64
        var inspected: Int64
        var waiting: Int64
        var dutyFen: Int64
        var vatFen: Int64
        var consumptionFen: Int64
    }

    struct Pair: Codable {
        var before: Sum
        var after: Sum
    }

    var from: String
    var to: String
    var declarations: Int
    var changed: Int
    var changedElsewhere: Int
    var totals: Pair
}

/// All measures.
struct MeasuresAnswer: Encodable {
    var measures: [MeasureAnswer]
}

/// What preconditions found.
struct PreconditionsAnswer: Encodable {
    var passed: Bool
    var preconditions: [PreconditionResult]
}

/// The library of practices.
struct MeasureLibraryAnswer: Encodable {
    struct Practice: Encodable {
        var id: String
        var system: String
        var zh: String
        var en: String
        var basis: String
        var seen: Bool
        var file: String
        var fill: String

        init(_ one: MeasurePractice) {
            (id, system, zh, en) = (one.id, one.system.rawValue, one.zh, one.en)
            (basis, seen, file, fill) = (one.basis, one.isSeen, one.file, one.fill)
        }
    }

    var practices: [Practice]
}

/// How a measure's indicators moved.
struct MeasureEffectAnswer: Encodable {
    struct Share: Encodable {
        var count: Int
        var total: Int

        init(_ share: MeasureEffect.Share) { (count, total) = (share.count, share.total) }
    }

    struct Indicator: Encodable {
        var zh: String
        var en: String
        var share: String
        var treated: [String]
        var control: [String]
        var beforeFrom: String
        var beforeTo: String
        var afterFrom: String
        var afterTo: String
        var treatedBefore: Share
        var treatedAfter: Share
        var controlBefore: Share
        var controlAfter: Share
        /// Parts of a million; missing where one of the four groups is too small.
        var effectPpm: Int?
        var lowPpm: Int?
        var highPpm: Int?

        init(_ one: MeasureEffect) {
            let indicator = one.indicator
            (zh, en, share) = (indicator.zh, indicator.en, indicator.share.rawValue)
            (treated, control) = (indicator.treated, indicator.control)
            beforeFrom = one.before.lowerBound.description
            beforeTo = one.before.upperBound.description
            afterFrom = one.after.lowerBound.description
            afterTo = one.after.upperBound.description
            treatedBefore = Share(one.treatedBefore)
            treatedAfter = Share(one.treatedAfter)
            controlBefore = Share(one.controlBefore)
            controlAfter = Share(one.controlAfter)
            effectPpm = one.estimate?.ppm
            (lowPpm, highPpm) = (one.estimate?.lowPpm, one.estimate?.highPpm)
        }
    }

    /// What was computed, and what it can't show.
    var methodZh = Self.methods.zh
    var methodEn = Self.methods.en
    var indicators: [Indicator]

    static let methods = (
        zh: "双重差分：试点组前后之差减对照组前后之差；95%区间由四个比例的Wilson区间按MOVER法合成。"
            + "只有在没有举措时两组变化相同的前提下才是效果，数据本身不能证明这一点。任一组不足30单不作估计。",
        en:
            "Difference in differences: what the treated group changed less what the control group changed; the "
            + "95 % interval is put together from Wilson's intervals of the four shares (MOVER). It is an effect only "
            + "as far as both groups would have moved alike without the measure, which no figure can show. With fewer "
            + "than 30 declarations in one of the four nothing is estimated."
    )
}
