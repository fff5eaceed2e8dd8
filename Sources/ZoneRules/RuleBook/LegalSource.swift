public import ZoneCore

/// Where a figure comes from.
public struct LegalSource: Hashable, Sendable, CustomStringConvertible {
    /// The instrument, such as `财关税〔2018〕49号`, or `operator's setting`.
    public var instrument: String
    /// The article or the place in it.
    public var article: String
    /// When it was issued, where that is known.
    public var date: Day?

    /// A source with all its parts.
    public init(instrument: String, article: String, date: Day? = nil) {
        self.instrument = instrument
        self.article = article
        self.date = date
    }

    /// The instrument, its date in brackets, and the article.
    public var description: String {
        instrument + (date.map { " (\($0))" } ?? "") + (article.isEmpty ? "" : ", " + article)
    }
}
