import ZoneCore

extension CaseKind {
    /// `regime` and the inputs of ``computeTax(_:rules:isTraced:)`` -> its results; `fault` with the
    /// first fault's code where the question is refused.
    static let tax = CaseKind("tax") { ruleCase, book throws(CaseFault) in
        let name = try ruleCase.input("regime")
        guard let regime = TaxRegime(rawValue: name) else { throw CaseFault("regime: \(name)") }
        let inputs = ruleCase.inputs.filter { $0.key != "regime" }.sorted { $0.key < $1.key }.map {
            TaxInput($0.key, Bool($0.value).map { .flag($0) } ?? .text($0.value))
        }
        let question = TaxQuestion(regime: regime, day: ruleCase.on, inputs: inputs)
        switch computeTax(question, rules: ruleCase.rules(of: book)) {
        case .refused(let faults): return ["fault": faults.first?.kind.rawValue ?? ""]
        case .taxed(let result):
            return Dictionary(
                result.values.map { ($0.name, $0.value.text) }, uniquingKeysWith: { $1 })
        }
    }
}

extension TaxValue {
    /// The value as cases write it.
    fileprivate var text: String {
        switch self {
        case .text(let text): text
        case .whole(let number): "\(number)"
        case .flag(let flag): "\(flag)"
        case .words(let words): words.joined(separator: " ")
        case .groups(let groups): "\(groups.count)"
        case .none: "none"
        }
    }
}
