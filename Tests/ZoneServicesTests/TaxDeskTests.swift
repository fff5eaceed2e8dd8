import Foundation
import Testing
import ZoneCore
import ZoneRules

@testable import ZoneServices

@Suite struct TaxDeskTests {
    private func answer(_ line: String) throws -> (object: [String: Any], isAnswered: Bool) {
        var desk = TaxDesk(try RuleBook.bundled())
        let (text, isAnswered) = desk.answer([UInt8](line.utf8))
        let object = try JSONSerialization.jsonObject(with: Data(text.utf8))
        return (try #require(object as? [String: Any]), isAnswered)
    }

    @Test func resultAndATraceThatCites() throws {
        let (object, isAnswered) = try answer(
            #"{"id":"a","regime":"cbec_retail_import","as_of":"2026-01-01","inputs":{"dutiable":"100","vat":"0.13","ct_advalorem":"0"}}"#
        )
        #expect(isAnswered)
        #expect(object["id"] as? String == "a" && object["as_of"] as? String == "2026-01-01")
        let result = try #require(object["result"] as? [String: Any])
        // 100 * 13 % * 70 %.
        #expect(result["vat"] as? String == "9.10" && result["total"] as? String == "9.10")
        let trace = try #require(object["trace"] as? [[String: Any]])
        let cited = trace.filter { $0["parameter"] != nil }
        #expect(!cited.isEmpty)
        for step in cited {
            #expect(step["version"] is String && step["article"] is String)
            #expect(step["instrument"] is String && step["verified"] is Bool)
        }
    }

    @Test func theSameInputAtTwoDatesShowsTheChangeOfLaw() throws {
        func route(_ day: String) throws -> String? {
            let (object, _) = try answer(
                #"{"id":1,"regime":"cbec_retail_route","as_of":"\#(day)","inputs":{"dutiable":"3000","annual_used":"0","items":2}}"#
            )
            return (object["result"] as? [String: Any])?["route"] as? String
        }
        let (before, after) = (try route("2018-12-31"), try route("2019-01-01"))
        #expect(before != nil && after != nil && before != after)
    }

    @Test func allFaultsAtOnce() throws {
        let (object, isAnswered) = try answer(
            #"{"regime":"none","as_of":"2026-13-01","inputs":{"vat":0.13}}"#)
        #expect(!isAnswered && object["result"] == nil)
        let faults = try #require(object["faults"] as? [[String: Any]])
        #expect(
            faults.compactMap { $0["code"] as? String } == [
                "tax.missing", "tax.unknown-regime", "tax.bad-form", "tax.bad-form",
            ])
    }

    @Test func aLineThatIsNoObjectAndOneThatIsTooLong() throws {
        let (object, _) = try answer("[1]")
        #expect(
            (object["faults"] as? [[String: Any]])?.first?["code"] as? String == "tax.malformed")
        var desk = TaxDesk(try RuleBook.bundled())
        #expect(desk.answer(nil).text.contains("tax.too-long"))
    }

    /// Through the very lines that the command reads.
    @Test func sharedVectorsComeOutTheSame() throws {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../shared/reference/tax_vectors.tsv").standardized
        guard let text = try? String(contentsOf: path, encoding: .utf8) else {
            print("skipped: no shared tax vectors at \(path.path)")
            return
        }
        for row in text.split(separator: "\n").dropFirst() {
            let cells = row.split(separator: "\t", omittingEmptySubsequences: false)
            let (object, _) = try answer(
                #"{"id":"\#(cells[0])","regime":"\#(cells[1])","as_of":"\#(cells[2])","inputs":\#(cells[3])}"#
            )
            let expected = try JSONSerialization.jsonObject(with: Data(cells[4].utf8))
            let result = try #require(object["result"] as? NSDictionary, "\(cells[0]): \(object)")
            #expect(result == expected as? NSDictionary, "\(cells[0])")
        }
    }
}
