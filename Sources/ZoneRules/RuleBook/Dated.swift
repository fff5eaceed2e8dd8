public import ZoneCore

/// A value with the days and the place it is in force, since when it is known, and its source.
///
/// It has two clocks. `from` and `to` say when a value is in force; `known` says when anyone could
/// know it. ``Dated/version(of:on:knownOn:at:)`` says which of several counts.
public struct Dated<Value: Hashable & Sendable>: Hashable, Sendable {
    /// The first day in force.
    public var from: Day
    /// The last day in force; nil where no end was set.
    public var to: Day?
    /// The first day anyone could know it.
    public var known: Day
    /// Whether the law itself reaches back: it was known only after the day it is in force from.
    public var isRetroactive: Bool
    /// Where it holds.
    public var scope: RuleScope
    /// The value.
    public var value: Value
    /// Where it comes from.
    public var source: LegalSource
    /// False where a person still has to compare the value and its dates with the instrument.
    public var isVerified: Bool
    /// What is doubtful, in plain words; empty where nothing is.
    public var note: String

    /// A dated value with all its parts.
    public init(
        from: Day, to: Day? = nil, known: Day, isRetroactive: Bool = false,
        scope: RuleScope = .everywhere, value: Value, source: LegalSource, isVerified: Bool,
        note: String = ""
    ) {
        self.from = from
        self.to = to
        self.known = known
        self.isRetroactive = isRetroactive
        self.scope = scope
        self.value = value
        self.source = source
        self.isVerified = isVerified
        self.note = note
    }

    /// Whether the value is in force on `day`.
    public func covers(_ day: Day) -> Bool {
        from <= day && to.map { day <= $0 } ?? true
    }

    /// The same days, place and source with another value.
    func with<Other>(_ value: Other) -> Dated<Other> {
        Dated<Other>(
            from: from, to: to, known: known, isRetroactive: isRetroactive, scope: scope,
            value: value, source: source, isVerified: isVerified, note: note)
    }

    /// Of several, the one that counts on `day` at `place` as known on `knownOn` (nil: with all
    /// that is known), or nil where none does.
    ///
    /// Of those in force the most special scope counts, then the one known last, then the one that
    /// begins last. So a value that replaces another needs no `to` in the older one, a correction
    /// is a new value with a later `known`, and what was believed on an earlier day can be asked
    /// again.
    public static func version(
        of all: [Dated], on day: Day, knownOn: Day? = nil, at place: RuleScope = .everywhere
    ) -> Dated? {
        var best: Dated?
        for one in all where one.covers(day) && one.scope.holds(at: place) {
            if let knownOn, one.known > knownOn { continue }
            if let best, best.rank > one.rank { continue }
            best = one
        }
        return best
    }

    private var rank: (Int, Day, Day) { (scope.weight, known, from) }
}
