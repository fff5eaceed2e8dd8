import Testing
import ZoneCore
import ZoneTraffic

@Suite struct FaultTests {
    /// One declaration with that fault, and its generator.
    static func example(_ fault: Fault) throws -> (TrafficGenerator, SyntheticDeclaration) {
        var options = TrafficOptions()
        options.faults = [fault]
        options.faultsPer10000 = 5000
        let generator = TrafficGenerator(seed: 11, day: Day(number: 20_635), options: options)
        let declaration = (0..<100).lazy.map(generator.declaration(at:)).first { $0.fault == fault }
        return (generator, try #require(declaration))
    }

    /// The document's own ways to be wrong, as a reader would see them.
    static func deviations(
        _ generator: TrafficGenerator, _ declaration: SyntheticDeclaration
    ) -> Set<String> {
        let order = generator.order(of: declaration)
        let payment = generator.payment(of: declaration)
        let waybill = generator.waybill(of: declaration)
        let list = generator.inventory(of: declaration)
        let sum =
            order.goodsValue.units + order.freight.units + order.taxTotal.units
            - order.discount.units
        let rules: [String: Bool] = [
            "amountPaid": payment.amountPaid != order.acturalPaid,
            "buyerName": list.buyerName != order.buyerName,
            "buyerTelephone": list.buyerTelephone != order.buyerTelephone,
            "consignee": waybill.consignee != order.consignee,
            "payCode": payment.payCode != order.payCode,
            "InventoryList": list.lines.count != order.lines.count,
            "itemNo": zip(list.lines, order.lines).contains { $0.itemNo != $1.itemNo },
            "missing-order": !declaration.has(.order),
            "missing-payment": !declaration.has(.payment),
            "missing-waybill": !declaration.has(.waybill),
            "limit": order.goodsValue.units > 500_000_000,
            "buyerIdNumber": !hasValidCheck(order.buyerIdNumber),
            "gcode": list.lines.contains { !$0.gcode.utf8.allSatisfy { (48...57).contains($0) } },
            "acturalPaid": order.acturalPaid.units != sum,
            "totalPrice": order.lines.contains { $0.price.times($0.qty) != $0.totalPrice },
            "currency": payment.currency != "142",
            "country": list.country == "998",
            "assureCode": ![list.ebcCode, list.logisticsCode].contains(list.assureCode),
            "appTime": Day(order.submission.appTime.prefix(8)) == nil,
            "payTime": payment.payTime.isEmpty,
        ]
        return Set(rules.filter(\.value).keys)
    }

    @Test(arguments: Fault.allCases)
    func eachFaultIsAloneAndWhereItSays(_ fault: Fault) throws {
        let (generator, declaration) = try Self.example(fault)
        let found = Self.deviations(generator, declaration)
        let expected: Set<String> =
            switch fault.expectation.outcome {
            case .waits: ["missing-\(fault.expectation.document)"]
            case .overLimit: ["limit"]
            case .duplicate, .unreadable: []
            case .invalid, .mismatch: Set([fault.expectation.element].compactMap { $0 })
            }
        #expect(found == expected)
    }

    @Test func duplicateRepeatsAGoodOrderOfTheSamePlatform() throws {
        let (generator, declaration) = try Self.example(.duplicateOrder)
        let before = generator.declaration(at: declaration.index - 1)
        #expect(before.fault == nil)
        #expect(generator.order(of: before).orderNo == generator.order(of: declaration).orderNo)
        #expect(before.cast.platform == declaration.cast.platform)
        #expect(
            generator.waybill(of: before).logisticsNo
                != generator.waybill(of: declaration).logisticsNo)
    }

    @Test func modeFieldMissingLeavesOutWhatTheModeRequires() {
        var options = TrafficOptions()
        options.faults = [.modeFieldMissing]
        options.faultsPer10000 = 10_000
        let generator = TrafficGenerator(seed: 12, day: Day(number: 20_635), options: options)
        for declaration in generator.declarations(at: 0..<50) {
            let text = String(decoding: generator.message(.list, of: declaration), as: UTF8.self)
            #expect(!text.contains("<ceb:emsNo>") && !text.contains("<ceb:billNo>"))
        }
    }

    @Test func shareOfFaultsIsAsChosen() {
        var options = TrafficOptions()
        options.faultsPer10000 = 300
        let generator = TrafficGenerator(seed: 13, day: Day(number: 20_635), options: options)
        let faults = generator.declarations(at: 0..<50_000).compactMap(\.fault)
        #expect((1350...1650).contains(faults.count))
        #expect(Set(faults) == Set(Fault.allCases))
        let clean = TrafficGenerator(seed: 13, day: Day(number: 20_635))
        #expect(clean.declarations(at: 0..<1000).allSatisfy { $0.fault == nil })
    }
}
