/// One comparison between two of the four documents. The raw value is PilotZone's stable name of
/// it, used as the code `match.…` where no customs code is known.
public enum MatchRule: String, Sendable, CaseIterable {
    // Order and list.
    case orderNo
    case ebpCode
    case ebcCode
    case buyerIdNumber
    case buyerName
    case buyerTelephone
    case consigneeAddress
    case currency
    case goodsValue
    case lineCount
    case lineInInventory
    case lineInOrder
    case lineQty
    case lineUnit
    case linePrice
    case lineTotalPrice
    case lineCurrency
    case lineItemNo

    // Order and payment.
    case paymentOrderNo
    case paymentEbpCode
    case payCode
    case payTransactionId
    case amountPaid
    case payerName
    case payerIdNumber
    case paymentCurrency

    // Order and waybill.
    case waybillOrderNo
    case consignee
    case consigneeTelephone
    case waybillConsigneeAddress

    // List and waybill.
    case logisticsCode
    case logisticsNo
    case freight
    case insuredFee
    case waybillCurrency
    case weight

    // Exports only.
    case orderType
    case charge
    case packNo
    case waybillEbcCode

    /// The code customs uses for it, seen in real receipts; nil where none is known.
    public var customsCode: String? {
        switch self {
        case .buyerName: "13127"
        case .buyerTelephone: "130126"
        case .lineCount: "1320"
        case .lineInInventory, .lineInOrder, .lineQty, .lineUnit, .linePrice, .lineTotalPrice,
            .lineCurrency, .lineItemNo:
            "1322"
        case .payCode: "13035"
        case .amountPaid: "1332"
        case .orderNo, .ebpCode, .ebcCode, .buyerIdNumber, .consigneeAddress, .currency,
            .goodsValue, .paymentOrderNo, .paymentEbpCode, .payTransactionId, .payerName,
            .payerIdNumber, .paymentCurrency, .waybillOrderNo, .consignee, .consigneeTelephone,
            .waybillConsigneeAddress, .logisticsCode, .logisticsNo, .freight, .insuredFee,
            .waybillCurrency, .weight, .orderType, .charge, .packNo, .waybillEbcCode:
            nil
        }
    }

    /// The code in receipts: the customs code, or `match.` and the rule's name.
    public var code: String { customsCode ?? "match." + rawValue }

    /// Whether the values are data of a person, which receipts do not repeat.
    public var isPersonal: Bool {
        switch self {
        case .buyerIdNumber, .buyerName, .buyerTelephone, .consigneeAddress, .payerName,
            .payerIdNumber, .consignee, .consigneeTelephone, .waybillConsigneeAddress:
            true
        case .orderNo, .ebpCode, .ebcCode, .currency, .goodsValue, .lineCount, .lineInInventory,
            .lineInOrder, .lineQty, .lineUnit, .linePrice, .lineTotalPrice, .lineCurrency,
            .lineItemNo, .paymentOrderNo, .paymentEbpCode, .payCode, .payTransactionId,
            .amountPaid, .paymentCurrency, .waybillOrderNo, .logisticsCode, .logisticsNo,
            .freight, .insuredFee, .waybillCurrency, .weight, .orderType, .charge, .packNo,
            .waybillEbcCode:
            false
        }
    }
}
