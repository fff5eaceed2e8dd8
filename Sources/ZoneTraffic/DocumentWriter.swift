import ZoneCore

/// One function a document. The fragments stand in the standard's order of elements.
extension TrafficGenerator {
    func putOrder(_ declaration: SyntheticDeclaration, to bytes: inout [UInt8]) {
        bytes.put("<ceb:Order><ceb:OrderHead>")
        putSubmission(of: declaration, in: .order, to: &bytes)
        bytes.put("<ceb:orderType>I</ceb:orderType><ceb:orderNo>")
        putOrderNo(of: declaration, to: &bytes)
        bytes.put("</ceb:orderNo>")
        bytes.put(firmFragments.platforms[declaration.cast.platform])
        bytes.put(firmFragments.shops[declaration.cast.shop])
        bytes.put("<ceb:goodsValue>")
        bytes.put(declaration.goodsValue)
        bytes.put("</ceb:goodsValue><ceb:freight>")
        bytes.put(declaration.freight)
        bytes.put("</ceb:freight><ceb:discount>")
        bytes.put(declaration.discount)
        bytes.put("</ceb:discount><ceb:taxTotal>")
        bytes.put(declaration.taxTotal)
        bytes.put("</ceb:taxTotal><ceb:acturalPaid>")
        bytes.put(declaration.acturalPaid)
        bytes.put("</ceb:acturalPaid><ceb:currency>142</ceb:currency><ceb:buyerRegNo>U")
        bytes.put(declaration.buyer, width: 9)
        bytes.put("</ceb:buyerRegNo><ceb:buyerName>")
        putBuyerName(of: declaration, in: .order, to: &bytes)
        bytes.put("</ceb:buyerName><ceb:buyerTelephone>")
        putBuyerTelephone(of: declaration, in: .order, to: &bytes)
        bytes.put("</ceb:buyerTelephone><ceb:buyerIdType>1</ceb:buyerIdType><ceb:buyerIdNumber>")
        putIDNumber(of: declaration, to: &bytes)
        bytes.put("</ceb:buyerIdNumber>")
        bytes.put(firmFragments.payers[declaration.cast.payer])
        bytes.put("<ceb:payTransactionId>")
        putTransactionID(of: declaration, to: &bytes)
        bytes.put("</ceb:payTransactionId><ceb:consignee>")
        putConsignee(of: declaration, in: .order, to: &bytes)
        bytes.put("</ceb:consignee><ceb:consigneeTelephone>")
        putConsigneeTelephone(of: declaration, to: &bytes)
        bytes.put("</ceb:consigneeTelephone><ceb:consigneeAddress>")
        putConsigneeAddress(of: declaration, to: &bytes)
        bytes.put("</ceb:consigneeAddress></ceb:OrderHead>")
        for (place, line) in declaration.lines.enumerated() {
            let goods = goodsFragments[line.goods]
            bytes.put("<ceb:OrderList><ceb:gnum>")
            bytes.put(place + 1)
            bytes.put("</ceb:gnum>")
            bytes.put(goods.orderLine)
            bytes.put(line.quantity)
            bytes.put("</ceb:qty><ceb:price>")
            bytes.put(line.price)
            bytes.put("</ceb:price><ceb:totalPrice>")
            bytes.put(orderTotal(of: line, at: place, in: declaration))
            bytes.put(goods.orderTail)
        }
        bytes.put("</ceb:Order>")
    }

    func putPayment(_ declaration: SyntheticDeclaration, to bytes: inout [UInt8]) {
        bytes.put("<ceb:Payment><ceb:PaymentHead>")
        putSubmission(of: declaration, in: .payment, to: &bytes)
        bytes.put(firmFragments.payers[paymentFirm(of: declaration)])
        bytes.put("<ceb:payTransactionId>")
        putTransactionID(of: declaration, to: &bytes)
        bytes.put("</ceb:payTransactionId><ceb:orderNo>")
        putOrderNo(of: declaration, to: &bytes)
        bytes.put("</ceb:orderNo>")
        bytes.put(firmFragments.platforms[declaration.cast.platform])
        bytes.put("<ceb:payerIdType>1</ceb:payerIdType><ceb:payerIdNumber>")
        putIDNumber(of: declaration, to: &bytes)
        bytes.put("</ceb:payerIdNumber><ceb:payerName>")
        putBuyerName(of: declaration, in: .payment, to: &bytes)
        bytes.put("</ceb:payerName><ceb:telephone>")
        putBuyerTelephone(of: declaration, in: .payment, to: &bytes)
        bytes.put("</ceb:telephone><ceb:amountPaid>")
        bytes.put(declaration.amountPaid)
        bytes.put("</ceb:amountPaid><ceb:currency>")
        bytes.put(declaration.fault == .wrongCurrency ? "502" : "142")
        bytes.put("</ceb:currency>")
        if declaration.fault != .elementMissing {
            bytes.put("<ceb:payTime>")
            dates.putTime(at: declaration.paidAt, to: &bytes)
            bytes.put("</ceb:payTime>")
        }
        bytes.put("</ceb:PaymentHead></ceb:Payment>")
    }

    func putWaybill(_ declaration: SyntheticDeclaration, to bytes: inout [UInt8]) {
        bytes.put("<ceb:Logistics><ceb:LogisticsHead>")
        putSubmission(of: declaration, in: .waybill, to: &bytes)
        bytes.put(firmFragments.carriers[declaration.cast.carrier])
        bytes.put("<ceb:logisticsNo>")
        putWaybillNo(of: declaration, to: &bytes)
        bytes.put("</ceb:logisticsNo>")
        if declaration.mode == .direct {
            bytes.put("<ceb:billNo>")
            putBillNo(of: declaration, to: &bytes)
            bytes.put("</ceb:billNo>")
        }
        bytes.put("<ceb:orderNo>")
        putOrderNo(of: declaration, to: &bytes)
        bytes.put("</ceb:orderNo><ceb:freight>")
        bytes.put(declaration.freight)
        bytes.put("</ceb:freight><ceb:insuredFee>0</ceb:insuredFee><ceb:currency>142")
        bytes.put("</ceb:currency><ceb:weight>")
        bytes.put(thousandths: declaration.grossWeightGram)
        bytes.put("</ceb:weight><ceb:packNo>1</ceb:packNo><ceb:goodsInfo>")
        if let line = declaration.lines.first { bytes.put(goodsFragments[line.goods].name) }
        bytes.put("</ceb:goodsInfo><ceb:consignee>")
        putConsignee(of: declaration, in: .waybill, to: &bytes)
        bytes.put("</ceb:consignee><ceb:consigneeAddress>")
        putConsigneeAddress(of: declaration, to: &bytes)
        bytes.put("</ceb:consigneeAddress><ceb:consigneeTelephone>")
        putConsigneeTelephone(of: declaration, to: &bytes)
        bytes.put("</ceb:consigneeTelephone></ceb:LogisticsHead></ceb:Logistics>")
    }

    func putWaybillStatus(_ declaration: SyntheticDeclaration, to bytes: inout [UInt8]) {
        bytes.put("<ceb:LogisticsStatus>")
        putSubmission(of: declaration, in: .waybillStatus, to: &bytes)
        bytes.put(firmFragments.carriers[declaration.cast.carrier])
        bytes.put("<ceb:logisticsNo>")
        putWaybillNo(of: declaration, to: &bytes)
        bytes.put("</ceb:logisticsNo><ceb:logisticsStatus>S</ceb:logisticsStatus>")
        bytes.put("<ceb:logisticsTime>")
        dates.putTime(at: declaration.signedAt, to: &bytes)
        bytes.put("</ceb:logisticsTime></ceb:LogisticsStatus>")
    }

    /// guid, appType, appTime, appStatus: the beginning of every document.
    func putSubmission(
        of declaration: SyntheticDeclaration, in kind: DocumentKind, to bytes: inout [UInt8]
    ) {
        bytes.put("<ceb:guid>")
        putGuid(of: declaration, in: kind, to: &bytes)
        bytes.put("</ceb:guid><ceb:appType>1</ceb:appType><ceb:appTime>")
        putAppTime(of: declaration, in: kind, to: &bytes)
        bytes.put("</ceb:appTime><ceb:appStatus>2</ceb:appStatus>")
    }
}

extension SyntheticDeclaration {
    /// When the parcel was signed for: ten minutes before it was reported.
    var signedAt: Int { reportedAt.waybillStatus - 600 }
}
