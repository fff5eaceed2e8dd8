import Foundation
import ZoneCore
import ZoneServices

/// A measure of tests: the ceiling of one transaction becomes another one.
enum MeasureExample {
    static let id = "lower-ceiling.v1"
    static let path = "parameters/retail-import/transaction-value-max.yaml"

    static func measure(
        yuan: Int = 1, preconditions: [CheckCall] = [CheckCall(check: "stock.imbalance")]
    ) -> Measure {
        let rules = """
            id: retail-import.transaction-value-max
            values:
              - value: "\(yuan)"
                source: {instrument: "a test", article: "none"}
                verified: false
                note: "not a law"

            """
        let text = """
            {"format":"pilotzone-measure/1","name":"lower-ceiling","version":1,"origin":"hangzhou",
            "titleZh":"降低限值","titleEn":"A lower ceiling","descriptionZh":"试验","descriptionEn":"a trial",
            "basis":[{"instrument":"a test","article":"none","verified":false}],"rules":{},
            "preconditions":[],"indicators":[{"zh":"放行率","en":"share released","share":"released",
            "treated":["1210"],"control":["9610"]}],"risks":[{"zh":"退单增加","en":"more refusals",
            "likelihood":"high","gravity":"low","mitigationZh":"退出","mitigationEn":"roll it back"}]}
            """
        guard
            var measure = try? JSONDecoder().decode(Measure.self, from: Data(text.utf8))
        else { preconditionFailure("the example is no measure") }
        measure.rules = [path: rules]
        measure.preconditions = preconditions
        return measure
    }
}

extension Zone {
    /// Waits for the result of a simulation to be kept with its measure.
    func waitForSimulation(of id: String) async throws {
        for _ in 0..<2_000 {
            if try measure(id)?.steps.contains(where: { $0.kind == "simulated" }) == true { return }
            try await Task.sleep(for: .milliseconds(10))
        }
    }
}
