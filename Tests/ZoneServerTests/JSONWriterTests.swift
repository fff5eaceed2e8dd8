import Foundation
import NIOCore
import Testing
import ZoneCore

@testable import ZoneServer
@testable import ZoneServices

@Suite struct JSONWriterTests {
    private func text(_ write: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter(capacity: 0)
        write(&writer)
        return String(buffer: writer.buffer)
    }

    @Test func commas() {
        let text = text {
            $0.beginObject()
            $0.key("a")
            $0.beginArray()
            $0.integer(1)
            $0.boolean(true)
            $0.beginObject()
            $0.endObject()
            $0.string("x")
            $0.endArray()
            $0.field("b", nil)
            $0.field("c", "y")
            $0.endObject()
        }
        #expect(text == #"{"a":[1,true,{},"x"],"c":"y"}"#)
    }

    @Test func everyCharacterComesBack() throws {
        var all = ""
        for value in (0...0x2FF).map(UInt32.init) + [0x2028, 0x4E2D, 0xFFFD, 0x1F600] {
            all.unicodeScalars.append(Unicode.Scalar(value) ?? " ")
        }
        for sample in [all, "", "\"", "\\\\", "a\"b\\c\u{1}d", "中\u{0}文"] {
            let written = text { $0.string(sample) }
            #expect(try JSON(Array(written.utf8)).string == sample)
        }
    }

    @Test func integers() {
        #expect(text { $0.integer(Int64.min) } == "-9223372036854775808")
    }

    @Test func answerReadsBack() throws {
        let finding = Finding(
            code: "form.guid", severity: .warning, layer: .form, path: "A/B[2]", value: "\"\n",
            expected: nil, zh: "中", en: "e", source: "s", repair: "r")
        let answer = MessageAnswer(
            id: 7, name: nil, guid: "g", verdict: .valid, isRepeated: true, findings: [finding],
            documents: [
                DocumentAnswer(
                    kind: .waybill, key: "k", status: -301_001, info: "i", declarationID: nil)
            ], receivedAt: Timestamp(ms: 0))
        let full = try JSON(Array(String(buffer: writeAnswer(answer)).utf8))
        #expect(full["findings"][0]["value"].string == "\"\n")
        #expect(full["findings"][0]["expected"].isNull)
        #expect(full["documents"][0]["status"].int == -301_001)
        #expect(full["receivedAt"].string == "1970-01-01T08:00:00.000+08:00")
        let short = try JSON(Array(String(buffer: writeAnswers([answer], form: .short)).utf8))
        #expect(short["messages"][0]["refusedCount"].int == 1)
        #expect(short["messages"][0]["findingCount"].int == 1)
    }
}
