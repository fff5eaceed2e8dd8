public import ZoneCore

/// The documents of a declaration as values of ``ZoneCore``: what a reader of the written messages
/// should get. Slower than writing; for tests and examples.
extension TrafficGenerator {
    /// The order (CEB311), written or not.
    public func order(of declaration: SyntheticDeclaration) -> Order {
        var order = Order(submission: submission(of: declaration, in: .order))
        order.orderNo = .of { putOrderNo(of: declaration, to: &$0) }
        order.ebpCode = firms.platforms[declaration.cast.platform].code
        order.ebcCode = firms.shops[declaration.cast.shop].code
        order.goodsValue = declaration.goodsValue.fixed5
        order.freight = declaration.freight.fixed5
        order.discount = declaration.discount.fixed5
        order.taxTotal = declaration.taxTotal.fixed5
        order.acturalPaid = declaration.acturalPaid.fixed5
        order.currency = "142"
        order.buyerName = .of { putBuyerName(of: declaration, in: .order, to: &$0) }
        order.buyerTelephone = .of { putBuyerTelephone(of: declaration, in: .order, to: &$0) }
        order.buyerIdNumber = .of { putIDNumber(of: declaration, to: &$0) }
        order.payCode = firms.payers[declaration.cast.payer].code
        order.payTransactionId = .of { putTransactionID(of: declaration, to: &$0) }
        order.consignee = .of { putConsignee(of: declaration, in: .order, to: &$0) }
        order.consigneeTelephone = .of { putConsigneeTelephone(of: declaration, to: &$0) }
        order.consigneeAddress = .of { putConsigneeAddress(of: declaration, to: &$0) }
        order.lines = declaration.lines.enumerated().map { place, line in
            let goods = Goods.catalogue[line.goods]
            return Order.Line(
                gnum: Int32(place + 1), itemNo: GoodsFragments.itemNo(line.goods),
                qty: Fixed5(Int64(line.quantity)), unit: goods.unit, price: line.price.fixed5,
                totalPrice: orderTotal(of: line, at: place, in: declaration).fixed5,
                currency: "142", country: goods.country)
        }
        return order
    }

    /// The payment (CEB411), written or not.
    public func payment(of declaration: SyntheticDeclaration) -> Payment {
        var payment = Payment(submission: submission(of: declaration, in: .payment))
        payment.payCode = firms.payers[paymentFirm(of: declaration)].code
        payment.payTransactionId = .of { putTransactionID(of: declaration, to: &$0) }
        payment.orderNo = .of { putOrderNo(of: declaration, to: &$0) }
        payment.ebpCode = firms.platforms[declaration.cast.platform].code
        payment.payerIdNumber = .of { putIDNumber(of: declaration, to: &$0) }
        payment.payerName = .of { putBuyerName(of: declaration, in: .payment, to: &$0) }
        payment.amountPaid = declaration.amountPaid.fixed5
        payment.currency = declaration.fault == .wrongCurrency ? "502" : "142"
        if declaration.fault != .elementMissing {
            payment.payTime = .of { dates.putTime(at: declaration.paidAt, to: &$0) }
        }
        return payment
    }

    /// The waybill (CEB511), written or not.
    public func waybill(of declaration: SyntheticDeclaration) -> Waybill {
        var waybill = Waybill(submission: submission(of: declaration, in: .waybill))
        waybill.logisticsCode = firms.carriers[declaration.cast.carrier].code
        waybill.logisticsNo = .of { putWaybillNo(of: declaration, to: &$0) }
        waybill.orderNo = .of { putOrderNo(of: declaration, to: &$0) }
        waybill.freight = declaration.freight.fixed5
        waybill.currency = "142"
        waybill.weight = thousandths(declaration.grossWeightGram)
        waybill.consignee = .of { putConsignee(of: declaration, in: .waybill, to: &$0) }
        waybill.consigneeAddress = .of { putConsigneeAddress(of: declaration, to: &$0) }
        waybill.consigneeTelephone = .of { putConsigneeTelephone(of: declaration, to: &$0) }
        return waybill
    }

    /// The waybill status (CEB513).
    public func waybillStatus(of declaration: SyntheticDeclaration) -> WaybillStatus {
        var status = WaybillStatus(submission: submission(of: declaration, in: .waybillStatus))
        status.logisticsCode = firms.carriers[declaration.cast.carrier].code
        status.logisticsNo = .of { putWaybillNo(of: declaration, to: &$0) }
        status.logisticsStatus = "S"
        status.logisticsTime = .of { dates.putTime(at: declaration.signedAt, to: &$0) }
        return status
    }

    /// The declaration list (CEB621).
    public func inventory(of declaration: SyntheticDeclaration) -> Inventory {
        var list = Inventory(submission: submission(of: declaration, in: .list))
        list.orderNo = .of { putOrderNo(of: declaration, to: &$0) }
        list.ebpCode = firms.platforms[declaration.cast.platform].code
        list.ebcCode = firms.shops[declaration.cast.shop].code
        list.logisticsNo = .of { putWaybillNo(of: declaration, to: &$0) }
        list.logisticsCode = firms.carriers[declaration.cast.carrier].code
        list.copNo = .of { putCopNo(of: declaration, to: &$0) }
        list.assureCode = .of { putGuarantor(of: declaration, to: &$0) }
        if declaration.hasAccountBook {
            list.emsNo = String(
                decoding: firmFragments.accountBooks[declaration.cast.warehouse], as: UTF8.self)
        }
        list.customsCode = customsCode(of: declaration)
        list.portCode = list.customsCode
        list.buyerIdNumber = .of { putIDNumber(of: declaration, to: &$0) }
        list.buyerName = .of { putBuyerName(of: declaration, in: .list, to: &$0) }
        list.buyerTelephone = .of { putBuyerTelephone(of: declaration, in: .list, to: &$0) }
        list.consigneeAddress = .of { putConsigneeAddress(of: declaration, to: &$0) }
        list.agentCode = firms.agents[declaration.cast.agent].code
        list.tradeMode = declaration.mode.rawValue
        list.country = departure(of: declaration)
        list.freight = declaration.freight.fixed5
        list.currency = "142"
        list.grossWeight = thousandths(declaration.grossWeightGram)
        list.netWeight = thousandths(declaration.netWeightGram)
        list.lines = listLines(of: declaration).enumerated().map { place, line in
            var value = listLine(
                line, at: place, isWrong: place == 0 && declaration.fault == .badHSCode)
            if declaration.mode == .bonded {
                value.itemRecordNo = GoodsFragments.recordNo(line.goods)
            }
            return value
        }
        return list
    }

    private func listLine(
        _ line: SyntheticDeclaration.Line, at place: Int, isWrong: Bool
    ) -> Inventory.Line {
        let goods = Goods.catalogue[line.goods]
        var value = Inventory.Line()
        value.gnum = Int32(place + 1)
        value.itemNo = GoodsFragments.itemNo(line.goods)
        value.gcode = .of { putHSCode(of: line, isWrong: isWrong, to: &$0) }
        value.gname = goods.name
        value.country = goods.country
        value.currency = "142"
        value.qty = Fixed5(Int64(line.quantity))
        value.unit = goods.unit
        value.qty1 = thousandths(goods.perPiece1 * line.quantity)
        value.unit1 = goods.unit1
        value.qty2 = goods.unit2.isEmpty ? nil : thousandths(goods.perPiece2 * line.quantity)
        value.unit2 = goods.unit2
        value.price = line.price.fixed5
        value.totalPrice = line.totalPrice.fixed5
        return value
    }

    private func submission(
        of declaration: SyntheticDeclaration, in kind: DocumentKind
    ) -> Submission {
        Submission(
            guid: .of { putGuid(of: declaration, in: kind, to: &$0) }, kind: .new,
            appTime: .of { putAppTime(of: declaration, in: kind, to: &$0) }, isDraft: false)
    }

    private func thousandths(_ count: Int) -> Fixed5 { Fixed5(units: Int64(count) * 100) }
}

extension String {
    /// The text of what `write` appends.
    fileprivate static func of(_ write: (inout [UInt8]) -> Void) -> String {
        [UInt8].text(write)
    }
}
