public import ZoneCore

/// What can be chosen about traffic besides seed, day, platforms and buyers.
public struct TrafficOptions: Sendable, Hashable {
    /// How order and waybill numbers are made.
    public var numbering = Numbering.timeOrdered
    /// Declarations with a fault, of 10,000.
    public var faultsPer10000 = 0
    /// The faults that are used, each as often as the others.
    public var faults = Fault.allCases
    /// Declarations of mode 1210, of 100; the others are 9610.
    public var bondedPer100 = 70
    /// Declarations in a row between the same enterprises. Traffic written in messages of so many
    /// documents has one true sender a message.
    public var castRunLength = 1
    /// How many declarations make a day; the index beyond goes on the next day.
    public var declarationsPerDay = 1_000_000
    /// Customs district codes of bonded and of direct lists.
    public var bondedCustoms = "4612"
    public var directCustoms = "4613"

    /// The defaults above.
    public init() {}

    /// How order and waybill numbers are made.
    public enum Numbering: String, Sendable, CaseIterable {
        /// Rising with the index within a platform and a logistics firm, as real ones do.
        case timeOrdered
        /// Without any order: the worst case for an index of a database.
        case random
    }
}

/// Synthetic import retail traffic: which declaration has which index follows from the seed alone.
///
/// ``declaration(at:)`` is a pure function, so several threads may each take a part of the indices
/// without meeting. Two generators with different seeds use different order, payment and waybill
/// numbers (but for one chance in a million). All people and enterprises are invented.
public struct TrafficGenerator: Sendable {
    public let seed: UInt64
    public let day: Day
    public let buyerCount: Int
    public let options: TrafficOptions
    public let firms: FirmBook

    let buyers: Buyers
    let goodsFragments: [GoodsFragments]
    let exportFragments: [ExportFragments]
    let firmFragments: FirmFragments
    let dates: Dates
    /// Six characters that keep the numbers of this seed apart from those of others.
    let tag: [UInt8]
    let key: UInt64

    /// Traffic of `platforms` platforms (1...999) and `buyerCount` buyers (1...``buyerCountMax``).
    /// Numbers out of range are brought into it.
    ///
    /// With few buyers some reach their yearly limit: an order is about 800 yuan on average.
    public init(
        seed: UInt64, day: Day, platforms: Int = 8, buyerCount: Int = 1_000_000,
        options: TrafficOptions = TrafficOptions()
    ) {
        self.seed = seed
        self.day = day
        self.buyerCount = min(max(buyerCount, 1), Buyers.countMax)
        var options = options
        options.castRunLength = max(options.castRunLength, 1)
        options.declarationsPerDay = max(options.declarationsPerDay, 1)
        self.options = options
        let firms = FirmBook(seed: seed, platformCount: min(max(platforms, 1), 999))
        self.firms = firms
        self.key = SplitMix64.mixed(seed &+ 0x5EED)
        self.buyers = Buyers(seed: seed)
        self.goodsFragments = Goods.catalogue.enumerated().map {
            GoodsFragments($0.element, number: $0.offset)
        }
        self.exportFragments = Goods.catalogue.enumerated().map {
            ExportFragments($0.element, number: $0.offset)
        }
        self.firmFragments = FirmFragments(
            firms, customsCode: options.bondedCustoms, year: day.year)
        self.dates = Dates(from: day)
        self.tag = Self.tag(of: seed)
    }

    /// The most buyers there can be.
    public static var buyerCountMax: Int { Buyers.countMax }

    /// The declaration with that index (from 0). Pure: equal arguments give equal values.
    public func declaration(at index: Int) -> SyntheticDeclaration {
        let fault = fault(at: index)
        let orderIndex = fault == .duplicateOrder ? index - 1 : index
        var random = random(.goods, index)
        let mode: SyntheticDeclaration.Mode =
            random.chance(options.bondedPer100, of: 100) ? .bonded : .direct
        let lines = lines(fault, &random)
        var goodsValue = Fen.zero
        var netWeightGram = 0
        for line in lines {
            goodsValue += line.totalPrice
            netWeightGram += Goods.catalogue[line.goods].weightGram * line.quantity
        }
        let freight = random.chance(1, of: 2) ? Fen.zero : Fen(Int64(800 + random.below(18) * 100))
        let hasDiscount = random.chance(1, of: 5)
        let discount =
            hasDiscount
            ? Fen(goodsValue.count * Int64(random.below(5) + 1) / 100) : Fen.zero
        let tax = tax(on: lines, goodsValue: goodsValue, freight: freight)
        let sum = goodsValue + freight + tax - discount
        let acturalPaid = fault == .wrongTotal ? sum + Fen(50) : sum
        let orderedAt = secondOfDay(index)
        let paidAt = orderedAt + 3 + random.below(60)
        return SyntheticDeclaration(
            index: index, fault: fault, mode: mode, cast: cast(of: orderIndex),
            buyer: random.below(buyerCount), isGift: random.chance(15, of: 100), lines: lines,
            goodsValue: goodsValue, freight: freight, discount: discount, taxTotal: tax,
            acturalPaid: acturalPaid,
            amountPaid: fault == .paymentAmountDiffers ? acturalPaid + Fen(100) : acturalPaid,
            netWeightGram: netWeightGram,
            grossWeightGram: netWeightGram + 120 + netWeightGram / 20,
            orderedAt: orderedAt, paidAt: paidAt, reportedAt: reportTimes(paidAt, &random),
            orderIndex: orderIndex)
    }

    /// The declarations with those indices.
    public func declarations(at indices: Range<Int>) -> [SyntheticDeclaration] {
        indices.map(declaration(at:))
    }
}

// MARK: - The parts of a declaration

extension TrafficGenerator {
    func random(_ stream: Stream, _ index: Int) -> SplitMix64 {
        SplitMix64(
            seed: SplitMix64.mixed(
                key ^ (stream.rawValue << 56) ^ UInt64(truncatingIfNeeded: index)))
    }

    /// The fault of that index. A duplicate never follows a fault, so that what it repeats is good.
    private func fault(at index: Int) -> Fault? {
        guard let fault = drawnFault(at: index) else { return nil }
        guard fault == .duplicateOrder else { return fault }
        return index > 0 && drawnFault(at: index - 1) == nil ? fault : nil
    }

    private func drawnFault(at index: Int) -> Fault? {
        guard options.faultsPer10000 > 0, !options.faults.isEmpty else { return nil }
        var random = random(.fault, index)
        guard random.chance(options.faultsPer10000, of: 10_000) else { return nil }
        return options.faults[random.below(options.faults.count)]
    }

    private func cast(of index: Int) -> Cast {
        var random = random(.cast, index / options.castRunLength)
        let platform = random.below(firms.platforms.count)
        return Cast(
            platform: platform, shop: platform * 2 + random.below(2),
            payer: random.below(FirmBook.payerCount), carrier: random.below(FirmBook.carrierCount),
            agent: random.below(FirmBook.agentCount),
            warehouse: random.below(FirmBook.warehouseCount))
    }

    /// One to five lines of different articles, together at most 4,900 yuan unless that is the
    /// fault.
    private func lines(
        _ fault: Fault?, _ random: inout SplitMix64
    ) -> [SyntheticDeclaration.Line] {
        if fault == .overSingleLimit {
            let price = Goods.catalogue[Goods.watch].price
            return [SyntheticDeclaration.Line(goods: Goods.watch, quantity: 8, price: price)]
        }
        let draw = random.below(100)
        let lineCount = draw < 55 ? 1 : draw < 80 ? 2 : draw < 92 ? 3 : draw < 97 ? 4 : 5
        let catalogueCount = Goods.catalogue.count
        let first = random.below(catalogueCount)
        let step = 1 + random.below(4)
        var rest: Int64 = 490_000
        var lines: [SyntheticDeclaration.Line] = []
        lines.reserveCapacity(lineCount)
        for number in 0..<lineCount {
            let goods = (first + number * step) % catalogueCount
            let usual = Goods.catalogue[goods].price.count
            let price = usual * Int64(85 + random.below(16)) / 1000 * 10
            let quantity = usual > 50_000 ? 1 : 1 + random.below(3)
            let line = SyntheticDeclaration.Line(
                goods: goods, quantity: quantity, price: Fen(price))
            guard line.totalPrice.count <= rest else { continue }
            rest -= line.totalPrice.count
            lines.append(line)
        }
        return lines
    }

    /// 70 % of VAT on each line's price and its share of the freight, rounded to fen by line.
    ///
    /// The goods of the catalogue bear no consumption tax. Sources: 财关税〔2016〕18号, 〔2018〕49号.
    private func tax(
        on lines: [SyntheticDeclaration.Line], goodsValue: Fen, freight: Fen
    ) -> Fen {
        var sum: Int64 = 0
        var freightRest = freight.count
        for (place, line) in lines.enumerated() {
            let share =
                place == lines.count - 1
                ? freightRest : freight.count * line.totalPrice.count / goodsValue.count
            freightRest -= share
            let percent = Int64(Goods.catalogue[line.goods].vatPercent)
            sum += ((line.totalPrice.count + share) * percent * 7 + 500) / 1000
        }
        return Fen(sum)
    }

    private func secondOfDay(_ index: Int) -> Int {
        let (days, place) = index.quotientAndRemainder(dividingBy: options.declarationsPerDay)
        return days * 86_400 + RushHours.second(of: place, among: options.declarationsPerDay)
    }

    private func reportTimes(
        _ paidAt: Int, _ random: inout SplitMix64
    ) -> SyntheticDeclaration.ReportTimes {
        let order = paidAt + 5 + random.below(60)
        let payment = paidAt + 5 + random.below(60)
        let waybill = paidAt + 300 + random.below(1500)
        let list = waybill + 60 + random.below(600)
        let status = list + 86_400 + random.below(3 * 86_400)
        return SyntheticDeclaration.ReportTimes(
            order: order, payment: payment, waybill: waybill, list: list, waybillStatus: status)
    }

    /// Six characters out of 31, without the ones that are easily confused.
    private static func tag(of seed: UInt64) -> [UInt8] {
        var rest = SplitMix64.mixed(seed ^ Stream.tag.rawValue)
        return (0..<6).map { _ in
            let (quotient, value) = rest.quotientAndRemainder(dividingBy: 31)
            rest = quotient
            return CheckDigit.socialCreditCharacter(Int(value))
        }
    }
}
