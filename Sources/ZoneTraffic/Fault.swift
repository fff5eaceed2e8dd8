public import ZoneCore

/// What is wrong, on purpose, with a synthetic declaration.
public enum Fault: String, Sendable, CaseIterable {
    /// The payment is one yuan over what the order says was paid.
    case paymentAmountDiffers
    /// The list names another buyer than the order.
    case buyerNameDiffers
    /// The list has another telephone number of the buyer than the order.
    case buyerTelephoneDiffers
    /// The waybill has another consignee than the order.
    case consigneeDiffers
    /// The payment comes from another payment firm than the order names.
    case paymentFirmDiffers
    /// The list has one line more than the order.
    case lineCountDiffers
    /// The first line of the list is another article than that of the order.
    case lineItemDiffers
    /// No order is ever sent.
    case missingOrder
    /// No payment is ever sent.
    case missingPayment
    /// No waybill is ever sent.
    case missingWaybill
    /// Several pieces for more than 5,000 yuan together.
    case overSingleLimit
    /// The number of the previous declaration's order is used again.
    case duplicateOrder
    /// The check digit of the buyer's ID number is wrong in every document.
    case badIDCheckDigit
    /// The HS code of the first line has a letter in it.
    case badHSCode
    /// The order's paid amount is not the sum of its parts; the payment agrees with it.
    case wrongTotal
    /// The total of the order's first line is not price times quantity.
    case wrongLineTotal
    /// The payment is in US dollars.
    case wrongCurrency
    /// The list comes from a country that is in no code list.
    case unknownCountry
    /// The guarantor of the list is no party of it.
    case guarantorUnknown
    /// The list lacks a field that its mode of trade requires (account book or bill of lading).
    case modeFieldMissing
    /// The order's reporting time has a thirteenth month.
    case badTime
    /// The payment lacks the required element payTime.
    case elementMissing
    /// The list's message is not well-formed XML; a whole message is lost by it.
    case malformedXML

    /// What a correct system makes of it.
    public var expectation: Expectation {
        switch self {
        case .paymentAmountDiffers:
            Expectation(.mismatch, .payment, "amountPaid", customsCode: "1332")
        case .buyerNameDiffers:
            Expectation(.mismatch, .list, "buyerName", customsCode: "13127")
        case .buyerTelephoneDiffers:
            Expectation(.mismatch, .list, "buyerTelephone", customsCode: "130126")
        case .consigneeDiffers: Expectation(.mismatch, .waybill, "consignee")
        case .paymentFirmDiffers:
            Expectation(.mismatch, .payment, "payCode", customsCode: "13035")
        case .lineCountDiffers:
            Expectation(.mismatch, .list, "InventoryList", customsCode: "1320")
        case .lineItemDiffers: Expectation(.mismatch, .list, "itemNo", customsCode: "1322")
        case .missingOrder: Expectation(.waits, .order, nil)
        case .missingPayment: Expectation(.waits, .payment, nil)
        case .missingWaybill: Expectation(.waits, .waybill, nil)
        case .overSingleLimit: Expectation(.overLimit, .list, "totalPrice")
        case .duplicateOrder: Expectation(.duplicate, .order, "orderNo")
        case .badIDCheckDigit: Expectation(.invalid(.form), .order, "buyerIdNumber")
        case .badHSCode: Expectation(.invalid(.form), .list, "gcode")
        case .wrongTotal: Expectation(.invalid(.business), .order, "acturalPaid")
        case .wrongLineTotal: Expectation(.invalid(.business), .order, "totalPrice")
        case .wrongCurrency: Expectation(.invalid(.structure), .payment, "currency")
        case .unknownCountry: Expectation(.invalid(.form), .list, "country")
        case .guarantorUnknown: Expectation(.invalid(.business), .list, "assureCode")
        case .modeFieldMissing: Expectation(.invalid(.business), .list, nil)
        case .badTime: Expectation(.invalid(.form), .order, "appTime")
        case .elementMissing: Expectation(.invalid(.structure), .payment, "payTime")
        case .malformedXML: Expectation(.unreadable, .list, nil)
        }
    }

    /// What a fault should lead to, and where it is.
    public struct Expectation: Sendable, Hashable {
        public var outcome: Outcome
        /// The document that is wrong or absent.
        public var document: DocumentKind
        /// The element that is wrong or absent; nil where it is the whole document or depends on
        /// the mode of trade.
        public var element: String?
        /// The code that customs gives for it in practice, where one is known.
        public var customsCode: String?

        init(
            _ outcome: Outcome, _ document: DocumentKind, _ element: String?,
            customsCode: String? = nil
        ) {
            self.outcome = outcome
            self.document = document
            self.element = element
            self.customsCode = customsCode
        }
    }

    /// What should become of the declaration.
    public enum Outcome: Sendable, Hashable {
        /// The message cannot be read: no document comes of it.
        case unreadable
        /// The document gets a finding of that layer and is refused.
        case invalid(CheckLayer)
        /// Every document is valid by itself; they do not match.
        case mismatch
        /// The list waits for a document that does not come.
        case waits
        /// The list is not retail import any more: it is returned.
        case overLimit
        /// The order is refused as a repetition of another.
        case duplicate
    }
}
