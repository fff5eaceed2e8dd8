public import ZoneCore

/// A message after decoding: its bytes once, and where in them each field's value stands.
///
/// No field is a `String` until somebody asks for one. A record is one occurrence of a block; its
/// values sit in consecutive slots, in the dictionary's order of fields.
public struct DecodedMessage: Sendable {
    /// One occurrence of a block.
    struct Record: Sendable {
        var block: Int32
        /// Index of the record it stands in, -1 for the root.
        var parent: Int32
        /// First of its slots.
        var slotBase: Int32
        /// Which occurrence under its parent it is, from 1; 0 where it cannot repeat.
        var ordinal: Int32
    }

    /// Where a value stands. An absent value has `start == Slot.absent`.
    struct Slot: Sendable {
        /// Offset in the message's bytes, or in the arena when the top bit is set.
        var start: UInt32
        var length: UInt32
        /// The value in units of 0.00001 for a decimal, the number itself for a whole number.
        var number: Int64

        static let absent = UInt32.max
        static let arenaBit: UInt32 = 1 << 31
        static let notANumber = Int64.min
        static let none = Slot(start: absent, length: 0, number: notANumber)
        var isPresent: Bool { start != Slot.absent }
    }

    /// How far the decoder came.
    public enum Completeness: Sendable {
        /// The whole message was read.
        case complete
        /// It is not well-formed; what stood before the fault was read.
        case malformed
        /// It was not read at all: too large, refused encoding, DTD, not XML.
        case refused
    }

    /// The edition it was read by.
    public internal(set) var edition: Edition
    /// The message's name, such as `CEB311Message`; nil when its root is unknown.
    public internal(set) var name: String?
    /// Import, export, envelope; nil when its root is unknown.
    public internal(set) var family: MessageFamily?
    /// How far the decoder came.
    public internal(set) var completeness = Completeness.complete
    /// What is wrong with structure and form.
    public internal(set) var findings: [Finding] = []
    /// How many findings there were, also beyond the limit of kept ones.
    public internal(set) var findingCount = 0

    /// Its root's index in `grammar.roots`; -1 when its root is unknown.
    var root = -1
    /// The message's bytes, followed by zero bytes that the scanner needs.
    var text: [UInt8] = []
    /// Values that had to be rewritten: entities, CDATA, line ends.
    var arena: [UInt8] = []
    var records: [Record] = []
    var slots: [Slot] = []
    var grammar: Grammar { Grammar.of(edition) }

    /// The message in UTF-8, whatever it came in; empty when it was refused.
    public var utf8: [UInt8] { Array(text.dropLast(MessageDecoder.padding)) }

    init(edition: Edition) {
        self.edition = edition
    }

    func slot(_ record: Int, _ slot: Int) -> Slot {
        slots[Int(records[record].slotBase) + slot]
    }

    /// The text of a slot; empty when absent.
    func string(_ slot: Slot) -> String {
        guard slot.isPresent else { return "" }
        let start = Int(slot.start & ~Slot.arenaBit)
        let range = start..<start + Int(slot.length)
        return slot.start & Slot.arenaBit == 0
            ? String(decoding: text[range], as: UTF8.self)
            : String(decoding: arena[range], as: UTF8.self)
    }

    /// Compares two values byte by byte.
    func isSame(_ left: Slot, _ right: Slot) -> Bool {
        guard left.length == right.length else { return false }
        return withBytes(left) { leftBytes in
            withBytes(right) { leftBytes.elementsEqual($0) }
        }
    }

    /// Gives the bytes of a value to `body`; none when it is absent.
    func withBytes<T>(_ slot: Slot, _ body: (UnsafeBufferPointer<UInt8>) -> T) -> T {
        guard slot.isPresent else { return body(UnsafeBufferPointer(start: nil, count: 0)) }
        let start = Int(slot.start & ~Slot.arenaBit)
        let end = start + Int(slot.length)
        let source = slot.start & Slot.arenaBit == 0 ? text : arena
        return source.withUnsafeBufferPointer {
            body(UnsafeBufferPointer(rebasing: $0[start..<end]))
        }
    }

    /// Whether the value is that ASCII text.
    func isEqual(_ slot: Slot, _ text: StaticString) -> Bool {
        guard Int(slot.length) == text.utf8CodeUnitCount else { return false }
        return withBytes(slot) { bytes in
            text.withUTF8Buffer { $0.elementsEqual(bytes) }
        }
    }

    /// Element names from the root to `record`, with an index where a block repeats.
    func path(of record: Int) -> String { unfinishedPath(of: record, grammar: grammar) }

    func unfinishedPath(of record: Int, grammar: Grammar) -> String {
        let own = records[record]
        let block = grammar.blockNames[Int(own.block)].name
        let name = own.ordinal > 0 ? "\(block)[\(own.ordinal)]" : block
        return own.parent < 0
            ? name : unfinishedPath(of: Int(own.parent), grammar: grammar) + "/" + name
    }

    /// Values of the root's attribute or field, for callers that know the name.
    public func rootValue(_ field: String) -> String? {
        guard let root = records.first,
            let slot = grammar.slot(field, of: Int(root.block))
        else { return nil }
        let value = self.slot(0, slot)
        return value.isPresent ? string(value) : nil
    }

    /// Adds a finding; beyond the limit only its number is kept.
    mutating func add(_ finding: Finding, limit: Int) {
        findingCount += 1
        if findings.count < limit { findings.append(finding) }
    }
}
