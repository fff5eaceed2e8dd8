/// Error codes of the E-port (table 7-2 of the standard) that the intake answers with, by document kind.
enum EPortCode {
    /// The document's form or arithmetic is wrong: 参数校验不通过.
    static func invalid(_ kind: DocumentKind) -> Int {
        switch kind {
        case .order: -301008
        case .payment: -401009
        case .waybill: -504011
        case .waybillStatus: -505011
        case .inventory: -621001
        }
    }

    /// A document with this number is there already.
    static func duplicate(_ kind: DocumentKind) -> Int {
        switch kind {
        case .order: -301010
        case .payment: -401007
        case .waybill: -504015
        case .waybillStatus: -505012
        case .inventory: -621004
        }
    }

    /// A change or deletion names a document that is not there.
    static func notFound(_ kind: DocumentKind) -> Int {
        switch kind {
        case .order: -301009
        case .payment: -401006
        case .waybill: -504014
        case .waybillStatus: -505014
        case .inventory: -621011
        }
    }

    /// The state of the document, or of the list that uses it, does not allow the change.
    static func wrongState(_ kind: DocumentKind) -> Int {
        switch kind {
        case .order: -301011
        case .payment: -401008
        case .waybill: -504016
        case .waybillStatus: -505014
        case .inventory: -621012
        }
    }

    /// The change is older than what is stored.
    static func outdated(_ kind: DocumentKind) -> Int {
        switch kind {
        case .order: -301014
        case .payment: -401012
        case .waybill: -505016
        case .waybillStatus: -505016
        case .inventory: -621012
        }
    }
}
