/// What is known of HS codes for taxing them, by ten-digit code.
public struct TariffTable: Hashable, Sendable {
    /// All rows, by code.
    public let rows: [TariffRow]
    private let codes: [UInt64]

    /// A table of those rows; of two rows with one code the first counts.
    public init(_ rows: [TariffRow]) {
        self.rows = rows.sorted { $0.code < $1.code }
        self.codes = self.rows.map(\.code)
    }

    /// Where the row of a ten-digit code is, or nil where the code is unknown or not ten digits.
    ///
    /// - Complexity: O(log n) in the number of rows; no allocation.
    public func index(of hsCode: String) -> Int? {
        guard let code = TariffRow.code(of: hsCode) else { return nil }
        var (low, high) = (0, codes.count)
        while low < high {
            let middle = (low + high) / 2
            if codes[middle] < code { low = middle + 1 } else { high = middle }
        }
        return low < codes.count && codes[low] == code ? low : nil
    }
}

/// One HS code with what a page or a tariff said of it.
public struct TariffRow: Hashable, Sendable {
    /// The ten digits as a number.
    public var code: UInt64
    /// What the goods are.
    public var name: String
    /// Statutory units, first and second, as `kg/piece`.
    public var units: String
    /// Most-favoured-nation duty; nil where not known.
    public var mfn: Rate?
    /// Provisional import duty, which goes before `mfn`; nil where there is none.
    public var provisional: Rate?
    /// Which VAT rate; nil where not known.
    public var vat: VATClass?
    /// Which consumption tax; nil where not known.
    public var consumption: ConsumptionClass?
    /// Supervision condition codes, such as `AB`.
    public var supervision: String
    /// When the source said so: a date, a year, or empty where it is not known.
    public var asOf: String
    /// False where a person still has to compare the row with the tariff.
    public var isVerified: Bool
    /// Where it was seen.
    public var source: String

    /// The duty that applies: the provisional one where there is one.
    public var duty: Rate? { provisional ?? mfn }

    /// The number of a ten-digit code; nil unless `text` is ten digits.
    public static func code(of text: String) -> UInt64? {
        guard text.utf8.count == 10 else { return nil }
        var code: UInt64 = 0
        for byte in text.utf8 {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            code = code * 10 + UInt64(byte - UInt8(ascii: "0"))
        }
        return code
    }
}

/// Which of the VAT rates of imports goods bear.
public enum VATClass: String, Sendable, CaseIterable {
    /// The standard rate.
    case standard
    /// The low rate: farm products, books and others.
    case low
    /// Listed cancer and rare-disease drugs.
    case drug
}

/// Which consumption tax goods bear at import.
public enum ConsumptionClass: String, Sendable, CaseIterable {
    /// None.
    case none
    /// Wine and other alcohol: ad valorem.
    case wine
    /// Spirits: ad valorem and by the litre.
    case spirits
    /// Beer: by the litre, at one of two rates.
    case beer
    /// Cosmetics measured by weight: taxed from a price a gram.
    case cosmeticsByWeight = "cosmetics-weight"
    /// Cosmetics measured by volume: taxed from a price a millilitre.
    case cosmeticsByVolume = "cosmetics-volume"
    /// Cosmetics counted, such as masks: taxed from a price a piece.
    case cosmeticsByPiece = "cosmetics-piece"
    /// Watches: taxed from a price a piece.
    case watch
}
