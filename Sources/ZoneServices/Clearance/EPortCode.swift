/// Error codes of the E-port (table 7-2 of the standard) that the intake answers with, by document kind. The table has them
/// for import documents and says of none that it is for imports only; export documents are answered by those of the same
/// kind of document.
enum EPortCode {
    /// The document's form or arithmetic is wrong: 参数校验不通过.
    static func invalid(_ kind: DocumentKind) -> Int {
        switch kind {
        case .order, .exportOrder: -301008
        case .payment, .proceeds: -401009
        case .waybill, .exportWaybill: -504011
        case .waybillStatus: -505011
        case .inventory, .exportInventory: -621001
        case .cancellation, .exportCancellation: -623001
        case .goodsReturn, .exportReturn: -625001
        case .arrival, .manifest, .departure, .tally, .returnTally: -800001
        case .summary: -621020
        }
    }

    /// A document with this number is there already.
    static func duplicate(_ kind: DocumentKind) -> Int {
        switch kind {
        case .order, .exportOrder: -301010
        case .payment, .proceeds: -401007
        case .waybill, .exportWaybill: -504015
        case .waybillStatus: -505012
        case .inventory, .exportInventory: -621004
        case .cancellation, .exportCancellation: -623009
        case .goodsReturn, .exportReturn: -625022
        case .arrival, .manifest, .departure, .tally, .returnTally: -800003
        case .summary: -621004
        }
    }

    /// A change or deletion names a document that is not there, or the list that a request names is not.
    static func notFound(_ kind: DocumentKind) -> Int {
        switch kind {
        case .order, .exportOrder: -301009
        case .payment, .proceeds: -401006
        case .waybill, .exportWaybill: -504014
        case .waybillStatus: -505014
        case .inventory, .exportInventory: -621011
        case .cancellation, .exportCancellation: -623003
        case .goodsReturn, .exportReturn: -625016
        case .arrival, .manifest, .departure, .tally, .returnTally: -800001
        case .summary: -621019
        }
    }

    /// The state of the document, or of the list that uses it, does not allow the change.
    static func wrongState(_ kind: DocumentKind) -> Int {
        switch kind {
        case .order, .exportOrder: -301011
        case .payment, .proceeds: -401008
        case .waybill, .exportWaybill: -504016
        case .waybillStatus: -505014
        case .inventory, .exportInventory: -621012
        case .cancellation, .exportCancellation: -623005
        case .goodsReturn, .exportReturn: -625004
        case .arrival, .manifest, .departure, .tally, .returnTally: -800001
        case .summary: -621012
        }
    }

    /// The change is older than what is stored.
    static func outdated(_ kind: DocumentKind) -> Int {
        switch kind {
        case .order, .exportOrder: -301014
        case .payment, .proceeds: -401012
        case .waybill, .exportWaybill: -505016
        case .waybillStatus: -505016
        case .inventory, .exportInventory: -621012
        case .cancellation, .exportCancellation: -623005
        case .goodsReturn, .exportReturn: -625004
        case .arrival, .manifest, .departure, .tally, .returnTally: -800005
        case .summary: -621012
        }
    }

    /// The firm that asks is none of the list's.
    static func notYours(_ kind: DocumentKind) -> Int {
        switch kind {
        case .cancellation, .exportCancellation: -623026
        case .goodsReturn, .exportReturn: -625021
        default: -621016
        }
    }
}
