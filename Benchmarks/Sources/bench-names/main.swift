import Foundation
import ZoneRules

/// Times name screening on one core, a pass at a time, as the driver asks: it reads lines and
/// answers each with one. `scripts/bench-names` is the driver.
///
/// Usage: bench-names DIRECTORY; the list and the names are written to `list.txt` and `names.txt`.

let seed: UInt64 = 20_261_127
let listCount = 100_000
let nameCount = 20_000

func seconds(_ body: () -> Void) -> Double {
    let (seconds, attoseconds) = ContinuousClock().measure(body).components
    return Double(seconds) + Double(attoseconds) / 1e18
}

func answer(_ line: String) {
    print(line)
    fflush(nil)
}

let folder = URL(fileURLWithPath: CommandLine.arguments[1])
var corpus = NameCorpus(seed: seed, nameCount: listCount)
/// Names of all kinds in the list's shares; one in a hundred is on the list.
var names: [String] = []
while names.count < nameCount {
    let kind = corpus.kinds[corpus.pick(Array(0..<100)) * (corpus.kinds.count / 100)]
    names.append(
        names.count % 100 == 0
            ? corpus.list.entries[corpus.entry(kind)].names[0] : corpus.unlisted(kind))
}
try corpus.list.entries.map { $0.names[0] }.joined(separator: "\n")
    .write(to: folder.appending(path: "list.txt"), atomically: true, encoding: .utf8)
try names.joined(separator: "\n")
    .write(to: folder.appending(path: "names.txt"), atomically: true, encoding: .utf8)

var scratch: NameScratch?
let warmUp = seconds { scratch = NameScratch() }
guard var scratch else { exit(1) }
var index = NameIndex(NameList([]))
answer("tables \(warmUp)")
while let line = readLine() {
    switch line {
    case "build": answer("\(seconds { index = NameIndex(corpus.list) })")
    case "bytes": answer("\(index.byteCount / index.nameCount)")
    case "match":
        var hitCount = 0
        let time = seconds {
            for name in names where !index.match(name, scratch: &scratch).isEmpty { hitCount += 1 }
        }
        answer("\(time) \(hitCount)")
    default: exit(0)
    }
}
