import Testing
import ZoneCore
import ZoneTraffic

@Suite struct TrafficGeneratorTests {
    let generator = TrafficGenerator(seed: 20_260_701, day: Day(number: 20_635))

    @Test func sameSeedGivesSameBytes() {
        let again = TrafficGenerator(seed: 20_260_701, day: Day(number: 20_635))
        for kind in DocumentKind.allCases {
            #expect(bytes(generator, kind, 0..<100) == bytes(again, kind, 0..<100))
        }
    }

    /// The meaning of a seed is kept between releases; a change here is a change of every example.
    @Test func bytesOfASeedAreAsTheyWere() {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for kind in DocumentKind.allCases {
            for byte in bytes(generator, kind, 0..<100) {
                hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
            }
        }
        #expect(hash == 12_146_313_566_006_819_949)
    }

    @Test func otherSeedGivesOtherNumbers() {
        let other = TrafficGenerator(seed: 20_260_702, day: generator.day)
        for index in 0..<200 {
            let left = generator.declaration(at: index)
            let right = other.declaration(at: index)
            #expect(generator.order(of: left).orderNo != other.order(of: right).orderNo)
            #expect(generator.waybill(of: left).logisticsNo != other.waybill(of: right).logisticsNo)
        }
    }

    /// Rules 1, 2, 4, 5 and 7 of the official text, on 10,000 declarations.
    @Test func arithmeticHolds() {
        var goodsFen: Int64 = 0
        for index in 0..<10_000 {
            let declaration = generator.declaration(at: index)
            let order = generator.order(of: declaration)
            let list = generator.inventory(of: declaration)
            let sum =
                order.goodsValue.units + order.freight.units + order.taxTotal.units
                - order.discount.units
            #expect(order.acturalPaid.units == sum, "index \(index)")
            #expect(generator.payment(of: declaration).amountPaid == order.acturalPaid)
            #expect(order.lines.reduce(0) { $0 + $1.totalPrice.units } == order.goodsValue.units)
            #expect(order.lines.allSatisfy { $0.price.times($0.qty) == $0.totalPrice })
            #expect(order.goodsValue.units + order.freight.units <= 500_000_000)
            #expect(order.lines.count == list.lines.count && !list.lines.isEmpty)
            for (left, right) in zip(order.lines, list.lines) {
                #expect(left.gnum == right.gnum && left.itemNo == right.itemNo)
                #expect(left.totalPrice == right.totalPrice && left.unit == right.unit)
                #expect((right.qty2 == nil) == right.unit2.isEmpty)
            }
            #expect([list.ebcCode, list.logisticsCode].contains(list.assureCode))
            #expect(list.netWeight < list.grossWeight && list.netWeight > .zero)
            goodsFen += declaration.goodsValue.count
        }
        // An ordinary order is of some hundred yuan.
        #expect((20_000...80_000).contains(goodsFen / 10_000))
    }

    /// Rules 1, 3 and 6: the four documents say the same.
    @Test func documentsMatch() {
        for index in 0..<2000 {
            let declaration = generator.declaration(at: index)
            let order = generator.order(of: declaration)
            let payment = generator.payment(of: declaration)
            let waybill = generator.waybill(of: declaration)
            let list = generator.inventory(of: declaration)
            #expect(order.orderNo == payment.orderNo && order.orderNo == waybill.orderNo)
            #expect(order.orderNo == list.orderNo && order.ebpCode == list.ebpCode)
            #expect(order.ebpCode == payment.ebpCode && order.ebcCode == list.ebcCode)
            #expect(order.payCode == payment.payCode)
            #expect(order.payTransactionId == payment.payTransactionId)
            #expect(order.buyerName == payment.payerName && order.buyerName == list.buyerName)
            #expect(order.buyerIdNumber == payment.payerIdNumber)
            #expect(order.buyerIdNumber == list.buyerIdNumber)
            #expect(order.buyerTelephone == list.buyerTelephone)
            #expect(order.consignee == waybill.consignee)
            #expect(order.consigneeAddress == waybill.consigneeAddress)
            #expect(order.consigneeAddress == list.consigneeAddress)
            #expect(order.consigneeTelephone == waybill.consigneeTelephone)
            #expect(list.logisticsNo == waybill.logisticsNo)
            #expect(list.logisticsCode == waybill.logisticsCode)
            #expect(list.freight == order.freight && list.freight == waybill.freight)
            #expect(list.grossWeight == waybill.weight)
            #expect((list.tradeMode == "1210") == (list.country == "142"))
            #expect((list.tradeMode == "1210") != list.emsNo.isEmpty)
        }
    }

    @Test func splitsDoNotOverlap() {
        for numbering in TrafficOptions.Numbering.allCases {
            var options = TrafficOptions()
            options.numbering = numbering
            var seen: Set<String> = []
            for part in [0..<4000, 4000..<8000, 8000..<12_000] {
                let own = TrafficGenerator(seed: 7, day: generator.day, options: options)
                for declaration in own.declarations(at: part) {
                    let waybill = own.waybill(of: declaration)
                    seen.insert("o" + waybill.orderNo)
                    seen.insert("w" + waybill.logisticsNo)
                    seen.insert("p" + own.payment(of: declaration).payTransactionId)
                    seen.insert("g" + waybill.submission.guid)
                    seen.insert("c" + own.inventory(of: declaration).copNo)
                }
            }
            #expect(seen.count == 5 * 12_000, "\(numbering)")
        }
    }

    @Test func numbersRiseWithinAPlatform() {
        var last: [String: String] = [:]
        var lastTime = ""
        for declaration in generator.declarations(at: 0..<5000) {
            let order = generator.order(of: declaration)
            #expect(last[order.ebpCode, default: ""] < order.orderNo)
            last[order.ebpCode] = order.orderNo
            let time = generator.payment(of: declaration).payTime
            #expect(lastTime.prefix(10) <= time.prefix(10))
            lastTime = time
        }
        #expect(last.count == generator.firms.platforms.count)
    }

    @Test func castRunsShareTheirEnterprises() {
        var options = TrafficOptions()
        options.castRunLength = 30
        let runs = TrafficGenerator(seed: 3, day: generator.day, options: options)
        for run in 0..<50 {
            let casts = Set(runs.declarations(at: run * 30..<run * 30 + 30).map(\.cast))
            #expect(casts.count == 1)
        }
    }
}

@Suite struct IdentifierTests {
    @Test func idNumbersAreValidAndDistinct() {
        let generator = TrafficGenerator(seed: 5, day: Day(number: 20_635), buyerCount: 100_000)
        var seen: [Int: String] = [:]
        for declaration in generator.declarations(at: 0..<20_000) {
            let text = generator.order(of: declaration).buyerIdNumber
            #expect(hasValidCheck(text) && text.hasPrefix("1101"))
            #expect(Day(text.dropFirst(6).prefix(8)) != nil)
            #expect(seen[declaration.buyer] ?? text == text)
            seen[declaration.buyer] = text
        }
        #expect(Set(seen.values).count == seen.count)
    }

    @Test func firmCodesAreValidAndDistinct() {
        let firms = TrafficGenerator(seed: 5, day: Day(number: 20_635), platforms: 200).firms
        let all =
            firms.platforms + firms.shops + firms.payers + firms.carriers + firms.agents
            + firms.warehouses
        #expect(Set(all.map(\.code)).count == all.count)
        for firm in all {
            switch firm.code.utf8.count {
            case 10: #expect(firm.code.utf8.allSatisfy { (0x30...0x39).contains($0) })
            case 18:
                let check = Array(firm.code.utf8).withUnsafeBufferPointer(CheckDigit.socialCredit)
                #expect(check == firm.code.utf8.last)
            default: Issue.record("a code of \(firm.code.utf8.count) characters")
            }
        }
        #expect(all.contains { $0.code.utf8.count == 18 })
    }
}

/// The message of those declarations.
func bytes(_ generator: TrafficGenerator, _ kind: DocumentKind, _ indices: Range<Int>) -> [UInt8] {
    var bytes: [UInt8] = []
    generator.append(kind, of: generator.declarations(at: indices), to: &bytes)
    return bytes
}

/// Whether the last character is the one that GB 11643 asks for.
func hasValidCheck(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.count == 18
        && bytes.withUnsafeBufferPointer(CheckDigit.residentID) == bytes.last
}
