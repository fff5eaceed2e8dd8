import CLibXML2
import Foundation
import ZoneCore
import ZoneMessages

/// Times our whole check of a message against libxml2 (DOM, then XSD with the schema parsed once),
/// both on one core and alternately, so that whatever else the machine does meets both.
///
/// Usage: bench-messages [schema.xsd]; without one the schema is written from the dictionary.

struct Case {
    let name: String
    let bytes: [UInt8]
    let repeats: Int
}

/// Writes our own schema to a new directory; gives the path of the one for imports.
func writtenSchema() throws -> String {
    let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("bench-messages-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let signature = folder.appendingPathComponent("xmldsig-core-schema.xsd")
    try signatureSchemaText().write(to: signature, atomically: true, encoding: .utf8)
    let file = folder.appendingPathComponent("import.xsd")
    try schemaText(edition: .e202205, family: .import)
        .write(to: file, atomically: true, encoding: .utf8)
    return file.path
}

/// Microseconds that one call of `body` takes, over `count` calls.
func microseconds(_ count: Int, _ body: () -> Void) -> Double {
    let time = ContinuousClock().measure { for _ in 0..<count { body() } }
    let (seconds, attoseconds) = time.components
    return (Double(seconds) * 1e6 + Double(attoseconds) / 1e12) / Double(count)
}

func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
}

func run(_ item: Case, _ schema: xmlSchemaPtr, structureOnly: Bool) -> Bool {
    var (ours, theirs, ratios): ([Double], [Double], [Double]) = ([], [], [])
    var isValid = true
    let options = CheckOptions(edition: .e202205, layers: [.structure])
    for _ in 0..<21 {
        let own = microseconds(item.repeats) {
            if structureOnly {
                isValid = checkMessage(item.bytes, options: options).verdict == .valid && isValid
            } else {
                let message = readMessage(item.bytes, edition: .e202205)
                isValid = message.findings.isEmpty && isValid
            }
        }
        let other = item.bytes.withUnsafeBytes { bytes in
            microseconds(max(1, item.repeats / 5)) {
                let text = bytes.bindMemory(to: CChar.self).baseAddress!
                isValid = zoneVerdict(schema, text, Int32(bytes.count), nil) == 1 && isValid
            }
        }
        ours.append(own)
        theirs.append(other)
        ratios.append(other / own)
    }
    let perSecond = 1e6 / median(ours)
    print(
        item.name.padding(toLength: 26, withPad: " ", startingAt: 0)
            + padded(String(item.bytes.count), 8)
            + padded(String(format: "%.2f", median(ours)), 11)
            + padded(String(format: "%.2f", median(theirs)), 11)
            + padded(String(format: "%.1f", median(ratios)), 8)
            + padded(String(format: "%.0f", perSecond), 11)
            + padded(String(format: "%.0f", Double(item.bytes.count) / median(ours)), 8)
            + (isValid ? "" : "  NOT CLEAN"))
    return isValid
}

let path = CommandLine.arguments.count > 1 ? CommandLine.arguments[1] : try writtenSchema()
var fault = [CChar](repeating: 0, count: 4096)
xmlInitParser()
guard let schema = zoneSchema(path, &fault) else {
    let word = fault.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    print("\(path): no schema: \(String(decoding: word, as: UTF8.self))")
    exit(2)
}
let single = 200
let cases = [
    Case(name: "CEB311 x 1", bytes: Array(CleanMessage.order().utf8), repeats: single),
    Case(name: "CEB411 x 1", bytes: Array(CleanMessage.payment().utf8), repeats: single),
    Case(name: "CEB511 x 1", bytes: Array(CleanMessage.waybill().utf8), repeats: single),
    Case(name: "CEB621 x 1", bytes: Array(CleanMessage.list().utf8), repeats: single),
    Case(name: "CEB311 x 100", bytes: Array(CleanMessage.order(documents: 100).utf8), repeats: 5),
    Case(name: "CEB411 x 100", bytes: Array(CleanMessage.payment(documents: 100).utf8), repeats: 5),
    Case(name: "CEB511 x 100", bytes: Array(CleanMessage.waybill(documents: 100).utf8), repeats: 5),
    Case(name: "CEB621 x 100", bytes: Array(CleanMessage.list(documents: 100).utf8), repeats: 5),
]
print("schema: \(path)")
print("message                       bytes    ours us   libxml us   ratio  messages/s    MB/s")
var isSound = true
print("all layers of checks")
for item in cases { isSound = run(item, schema, structureOnly: false) && isSound }
print("structure only")
for item in cases { isSound = run(item, schema, structureOnly: true) && isSound }
exit(isSound ? 0 : 1)
