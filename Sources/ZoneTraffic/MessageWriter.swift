import ZoneCore

/// Writing messages: bytes are appended, fragment by fragment, in the standard's order of elements
/// (edition 202205).
extension TrafficGenerator {
    /// How many documents one message may hold.
    public static let documentCountMax = 100

    /// Appends one message of that kind with the documents of the declarations (at most 100), less
    /// those that a fault keeps back. The sender is the enterprise that reports the first document.
    ///
    /// Answers how many documents the message holds; where that is 0 nothing was appended. A list's
    /// `ds:Signature` has the form of the schema and dummy values: real signing is the business of
    /// whoever has a key.
    @discardableResult
    public func append(
        _ kind: DocumentKind, of declarations: some Collection<SyntheticDeclaration>,
        to bytes: inout [UInt8]
    ) -> Int {
        guard let first = declarations.first(where: { $0.has(kind) }) else { return 0 }
        bytes.reserveCapacity(bytes.count + 2000 + declarations.count * kind.usualByteCount)
        putStart(of: kind, first, to: &bytes)
        var documentCount = 0
        for declaration in declarations where declaration.has(kind) {
            guard documentCount < Self.documentCountMax else { break }
            documentCount += 1
            switch kind {
            case .order: putOrder(declaration, to: &bytes)
            case .payment: putPayment(declaration, to: &bytes)
            case .waybill: putWaybill(declaration, to: &bytes)
            case .list: putList(declaration, to: &bytes)
            case .waybillStatus: putWaybillStatus(declaration, to: &bytes)
            }
        }
        putEnd(of: kind, sender: sender(of: kind, first), to: &bytes)
        return documentCount
    }

    /// The message of one document, for tests and examples.
    public func message(_ kind: DocumentKind, of declaration: SyntheticDeclaration) -> [UInt8] {
        var bytes: [UInt8] = []
        append(kind, of: CollectionOfOne(declaration), to: &bytes)
        return bytes
    }

    /// The enterprise that reports that document.
    public func sender(of kind: DocumentKind, _ declaration: SyntheticDeclaration) -> Firm {
        let place = senderPlace(of: kind, declaration)
        return switch kind {
        case .order: firms.platforms[place]
        case .payment: firms.payers[place]
        case .waybill, .waybillStatus: firms.carriers[place]
        case .list: firms.agents[place]
        }
    }

    /// The place of the reporting enterprise among those of its kind.
    func senderPlace(of kind: DocumentKind, _ declaration: SyntheticDeclaration) -> Int {
        switch kind {
        case .order: declaration.cast.platform
        case .payment: paymentFirm(of: declaration)
        case .waybill, .waybillStatus: declaration.cast.carrier
        case .list: declaration.cast.agent
        }
    }

    private func putStart(
        of kind: DocumentKind, _ first: SyntheticDeclaration, to bytes: inout [UInt8]
    ) {
        bytes.put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ceb:")
        bytes.append(contentsOf: kind.messageName.utf8)
        bytes.put(" guid=\"")
        putGuid(
            .messageGuid, first.index * DocumentKind.allCases.count + Int(kind.rawValue), to: &bytes
        )
        bytes.put("\" version=\"1.0\" xmlns:ceb=\"http://www.chinaport.gov.cn/ceb\"")
        bytes.put(" xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">")
    }

    private func putEnd(of kind: DocumentKind, sender: Firm, to bytes: inout [UInt8]) {
        bytes.put("<ceb:BaseTransfer><ceb:copCode>")
        bytes.append(contentsOf: sender.code.utf8)
        bytes.put("</ceb:copCode><ceb:copName>")
        bytes.append(contentsOf: sender.name.utf8)
        bytes.put("</ceb:copName><ceb:dxpMode>DXP</ceb:dxpMode><ceb:dxpId>DXPENT")
        bytes.append(contentsOf: sender.code.utf8)
        bytes.put("</ceb:dxpId></ceb:BaseTransfer>")
        if kind == .list { bytes.put(Self.signature) }
        bytes.put("</ceb:")
        bytes.append(contentsOf: kind.messageName.utf8)
        bytes.put(">")
    }

    /// A signature in form only: digest, signature value and certificate are zeros.
    static let signature = Array(
        ("<ds:Signature><ds:SignedInfo><ds:CanonicalizationMethod Algorithm="
            + "\"http://www.w3.org/TR/2001/REC-xml-c14n-20010315\"></ds:CanonicalizationMethod>"
            + "<ds:SignatureMethod Algorithm="
            + "\"http://www.chinaport.gov.cn/2022/04/xmldsig#sm2-sm3\"></ds:SignatureMethod>"
            + "<ds:Reference URI=\"\"><ds:Transforms><ds:Transform Algorithm="
            + "\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"></ds:Transform>"
            + "</ds:Transforms><ds:DigestMethod Algorithm="
            + "\"http://www.chinaport.gov.cn/2022/04/xmldsig#sm3\"></ds:DigestMethod>"
            + "<ds:DigestValue>" + String(repeating: "A", count: 43) + "=</ds:DigestValue>"
            + "</ds:Reference></ds:SignedInfo><ds:SignatureValue>"
            + String(repeating: "A", count: 86) + "==</ds:SignatureValue><ds:KeyInfo>"
            + "<ds:KeyName>00000000</ds:KeyName><ds:X509Data><ds:X509Certificate>"
            + String(repeating: "A", count: 64) + "</ds:X509Certificate></ds:X509Data>"
            + "</ds:KeyInfo></ds:Signature>").utf8)
}

extension DocumentKind {
    /// Room for a document with two lines.
    fileprivate var usualByteCount: Int {
        switch self {
        case .order: 2800
        case .payment, .waybill: 1300
        case .list: 3600
        case .waybillStatus: 700
        }
    }
}
