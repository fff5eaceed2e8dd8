import ZoneCore

/// Facts as bytes, to be kept with the decision that used them. The same facts give the same bytes.
extension RiskFacts {
    /// Before credit was a fact; still written where it is none, so that old decisions stay bit for bit.
    private static let plainFormat: UInt8 = 1
    /// With the credit of the declaring enterprise at the end.
    private static let creditFormat: UInt8 = 2
    /// Entries of a list that are read at most.
    private static let countMax = 10_000

    /// The facts as bytes.
    public var packed: [UInt8] {
        var out = FactWriter(capacity: 48)
        write(to: &out)
        return out.bytes
    }

    func write(to out: inout FactWriter) {
        out.bytes.append(credit == nil ? Self.plainFormat : Self.creditFormat)
        out.write(optional: history) { out, history in history.write(to: &out) }
        out.write(optional: yearAfter) { out, fen in out.write(fen.count) }
        out.write(optional: prices) { out, prices in
            out.write(Int64(prices.count))
            for price in prices { price.write(to: &out) }
        }
        out.write(optional: parties) { out, parties in
            out.write(Int64(parties.count))
            for party in parties {
                out.write(Int64(party.role.rawValue))
                out.write(party.entry)
                out.write(party.score)
            }
        }
        out.write(optional: signature) { out, fact in out.write(Int64(fact.rawValue)) }
        out.write(optional: isReplayed) { out, fact in out.write(fact ? 1 : 0) }
        out.write(optional: certificateDayCount) { out, days in out.write(days) }
        out.write(optional: submissionCount) { out, count in out.write(count) }
        out.write(optional: draws) { out, draws in
            out.write(Int64(draws.control.parts))
            out.write(Int64(draws.quality.parts))
        }
        if let credit {
            out.write(credit.grade.rawValue)
            out.write(Int64(credit.draw.parts))
        }
    }

    /// Reads what ``packed`` wrote; nil for anything else.
    public init?(packed: [UInt8]) {
        var from = FactReader(packed)
        self.init(from: &from)
        guard from.isAtEnd else { return nil }
    }

    init?(from: inout FactReader) {
        let format = from.byte()
        guard format == Self.plainFormat || format == Self.creditFormat else { return nil }
        history = from.optional { OrderHistory(from: &$0) }
        yearAfter = from.optional { Fen($0.integer()) }
        prices = from.optional { from in from.list(countMax: Self.countMax) { PriceFact(from: &$0) }
        }
        parties = from.optional { from in
            from.list(countMax: Self.countMax) { from in
                let role = PartyFact.Role(rawValue: UInt8(clamping: from.integer()))
                let entry = from.text()
                let score = from.integer()
                return role.map { PartyFact(role: $0, entry: entry, score: score) }
            }
        }
        signature = from.optional { SignatureFact(rawValue: UInt8(clamping: $0.integer())) }
        isReplayed = from.optional { $0.integer() == 1 }
        certificateDayCount = from.optional { $0.integer() }
        submissionCount = from.optional { $0.integer() }
        draws = from.optional { from in
            let control = SampleDraw(UInt32(clamping: from.integer()))
            return SampleDraws(
                control: control, quality: SampleDraw(UInt32(clamping: from.integer())))
        }
        if format == Self.creditFormat {
            let grade = CreditGrade(rawValue: from.text())
            let draw = SampleDraw(UInt32(clamping: from.integer()))
            guard let grade else { return nil }
            credit = CreditFact(grade: grade, draw: draw)
        }
        guard from.isSound else { return nil }
    }
}

extension OrderHistory {
    fileprivate func write(to out: inout FactWriter) {
        for count in [
            linkedOrderCount, linkedValue.count, buyerOrderCount, telephoneCount, addressCount,
            payerCount, isElsewhere ? 1 : 0, addressBuyerCount, telephoneBuyerCount,
            payerBuyerCount,
        ] { out.write(count) }
    }

    fileprivate init(from: inout FactReader) {
        linkedOrderCount = from.integer()
        linkedValue = Fen(from.integer())
        buyerOrderCount = from.integer()
        telephoneCount = from.integer()
        addressCount = from.integer()
        payerCount = from.integer()
        isElsewhere = from.integer() == 1
        addressBuyerCount = from.integer()
        telephoneBuyerCount = from.integer()
        payerBuyerCount = from.integer()
    }
}

extension PriceFact {
    fileprivate func write(to out: inout FactWriter) {
        out.write(Int64(gnum))
        out.write(isOfItem ? 1 : 0)
        out.write(sampleCount)
        out.write(Int64(price.steps))
        out.write(Int64(median.steps))
        out.write(deviation)
    }

    fileprivate init?(from: inout FactReader) {
        gnum = Int32(clamping: from.integer())
        isOfItem = from.integer() == 1
        sampleCount = from.integer()
        price = LogPrice(steps: Int16(clamping: from.integer()))
        median = LogPrice(steps: Int16(clamping: from.integer()))
        deviation = from.integer()
    }
}
