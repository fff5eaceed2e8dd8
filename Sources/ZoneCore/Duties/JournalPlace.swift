/// A place in the journal: behind the event `index - 1` of row `seq`. Places never change, so a feed can be replayed.
public struct JournalPlace: Hashable, Comparable, Sendable, CustomStringConvertible {
    public var seq: Int64
    public var index: Int

    /// Before everything.
    public static let start = JournalPlace(seq: 0, index: 0)

    /// The place behind that event.
    public init(seq: Int64, index: Int) {
        self.seq = seq
        self.index = index
    }

    /// From its text; nil where it can't be one.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let seq = Int64(parts[0]), let index = Int(parts[1]), seq >= 0,
            (0...1_000_000).contains(index)
        else { return nil }
        self.init(seq: seq, index: index)
    }

    public var description: String { "\(seq).\(index)" }

    /// In the order of the journal.
    public static func < (left: JournalPlace, right: JournalPlace) -> Bool {
        (left.seq, left.index) < (right.seq, right.index)
    }
}
