import ArgumentParser
import Foundation
import ZoneCore
import ZoneRules
import ZoneServices

/// Answers questions about taxes.
struct Tax: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Computes taxes: reads JSON Lines, writes one answer a line.",
        discussion: """
            A question is {"id", "regime", "as_of", "inputs"}: as_of is the day whose law counts, inputs are named \
            values; amounts in yuan and rates as shares are texts, such as "425.00" and "0.13". An answer is {"id", \
            "regime", "as_of", "result", "trace"}, each step of the trace with its parameter, version and article; or \
            {"id", "faults"} with everything that is wrong.

            Exit: 0 all answered, 2 some refused, 1 not readable.
            """)

    @Argument(help: "File of questions; standard input where missing.")
    var file: String?
    @Option(help: "Folder of a draft that is laid over the rule book.")
    var rules: String?
    @Option(help: "Leave out what was not yet known on this day.")
    var known: Day?

    func run() throws {
        let input = try file.map { path in
            guard let handle = FileHandle(forReadingAtPath: path) else {
                throw ValidationError("can't read \(path)")
            }
            return handle
        }
        let draft = rules.map { RuleBookFiles(directory: URL(fileURLWithPath: $0)) }
        let bundled = RuleBookFiles.bundled()
        let book = try readBook(draft.map(bundled.overlaid) ?? bundled)
        var desk = TaxDesk(book, known: known)
        var reader = LineReader(
            input ?? .standardInput, byteCountMax: TaxDesk.byteCountMax)
        var allAnswered = true
        while let line = try reader.next() {
            if case .text(let bytes) = line, bytes.isEmpty { continue }
            let answer = desk.answer(line.bytes)
            print(answer.text)
            allAnswered = allAnswered && answer.isAnswered
        }
        guard allAnswered else { throw ExitCode(2) }
    }
}

/// Reads a file line by line and never keeps more of one than the limit.
private struct LineReader {
    enum Line {
        case text([UInt8])
        /// A line over the limit; it was passed over.
        case tooLong

        var bytes: [UInt8]? {
            if case .text(let bytes) = self { bytes } else { nil }
        }
    }

    private let handle: FileHandle
    private let byteCountMax: Int
    private var chunk: [UInt8] = []
    private var place = 0

    init(_ handle: FileHandle, byteCountMax: Int) {
        self.handle = handle
        self.byteCountMax = byteCountMax
    }

    /// The next line without its end; nil at the end of the file.
    mutating func next() throws -> Line? {
        var line: [UInt8] = []
        var isTooLong = false
        var isBegun = false
        while true {
            if place == chunk.count {
                chunk = try handle.read(upToCount: 1 << 16).map { [UInt8]($0) } ?? []
                place = 0
                guard !chunk.isEmpty else {
                    return isBegun ? (isTooLong ? .tooLong : .text(line)) : nil
                }
            }
            isBegun = true
            let end = chunk[place...].firstIndex(of: UInt8(ascii: "\n"))
            let part = chunk[place..<(end ?? chunk.count)]
            if line.count + part.count > byteCountMax { isTooLong = true }
            if !isTooLong { line += part }
            place = end.map { $0 + 1 } ?? chunk.count
            if end != nil { return isTooLong ? .tooLong : .text(line) }
        }
    }
}
