import ZoneCore
import ZoneServices

/// All measures and the library.
struct MeasuresPage {
    struct Row {
        var id: String
        var url: String
        var title: String
        var state: String
        var days: String
        var signer: String
    }

    struct Practice {
        var id: String
        var url: String
        var system: String
        var title: String
        var basis: String
        var file: String
        var fill: String
    }

    var text: MeasureText
    var rows: [Row]
    var isEmpty: Bool
    var practices: [Practice]

    init(_ measures: [MeasureView], practices: [MeasurePractice], visit: Visit) {
        let isZh = visit.language == .zh
        let text = MeasureText.of(visit.language)
        self.text = text
        rows = measures.map {
            Row(
                id: $0.id, url: visit.url("/measures/" + $0.id.percentEncoded()),
                title: (isZh ? $0.measure?.titleZh : $0.measure?.titleEn) ?? $0.id,
                state: isZh ? $0.state.zh : $0.state.en, days: $0.days,
                signer: $0.signer.isEmpty ? text.ownDraft : $0.signer)
        }
        isEmpty = rows.isEmpty
        self.practices = practices.map {
            Practice(
                id: $0.id, url: "/v1/measure-library/" + $0.id,
                system: isZh ? $0.system.zh : $0.system.rawValue, title: isZh ? $0.zh : $0.en,
                basis: $0.basis + ($0.isSeen ? "" : " (\(text.notSeen))"), file: $0.file,
                fill: $0.fill)
        }
    }
}

extension MeasureView {
    /// On which days it is in force, as far as they are set.
    fileprivate var days: String {
        guard let from else { return "-" }
        return "\(from) - \(to?.description ?? "")"
    }
}

/// One measure with all that was done with it.
struct MeasurePage {
    struct Fact {
        var label: String
        var value: String
    }

    struct Condition {
        var check: String
        var tag: ToneTag
        var detail: String
    }

    struct Effect {
        var name: String
        var groups: String
        var period: String
        var effect: String
    }

    struct Step {
        var at: String
        var kind: String
        var actor: String
        var detail: String
    }

    struct Risk {
        var risk: String
        var grade: String
        var mitigation: String
    }

    struct File {
        var path: String
        var content: String
    }

    struct Outcome {
        var label: String
        var before: String
        var after: String
    }

    var text: MeasureText
    var id: String
    var title: String
    var description: String
    var facts: [Fact]
    var basis: [String]
    var files: [File]
    var conditions: [Condition]
    var isUnchecked: Bool
    var outcomes: [Outcome]
    var simulated: String?
    var effects: [Effect]
    var hasNoEffect: Bool
    var method: String
    var risks: [Risk]
    var steps: [Step]
    var packageURL: String
    var jsonURL: String

    init(_ view: MeasureView, effects: [MeasureEffect], visit: Visit) {
        let isZh = visit.language == .zh
        let text = MeasureText.of(visit.language)
        let measure = view.measure
        (self.text, id) = (text, view.id)
        title = (isZh ? measure?.titleZh : measure?.titleEn) ?? view.id
        description = (isZh ? measure?.descriptionZh : measure?.descriptionEn) ?? ""
        facts = [
            Fact(label: text.state, value: isZh ? view.state.zh : view.state.en),
            Fact(label: text.days, value: view.days),
            Fact(
                label: text.signer, value: view.signer.isEmpty ? text.ownDraft : view.signer),
            Fact(label: "SHA-256", value: view.digest),
        ]
        basis = (measure?.basis ?? []).map {
            "\($0.instrument), \($0.article)" + ($0.verified ? "" : " (\(text.unverified))")
        }
        files = (measure?.rules ?? [:]).sorted { $0.key < $1.key }.map {
            File(path: $0.key, content: $0.value)
        }
        let results: [PreconditionResult]? = view.newestResult(.checked)
        isUnchecked = results == nil
        conditions = (results ?? []).map { one in
            let check = ZoneCheck.named(one.check)
            let cases = one.cases.prefix(3).map { "\($0.subject): \(isZh ? $0.zh : $0.en)" }
            return Condition(
                check: "\((isZh ? check?.zh : check?.en) ?? "") \(one.check)",
                tag: ToneTag(CheckVerdict(rawValue: one.verdict) ?? .undecided, visit.language),
                detail: ([one.gap] + cases).filter { !$0.isEmpty }.joined(separator: "; "))
        }
        let summary: SimulationSummary? = view.newestResult(.simulated)
        simulated = summary.map {
            "\($0.from) - \($0.to): \(text.changed) \($0.changed + $0.changedElsewhere) / \($0.declarations)"
        }
        outcomes = summary.map { Self.outcomes($0.totals, text) } ?? []
        self.effects = effects.map { Self.effect($0, isZh: isZh, text) }
        hasNoEffect = effects.isEmpty
        method = isZh ? MeasureEffectAnswer.methods.zh : MeasureEffectAnswer.methods.en
        risks = (measure?.risks ?? []).map {
            Risk(
                risk: isZh ? $0.zh : $0.en,
                grade: isZh
                    ? "可能性\($0.likelihood.zh)，严重性\($0.gravity.zh)"
                    : "likelihood \($0.likelihood.rawValue), gravity \($0.gravity.rawValue)",
                mitigation: isZh ? $0.mitigationZh : $0.mitigationEn)
        }
        steps = view.steps.map {
            let name = MeasureEventKind.name(of: $0.kind)
            return Step(
                at: clockText($0.at), kind: isZh ? name.zh : name.en, actor: $0.actor,
                detail: $0.detail)
        }
        let path = "/v1/measures/" + view.id.percentEncoded()
        (jsonURL, packageURL) = (path, path + "/package")
    }

    private static func outcomes(
        _ totals: SimulationSummary.Pair, _ text: MeasureText
    ) -> [Outcome] {
        func tax(_ sum: SimulationSummary.Sum) -> String {
            moneyText(Fen(sum.dutyFen + sum.vatFen + sum.consumptionFen))
        }
        let (before, after) = (totals.before, totals.after)
        return [
            Outcome(
                label: text.released, before: countText(Int(before.released)),
                after: countText(Int(after.released))),
            Outcome(
                label: text.refused, before: countText(Int(before.refused)),
                after: countText(Int(after.refused))),
            Outcome(label: text.tax, before: tax(before), after: tax(after)),
        ]
    }

    private static func effect(
        _ one: MeasureEffect, isZh: Bool, _ text: MeasureText
    ) -> Effect {
        func share(_ name: String, _ modes: [String], _ shares: String) -> String {
            "\(name) \(modes.joined(separator: ", ")): \(shares)"
        }
        func course(_ before: MeasureEffect.Share, _ after: MeasureEffect.Share) -> String {
            "\(before.count)/\(before.total) → \(after.count)/\(after.total)"
        }
        let treated = course(one.treatedBefore, one.treatedAfter)
        let control = course(one.controlBefore, one.controlAfter)
        let effect = one.estimate.map {
            "\(points($0.ppm)) (\(points($0.lowPpm)) … \(points($0.highPpm)))"
        }
        return Effect(
            name: isZh ? one.indicator.zh : one.indicator.en,
            groups: share(text.treated, one.indicator.treated, treated) + "; "
                + share(text.control, one.indicator.control, control),
            period: "\(one.before.lowerBound) - \(one.after.upperBound)", effect: effect ?? "-")
    }

    /// Parts of a million in hundredths with one decimal.
    private static func points(_ ppm: Int) -> String {
        let tenths = (ppm.magnitude + 500) / 1_000
        return "\(ppm < 0 ? "-" : "+")\(tenths / 10).\(tenths % 10)%"
    }
}
