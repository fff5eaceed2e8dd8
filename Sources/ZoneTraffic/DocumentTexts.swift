import ZoneCore

/// The texts of a declaration's documents, each in one place, so that the XML writers and the
/// values of ``ZoneCore`` say the same. A fault that changes a text changes it here.
extension TrafficGenerator {
    func putGuid(
        of declaration: SyntheticDeclaration, in kind: DocumentKind, to bytes: inout [UInt8]
    ) {
        let stream: Stream =
            switch kind {
            case .order: .orderGuid
            case .payment: .paymentGuid
            case .waybill: .waybillGuid
            case .list: .listGuid
            case .waybillStatus: .statusGuid
            }
        putGuid(stream, declaration.index, to: &bytes)
    }

    func putGuid(_ stream: Stream, _ index: Int, to bytes: inout [UInt8]) {
        var random = random(stream, index)
        bytes.put(uuid: random.next(), random.next())
    }

    func putAppTime(
        of declaration: SyntheticDeclaration, in kind: DocumentKind, to bytes: inout [UInt8]
    ) {
        let start = bytes.count
        dates.putTime(at: declaration.reportedAt[kind], to: &bytes)
        if declaration.fault == .badTime, kind == .order {
            bytes.replaceSubrange(start + 4..<start + 6, with: "13".utf8)
        }
    }

    func putOrderNo(of declaration: SyntheticDeclaration, to bytes: inout [UInt8]) {
        bytes.put("P")
        bytes.put(declaration.cast.platform + 1, width: 3)
        putNumber(declaration.orderIndex, salt: 0, to: &bytes)
    }

    func putTransactionID(of declaration: SyntheticDeclaration, to bytes: inout [UInt8]) {
        bytes.put("ZF")
        bytes.put(declaration.cast.payer + 1, width: 2)
        putNumber(declaration.index, salt: 1, to: &bytes)
    }

    func putWaybillNo(of declaration: SyntheticDeclaration, to bytes: inout [UInt8]) {
        bytes.put("YG")
        bytes.put(declaration.cast.carrier + 1, width: 2)
        putNumber(declaration.index, salt: 2, to: &bytes)
    }

    /// Day, tag and index; or 16 hexadecimal digits without order, of which no two are the same.
    private func putNumber(_ index: Int, salt: UInt64, to bytes: inout [UInt8]) {
        switch options.numbering {
        case .timeOrdered:
            dates.putDate(at: 0, to: &bytes)
            bytes.put(tag)
            bytes.put(index, width: 10)
        case .random:
            let mask = SplitMix64.mixed(key ^ (Stream.number.rawValue + salt << 8))
            bytes.put(hex: SplitMix64.mixed(UInt64(truncatingIfNeeded: index) ^ mask), count: 16)
        }
    }

    func putCopNo(of declaration: SyntheticDeclaration, to bytes: inout [UInt8]) {
        bytes.put("L")
        bytes.put(tag)
        bytes.put(declaration.index, width: 10)
    }

    func putIDNumber(of declaration: SyntheticDeclaration, to bytes: inout [UInt8]) {
        buyers.putIDNumber(
            of: declaration.buyer, isWrong: declaration.fault == .badIDCheckDigit, to: &bytes)
    }

    func putBuyerName(
        of declaration: SyntheticDeclaration, in kind: DocumentKind, to bytes: inout [UInt8]
    ) {
        let isOther = declaration.fault == .buyerNameDiffers && kind == .list
        buyers.putName(of: declaration.buyer, variant: 0, to: &bytes)
        if isOther { bytes.put("甲") }
    }

    func putBuyerTelephone(
        of declaration: SyntheticDeclaration, in kind: DocumentKind, to bytes: inout [UInt8]
    ) {
        let isOther = declaration.fault == .buyerTelephoneDiffers && kind == .list
        buyers.putTelephone(of: declaration.buyer, variant: isOther ? 2 : 0, to: &bytes)
    }

    func putConsignee(
        of declaration: SyntheticDeclaration, in kind: DocumentKind, to bytes: inout [UInt8]
    ) {
        buyers.putName(of: declaration.buyer, variant: declaration.receiver, to: &bytes)
        if declaration.fault == .consigneeDiffers, kind == .waybill { bytes.put("乙") }
    }

    func putConsigneeTelephone(of declaration: SyntheticDeclaration, to bytes: inout [UInt8]) {
        buyers.putTelephone(of: declaration.buyer, variant: declaration.receiver, to: &bytes)
    }

    func putConsigneeAddress(of declaration: SyntheticDeclaration, to bytes: inout [UInt8]) {
        buyers.putAddress(of: declaration.buyer, variant: declaration.receiver, to: &bytes)
    }

    /// An air waybill of the carrier 000, which does not exist; its last digit is the rest by 7.
    func putBillNo(of declaration: SyntheticDeclaration, to bytes: inout [UInt8]) {
        let serial = flight(of: declaration)
        bytes.put("000-")
        bytes.put(serial, width: 7)
        bytes.put(serial % 7)
    }

    func putFlightNo(of declaration: SyntheticDeclaration, to bytes: inout [UInt8]) {
        bytes.put("XK8")
        bytes.put(flight(of: declaration) % 1000, width: 3)
    }

    /// 500 declarations in a row share a flight.
    private func flight(of declaration: SyntheticDeclaration) -> Int {
        Int(SplitMix64.mixed(key &+ UInt64(declaration.index / 500)) % 10_000_000)
    }

    func putGuarantor(of declaration: SyntheticDeclaration, to bytes: inout [UInt8]) {
        if declaration.fault == .guarantorUnknown {
            bytes.put("1160990000")
        } else if declaration.index % 4 == 0 {
            bytes.put(firmFragments.carrierCodes[declaration.cast.carrier])
        } else {
            bytes.put(firmFragments.shopCodes[declaration.cast.shop])
        }
    }

    func putHSCode(
        of line: SyntheticDeclaration.Line, isWrong: Bool, to bytes: inout [UInt8]
    ) {
        bytes.put(goodsFragments[line.goods].hsCode)
        if isWrong { bytes[bytes.count - 2] = UInt8(ascii: "A") }
    }

    /// The payment firm as the payment names it.
    func paymentFirm(of declaration: SyntheticDeclaration) -> Int {
        declaration.fault == .paymentFirmDiffers
            ? (declaration.cast.payer + 1) % FirmBook.payerCount : declaration.cast.payer
    }

    /// The lines of the list: those of the order but for a fault.
    func listLines(of declaration: SyntheticDeclaration) -> [SyntheticDeclaration.Line] {
        guard let last = declaration.lines.last else { return [] }
        switch declaration.fault {
        case .lineCountDiffers: return declaration.lines + [last]
        case .lineItemDiffers:
            var lines = declaration.lines
            lines[0].goods = (lines[0].goods + 1) % Goods.catalogue.count
            return lines
        default: return declaration.lines
        }
    }

    /// The total of a line as the order says it.
    func orderTotal(
        of line: SyntheticDeclaration.Line, at place: Int, in declaration: SyntheticDeclaration
    ) -> Fen {
        declaration.fault == .wrongLineTotal && place == 0
            ? line.totalPrice + Fen(1000) : line.totalPrice
    }

    /// Where the goods set out: China for bonded ones, else where the first line's were made.
    func departure(of declaration: SyntheticDeclaration) -> String {
        switch (declaration.fault, declaration.mode, declaration.lines.first) {
        case (.unknownCountry, _, _): "998"
        case (_, .bonded, _): "142"
        case (_, .direct, let line): line.map { Goods.catalogue[$0.goods].country } ?? "142"
        }
    }
}

extension SyntheticDeclaration {
    /// Which of the buyer's names receives the parcel.
    var receiver: UInt64 { isGift ? 1 : 0 }
}
