/// What kind of difference there is between the three stocks of an item.
public enum StockDifference: String, CaseIterable, Sendable {
    /// The book has more than was declared: an inbound declaration, or an adjustment, is missing.
    case bookOverDeclared
    /// The book has less than was declared: an inbound posting is missing.
    case bookUnderDeclared
    /// Book and declared agree and more lies in the warehouse: released goods that have not left, or a surplus.
    case surplus
    /// Book and declared agree and less lies in the warehouse: goods left too early, or are lost.
    case shortage

    /// The difference of three stocks; nil where they agree. `physical` is nil while nothing was counted.
    public init?(book: Int64, declared: Int64, physical: Int64?) {
        if book > declared {
            self = .bookOverDeclared
        } else if book < declared {
            self = .bookUnderDeclared
        } else if let physical, physical > book {
            self = .surplus
        } else if let physical, physical < book {
            self = .shortage
        } else {
            return nil
        }
    }
}
