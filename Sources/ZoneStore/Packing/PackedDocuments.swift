public import ZoneCore

/// Packs documents for the store. The first byte of each is the version of its layout.
///
/// The documents of a message are packed one behind the other, each with its length first.
public enum PackedDocument {
    private static let version: Int64 = 1

    /// Appends the packed order.
    public static func pack(_ order: Order, into out: inout ByteWriter) {
        begin(&out, order.submission)
        for text in [order.orderNo, order.ebpCode, order.ebcCode] { out.write(text) }
        for number in [
            order.goodsValue, order.freight, order.discount, order.taxTotal, order.acturalPaid,
        ] {
            out.write(number.units)
        }
        for text in [
            order.currency, order.buyerName, order.buyerTelephone, order.buyerIdNumber,
            order.payCode, order.payTransactionId, order.consignee, order.consigneeTelephone,
            order.consigneeAddress,
        ] {
            out.write(text)
        }
        out.write(Int64(order.lines.count))
        for line in order.lines {
            out.write(Int64(line.gnum))
            out.write(line.itemNo)
            out.write(line.qty.units)
            out.write(line.unit)
            out.write(line.price.units)
            out.write(line.totalPrice.units)
            out.write(line.currency)
            out.write(line.country)
        }
    }

    /// The order in `bytes`.
    public static func order(_ bytes: [UInt8]) -> Order {
        var from = ByteReader(bytes)
        var order = Order(submission: submission(&from))
        order.orderNo = from.text()
        order.ebpCode = from.text()
        order.ebcCode = from.text()
        order.goodsValue = Fixed5(units: from.integer())
        order.freight = Fixed5(units: from.integer())
        order.discount = Fixed5(units: from.integer())
        order.taxTotal = Fixed5(units: from.integer())
        order.acturalPaid = Fixed5(units: from.integer())
        order.currency = from.text()
        order.buyerName = from.text()
        order.buyerTelephone = from.text()
        order.buyerIdNumber = from.text()
        order.payCode = from.text()
        order.payTransactionId = from.text()
        order.consignee = from.text()
        order.consigneeTelephone = from.text()
        order.consigneeAddress = from.text()
        let count = from.integer()
        for _ in 0..<max(0, count) where !from.isExhausted {
            order.lines.append(
                Order.Line(
                    gnum: Int32(truncatingIfNeeded: from.integer()), itemNo: from.text(),
                    qty: Fixed5(units: from.integer()), unit: from.text(),
                    price: Fixed5(units: from.integer()),
                    totalPrice: Fixed5(units: from.integer()), currency: from.text(),
                    country: from.text()))
        }
        return order
    }

    /// Appends the packed payment.
    public static func pack(_ payment: Payment, into out: inout ByteWriter) {
        begin(&out, payment.submission)
        for text in [
            payment.payCode, payment.payTransactionId, payment.orderNo, payment.ebpCode,
            payment.payerIdNumber, payment.payerName,
        ] {
            out.write(text)
        }
        out.write(payment.amountPaid.units)
        out.write(payment.currency)
        out.write(payment.payTime)
    }

    /// The payment in `bytes`.
    public static func payment(_ bytes: [UInt8]) -> Payment {
        var from = ByteReader(bytes)
        var payment = Payment(submission: submission(&from))
        payment.payCode = from.text()
        payment.payTransactionId = from.text()
        payment.orderNo = from.text()
        payment.ebpCode = from.text()
        payment.payerIdNumber = from.text()
        payment.payerName = from.text()
        payment.amountPaid = Fixed5(units: from.integer())
        payment.currency = from.text()
        payment.payTime = from.text()
        return payment
    }

    /// Appends the packed waybill.
    public static func pack(_ waybill: Waybill, into out: inout ByteWriter) {
        begin(&out, waybill.submission)
        for text in [waybill.logisticsCode, waybill.logisticsNo, waybill.orderNo] {
            out.write(text)
        }
        out.write(waybill.freight.units)
        out.write(waybill.insuredFee.units)
        out.write(waybill.currency)
        out.write(waybill.weight.units)
        for text in [waybill.consignee, waybill.consigneeAddress, waybill.consigneeTelephone] {
            out.write(text)
        }
    }

    /// The waybill in `bytes`.
    public static func waybill(_ bytes: [UInt8]) -> Waybill {
        var from = ByteReader(bytes)
        var waybill = Waybill(submission: submission(&from))
        waybill.logisticsCode = from.text()
        waybill.logisticsNo = from.text()
        waybill.orderNo = from.text()
        waybill.freight = Fixed5(units: from.integer())
        waybill.insuredFee = Fixed5(units: from.integer())
        waybill.currency = from.text()
        waybill.weight = Fixed5(units: from.integer())
        waybill.consignee = from.text()
        waybill.consigneeAddress = from.text()
        waybill.consigneeTelephone = from.text()
        return waybill
    }

    /// Appends the packed list.
    public static func pack(_ list: Inventory, into out: inout ByteWriter) {
        begin(&out, list.submission)
        for text in [
            list.orderNo, list.ebpCode, list.ebcCode, list.logisticsNo, list.logisticsCode,
            list.copNo, list.preNo, list.assureCode, list.emsNo, list.invtNo, list.customsCode,
            list.portCode, list.buyerIdNumber, list.buyerName, list.buyerTelephone,
            list.consigneeAddress, list.agentCode, list.tradeMode, list.country,
        ] {
            out.write(text)
        }
        out.write(list.freight.units)
        out.write(list.insuredFee.units)
        out.write(list.currency)
        out.write(list.grossWeight.units)
        out.write(list.netWeight.units)
        out.write(Int64(list.lines.count))
        for line in list.lines { pack(line, &out) }
    }

    private static func pack(_ line: Inventory.Line, _ out: inout ByteWriter) {
        out.write(Int64(line.gnum))
        for text in [line.itemNo, line.gcode, line.gname, line.country, line.currency] {
            out.write(text)
        }
        out.write(line.qty.units)
        out.write(line.unit)
        out.write(line.qty1.units)
        out.write(line.unit1)
        out.write(line.qty2 == nil ? 0 : 1)
        if let qty2 = line.qty2 { out.write(qty2.units) }
        out.write(line.unit2)
        out.write(line.price.units)
        out.write(line.totalPrice.units)
    }

    /// The list in `bytes`.
    public static func inventory(_ bytes: [UInt8]) -> Inventory {
        var from = ByteReader(bytes)
        var list = Inventory(submission: submission(&from))
        list.orderNo = from.text()
        list.ebpCode = from.text()
        list.ebcCode = from.text()
        list.logisticsNo = from.text()
        list.logisticsCode = from.text()
        list.copNo = from.text()
        list.preNo = from.text()
        list.assureCode = from.text()
        list.emsNo = from.text()
        list.invtNo = from.text()
        list.customsCode = from.text()
        list.portCode = from.text()
        list.buyerIdNumber = from.text()
        list.buyerName = from.text()
        list.buyerTelephone = from.text()
        list.consigneeAddress = from.text()
        list.agentCode = from.text()
        list.tradeMode = from.text()
        list.country = from.text()
        list.freight = Fixed5(units: from.integer())
        list.insuredFee = Fixed5(units: from.integer())
        list.currency = from.text()
        list.grossWeight = Fixed5(units: from.integer())
        list.netWeight = Fixed5(units: from.integer())
        let count = from.integer()
        for _ in 0..<max(0, count) where !from.isExhausted { list.lines.append(line(&from)) }
        return list
    }

    private static func line(_ from: inout ByteReader) -> Inventory.Line {
        var line = Inventory.Line()
        line.gnum = Int32(truncatingIfNeeded: from.integer())
        line.itemNo = from.text()
        line.gcode = from.text()
        line.gname = from.text()
        line.country = from.text()
        line.currency = from.text()
        line.qty = Fixed5(units: from.integer())
        line.unit = from.text()
        line.qty1 = Fixed5(units: from.integer())
        line.unit1 = from.text()
        if from.integer() == 1 { line.qty2 = Fixed5(units: from.integer()) }
        line.unit2 = from.text()
        line.price = Fixed5(units: from.integer())
        line.totalPrice = Fixed5(units: from.integer())
        return line
    }

    // MARK: Submission

    private static func begin(_ out: inout ByteWriter, _ submission: Submission) {
        out.write(version)
        out.write(submission.guid)
        out.write(Int64(submission.kind.rawValue))
        out.write(submission.appTime)
        out.write(submission.isDraft ? 1 : 0)
    }

    private static func submission(_ from: inout ByteReader) -> Submission {
        precondition(from.integer() == version, "a packed document of an unknown layout")
        return Submission(
            guid: from.text(), kind: Submission.Kind(rawValue: UInt8(from.integer())) ?? .new,
            appTime: from.text(), isDraft: from.integer() == 1)
    }
}
