public import ZoneCore

/// Everything the taxes of one line are computed from, and the exact taxes.
///
/// The composition price holds the full consumption tax; `share` reduces consumption tax and VAT
/// only at the end, so the VAT base is not reduced. Exact for dutiable values up to a billion yuan.
///
///     composition = (dutiable × (1 + duty) + litres × specific) / (1 − consumption rate)
///     consumption = (composition × consumption rate + litres × specific) × share
///     vat         = composition × vat rate × share
///
/// Source: 财关税〔2016〕18号 and the composition price formula as seen at ssopdot.com 16134, 16135.
public struct TaxBase: Hashable, Sendable {
    /// Dutiable value in yuan, freight and insurance included.
    public var dutiable: Fixed5
    /// Duty.
    public var dutyRate: Rate
    /// Consumption tax, ad valorem part; below one.
    public var consumptionRate: Rate
    /// Consumption tax, yuan a litre.
    public var specificPerLitre: Fixed5
    /// Litres that bear the specific part.
    public var litres: Fixed5
    /// VAT.
    public var vatRate: Rate
    /// The share of consumption tax and VAT that is levied.
    public var share: Rate

    /// A base with all its parts.
    public init(
        dutiable: Fixed5, dutyRate: Rate, consumptionRate: Rate, specificPerLitre: Fixed5,
        litres: Fixed5, vatRate: Rate, share: Rate
    ) {
        self.dutiable = dutiable
        self.dutyRate = dutyRate
        self.consumptionRate = consumptionRate
        self.specificPerLitre = specificPerLitre
        self.litres = litres
        self.vatRate = vatRate
        self.share = share
    }

    private static let one = Int128(Rate.partsPerOne)

    /// One less the consumption rate, in parts of 100,000.
    private var rest: Int128 { Self.one - Int128(consumptionRate.parts) }

    /// Litres times the specific tax, in units of 10⁻¹⁰ yuan.
    private var specific: Int128 { Int128(litres.units) * Int128(specificPerLitre.units) }

    /// Dutiable value, duty and specific tax, in units of 10⁻¹⁰ yuan.
    private var beforeConsumption: Int128 {
        Int128(dutiable.units) * (Self.one + Int128(dutyRate.parts)) + specific
    }

    /// Duty in yuan.
    public var duty: Ratio {
        Ratio(Int128(dutiable.units) * Int128(dutyRate.parts), over: Self.one * Self.one)
    }

    /// Dutiable value, duty and full consumption tax in yuan.
    public var composition: Ratio { Ratio(beforeConsumption, over: rest * Self.one) }

    /// Consumption tax before ``share`` reduces it, in yuan.
    public var fullConsumption: Ratio {
        Ratio(
            beforeConsumption * Int128(consumptionRate.parts) + specific * rest,
            over: rest * Self.one * Self.one)
    }

    /// Consumption tax in yuan.
    public var consumption: Ratio {
        let parts = beforeConsumption * Int128(consumptionRate.parts) + specific * rest
        return Ratio(
            parts * Int128(share.parts), over: rest * Self.one * Self.one * Self.one)
    }

    /// VAT in yuan.
    public var vat: Ratio {
        Ratio(
            beforeConsumption * Int128(vatRate.parts) * Int128(share.parts),
            over: rest * Self.one * Self.one * Self.one)
    }

    /// All taxes in yuan, before any of them is rounded.
    public var total: Ratio {
        let (consumption, vat) = (consumption, vat)
        let duty = Int128(dutiable.units) * Int128(dutyRate.parts) * rest * Self.one
        return Ratio(
            duty + consumption.numerator + vat.numerator, over: vat.denominator)
    }

    /// Each tax in fen, rounded by itself.
    public func amounts(_ rounding: Rounding) -> TaxAmounts {
        TaxAmounts(
            duty: duty.fen(rounding), consumption: consumption.fen(rounding),
            vat: vat.fen(rounding))
    }
}

/// The taxes of one line in fen.
public struct TaxAmounts: Hashable, Sendable {
    /// Duty.
    public var duty = Fen.zero
    /// Consumption tax.
    public var consumption = Fen.zero
    /// VAT.
    public var vat = Fen.zero

    /// All of them.
    public var total: Fen { duty + consumption + vat }
}
