public import ZoneCore

/// The rules of one day by place, each resolved once. Forgets them when another day is asked for,
/// so it holds at most as many as one day has places whose rules differ.
public struct RulesByScope: Sendable {
    private let book: RuleBook
    private var day: Day?
    private var resolved: [RuleScope: Rules] = [:]
    /// The most places that are kept; a code that nobody checked must not fill the memory.
    private static let placeCountMax = 4096

    /// The rules of that book.
    public init(_ book: RuleBook) {
        self.book = book
    }

    /// The rules on that day at that place.
    public mutating func rules(on day: Day, at place: RuleScope = .everywhere) -> Rules {
        if self.day != day || resolved.count >= Self.placeCountMax {
            resolved.removeAll(keepingCapacity: true)
            self.day = day
        }
        let place = book.relevant(place)
        if let known = resolved[place] { return known }
        let fresh = book.rules(on: day, at: place)
        resolved[place] = fresh
        return fresh
    }
}
