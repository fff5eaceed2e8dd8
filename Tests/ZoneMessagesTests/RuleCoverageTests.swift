import Testing
import ZoneCore
import ZoneMessages

/// Rules of the messages that `FaultTests` has no clean example of, on messages made from the
/// dictionary.
@Suite
struct RuleCoverageTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let message: String
        let values: [String: String]
        let code: String
        let place: String

        init(_ message: String, _ values: [String: String], _ code: String, at place: String) {
            (self.message, self.values) = (message, values)
            (self.code, self.place) = (code, place)
        }

        var testDescription: String { "\(message) \(code) at \(place)" }
    }

    static let cases = [
        Case("CEB213Message", ["country": "142"], "return.country", at: "country"),
        Case("CEB213Message", ["ieFlag": "E"], "value.fixed", at: "ieFlag"),
        Case("CEB215Message", ["ieFlag": "E"], "value.fixed", at: "ieFlag"),
        Case("CEB303Message", ["orderType": "?"], "form.code", at: "orderType"),
        Case(
            "CEB303Message", ["totalPrice": "1", "goodsValue": "3"], "order.goodsTotal",
            at: "goodsValue"),
        Case("CEB312Message", ["returnStatus": "-"], "form.returnStatus", at: "returnStatus"),
        Case("CEB312Message", ["returnStatus": "77"], "form.returnStatus", at: "returnStatus"),
        Case(
            "CEB312Message", ["returnTime": "20260301"], "structure.length", at: "returnTime"),
        Case("CEB312Message", ["returnTime": "20260230101112123"], "form.time", at: "returnTime"),
        Case(
            "CEB507Message", ["msgCount": "2", "msgSeqNo": "3"], "split.sequence", at: "msgSeqNo"),
        Case(
            "CEB607Message", ["msgCount": "2", "msgSeqNo": "0"], "split.sequence", at: "msgSeqNo"),
        Case("CEB513Message", ["logisticsStatus": "X"], "form.code", at: "logisticsStatus"),
        Case(
            "CEB603Message", ["tradeMode": "1210", "iacCode": ""], "mode.required", at: "iacCode"),
        Case("CEB603Message", ["tradeMode": "1239", "emsNo": ""], "mode.required", at: "emsNo"),
        Case(
            "CEB603Message", ["tradeMode": "1210", "itemRecordNo": ""], "mode.required",
            at: "itemRecordNo"),
        Case(
            "CEB603Message", ["statisticsFlag": "A", "gcode": "0099000000"], "simplified.code",
            at: "gcode"),
        Case("CEB603Message", ["ieFlag": "I"], "value.fixed", at: "ieFlag"),
        Case(
            "CEB603Message", ["grossWeight": "1", "netWeight": "2"], "weight.net", at: "netWeight"),
        Case("CEB623Message", ["appType": "2"], "value.fixed", at: "appType"),
        Case(
            "CEB701Message", ["startTime": "20260301000000", "endTime": ""], "structure.length",
            at: "endTime"),
        Case(
            "CEB701Message", ["startTime": "20260302000000", "endTime": "20260301000000"],
            "period.pair", at: "endTime"),
        Case("CEB711Message", ["gnum": "9"], "line.numbers", at: "gnum"),
        Case("CEB816Message", ["returnTime": "x"], "structure.length", at: "returnTime"),
    ]

    @Test(arguments: cases)
    func ruleIsFound(_ item: Case) throws {
        for edition in Edition.allCases {
            let roots = Grammar.of(edition).roots
            guard let root = roots.first(where: { $0.name == item.message }) else { continue }
            var generator = MessageGenerator(edition: edition, choice: .all, seed: 1)
            var node = generator.message(root)
            for path in node.paths {
                let local = node[path].name.dropFirst("ceb:".count)
                if let value = item.values[String(local)] { node[path].text = value }
            }
            let bytes = Array((Mutator.declaration + node.xml).utf8)
            let found = checkMessage(bytes, options: CheckOptions(edition: edition)).findings
            let isFound = found.contains {
                $0.code == item.code && $0.path.hasSuffix("/" + item.place)
            }
            #expect(isFound, "\(edition.rawValue): \(found.map { $0.code + " " + $0.path })")
        }
    }

    @Test func everyFindingHasTextInBothLanguages() {
        for entry in FindingCatalog.standard.entries {
            #expect(
                !entry.zh.isEmpty && !entry.en.isEmpty && !entry.source.isEmpty, "\(entry.code)")
        }
    }
}
