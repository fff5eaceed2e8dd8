public import ZoneCore

/// What happens to a list, why, and what it holds of the buyer's year and of the guarantee.
public struct Decision: Hashable, Sendable {
    /// 2 waiting, 100 rejected, 300 manual review, 500 inspection, 800 released.
    public var status: ReturnStatus
    /// Every reason, never empty.
    public var reasons: [Reason]
    /// How much of the buyer's yearly allowance to take, in the same transaction as the decision. A
    /// list in review holds it too; it goes back when the list is rejected.
    public var allowance: Fen
    /// How much of the guarantee to reserve. In review: the taxes known so far.
    public var tax: Fen

    /// A decision with all its parts.
    public init(status: ReturnStatus, reasons: [Reason], allowance: Fen = .zero, tax: Fen = .zero) {
        self.status = status
        self.reasons = reasons
        self.allowance = allowance
        self.tax = tax
    }

    /// The text of one receipt: the reasons' texts with `;` between them, as many whole ones as
    /// fit.
    ///
    /// Source: message standard 202205, returnInfo C..1000. A first text that is longer is cut.
    public func returnInfo(characterCountMax: Int = 1000) -> String {
        guard let first = reasons.first else { return "" }
        if reasons.count == 1, first.returnInfo.utf8.count <= characterCountMax {
            return first.returnInfo
        }
        var text = String(first.returnInfo.unicodeScalars.prefix(characterCountMax))
        var count = text.unicodeScalars.count
        for reason in reasons.dropFirst() {
            count += 1 + reason.returnInfo.unicodeScalars.count
            if count > characterCountMax { break }
            text += ";" + reason.returnInfo
        }
        return text
    }
}
