import ZoneCore

/// The messages of an export: what clearance of it needs.
public enum ExportKind: UInt8, Sendable, CaseIterable {
    /// CEB303
    case order
    /// CEB403
    case proceeds
    /// CEB505
    case waybill
    /// CEB603
    case list

    /// `CEB303Message` and so on.
    public var messageName: String {
        switch self {
        case .order: "CEB303Message"
        case .proceeds: "CEB403Message"
        case .waybill: "CEB505Message"
        case .list: "CEB603Message"
        }
    }

    /// The import document that stands for the same act: it has the same time and guid.
    fileprivate var likeness: DocumentKind {
        switch self {
        case .order: .order
        case .proceeds: .payment
        case .waybill: .waybill
        case .list: .list
        }
    }
}

/// Exports of the same goods by the same firms: a declaration's goods, prices and numbers, sent abroad instead.
///
/// A fault of the declaration that exports can have too is kept: a missing document, and an amount received that differs.
extension TrafficGenerator {
    /// Appends one message of that kind with the export documents of the declarations (at most 100); answers how many it
    /// holds, and appends nothing where that is 0.
    @discardableResult
    public func append(
        _ kind: ExportKind, of declarations: some Collection<SyntheticDeclaration>,
        to bytes: inout [UInt8]
    ) -> Int {
        let sent = declarations.lazy.filter { $0.has(kind.likeness) }
        guard let first = sent.first else { return 0 }
        bytes.put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ceb:")
        bytes.append(contentsOf: kind.messageName.utf8)
        bytes.put(" guid=\"")
        let place = first.index * ExportKind.allCases.count + Int(kind.rawValue)
        putGuid(.exportGuid, place, to: &bytes)
        bytes.put("\" version=\"1.0\" xmlns:ceb=\"http://www.chinaport.gov.cn/ceb\"")
        bytes.put(" xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">")
        var count = 0
        for declaration in sent.prefix(Self.documentCountMax) {
            count += 1
            switch kind {
            case .order: putExportOrder(declaration, to: &bytes)
            case .proceeds: putProceeds(declaration, to: &bytes)
            case .waybill: putExportWaybill(declaration, to: &bytes)
            case .list: putExportList(declaration, to: &bytes)
            }
        }
        let sender = sender(of: kind.likeness, first)
        bytes.put("<ceb:BaseTransfer><ceb:copCode>")
        bytes.append(contentsOf: sender.code.utf8)
        bytes.put("</ceb:copCode><ceb:copName>")
        bytes.append(contentsOf: sender.name.utf8)
        bytes.put("</ceb:copName><ceb:dxpMode>DXP</ceb:dxpMode><ceb:dxpId>DXPENT")
        bytes.append(contentsOf: sender.code.utf8)
        bytes.put("</ceb:dxpId></ceb:BaseTransfer>")
        bytes.put(Self.signature)
        bytes.put("</ceb:")
        bytes.append(contentsOf: kind.messageName.utf8)
        bytes.put(">")
        return count
    }

    /// The platform's order number of the export.
    public func exportOrderNo(of declaration: SyntheticDeclaration) -> String {
        var bytes: [UInt8] = []
        putExportNumber("E", of: declaration, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The waybill number of the export.
    public func exportWaybillNo(of declaration: SyntheticDeclaration) -> String {
        var bytes: [UInt8] = []
        putExportNumber("EW", of: declaration, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private func putExportNumber(
        _ prefix: StaticString, of declaration: SyntheticDeclaration, to bytes: inout [UInt8]
    ) {
        bytes.put(prefix)
        bytes.put(declaration.cast.platform + 1, width: 3)
        dates.putDate(at: 0, to: &bytes)
        bytes.put(tag)
        bytes.put(declaration.index, width: 10)
    }

    private func putExportOrder(_ declaration: SyntheticDeclaration, to bytes: inout [UInt8]) {
        bytes.put("<ceb:Order><ceb:OrderHead>")
        putSubmission(of: declaration, in: .order, to: &bytes)
        bytes.put("<ceb:orderType>E</ceb:orderType><ceb:orderNo>")
        putExportNumber("E", of: declaration, to: &bytes)
        bytes.put("</ceb:orderNo>")
        bytes.put(firmFragments.platforms[declaration.cast.platform])
        bytes.put(firmFragments.shops[declaration.cast.shop])
        bytes.put("<ceb:goodsValue>")
        bytes.put(declaration.goodsValue)
        bytes.put("</ceb:goodsValue><ceb:freight>")
        bytes.put(declaration.freight)
        bytes.put("</ceb:freight><ceb:currency>142</ceb:currency></ceb:OrderHead>")
        for (place, line) in declaration.lines.enumerated() {
            let goods = exportFragments[line.goods]
            bytes.put("<ceb:OrderList><ceb:gnum>")
            bytes.put(place + 1)
            bytes.put(goods.orderLine)
            bytes.put(line.quantity)
            bytes.put("</ceb:qty><ceb:price>")
            bytes.put(line.price)
            bytes.put("</ceb:price><ceb:totalPrice>")
            bytes.put(line.totalPrice)
            bytes.put("</ceb:totalPrice></ceb:OrderList>")
        }
        bytes.put("</ceb:Order>")
    }

    private func putProceeds(_ declaration: SyntheticDeclaration, to bytes: inout [UInt8]) {
        bytes.put("<ceb:Receipts>")
        putSubmission(of: declaration, in: .payment, to: &bytes)
        bytes.put(firmFragments.platforms[declaration.cast.platform])
        bytes.put(firmFragments.shops[declaration.cast.shop])
        bytes.put("<ceb:orderNo>")
        putExportNumber("E", of: declaration, to: &bytes)
        bytes.put("</ceb:orderNo>")
        bytes.put(firmFragments.payers[declaration.cast.payer])
        bytes.put("<ceb:payNo>")
        putTransactionID(of: declaration, to: &bytes)
        bytes.put("</ceb:payNo><ceb:charge>")
        let isWrong = declaration.fault == .paymentAmountDiffers
        bytes.put(declaration.goodsValue + declaration.freight + Fen(isWrong ? 100 : 0))
        bytes.put("</ceb:charge><ceb:currency>142</ceb:currency><ceb:accountingDate>")
        dates.putTime(at: declaration.paidAt, to: &bytes)
        bytes.put("</ceb:accountingDate></ceb:Receipts>")
    }

    private func putExportWaybill(_ declaration: SyntheticDeclaration, to bytes: inout [UInt8]) {
        bytes.put("<ceb:Logistics>")
        putSubmission(of: declaration, in: .waybill, to: &bytes)
        bytes.put(firmFragments.carriers[declaration.cast.carrier])
        bytes.put("<ceb:logisticsNo>")
        putExportNumber("EW", of: declaration, to: &bytes)
        bytes.put("</ceb:logisticsNo><ceb:freight>")
        bytes.put(declaration.freight)
        bytes.put(
            "</ceb:freight><ceb:insuredFee>0</ceb:insuredFee><ceb:currency>142</ceb:currency>")
        bytes.put("<ceb:grossWeight>")
        bytes.put(thousandths: declaration.grossWeightGram)
        bytes.put("</ceb:grossWeight><ceb:packNo>1</ceb:packNo><ceb:goodsInfo>")
        for (place, line) in declaration.lines.prefix(3).enumerated() {
            if place > 0 { bytes.put(" ") }
            bytes.put(goodsFragments[line.goods].name)
        }
        bytes.put("</ceb:goodsInfo></ceb:Logistics>")
    }

    private func putExportList(_ declaration: SyntheticDeclaration, to bytes: inout [UInt8]) {
        bytes.put("<ceb:Inventory><ceb:InventoryHead>")
        putSubmission(of: declaration, in: .list, to: &bytes)
        bytes.put("<ceb:customsCode>")
        bytes.append(contentsOf: options.directCustoms.utf8)
        bytes.put("</ceb:customsCode>")
        bytes.put(firmFragments.platforms[declaration.cast.platform])
        bytes.put("<ceb:orderNo>")
        putExportNumber("E", of: declaration, to: &bytes)
        bytes.put("</ceb:orderNo>")
        bytes.put(firmFragments.carriers[declaration.cast.carrier])
        bytes.put("<ceb:logisticsNo>")
        putExportNumber("EW", of: declaration, to: &bytes)
        bytes.put("</ceb:logisticsNo><ceb:copNo>")
        putCopNo(of: declaration, to: &bytes)
        bytes.put("</ceb:copNo><ceb:ieFlag>E</ceb:ieFlag><ceb:portCode>")
        bytes.append(contentsOf: options.directCustoms.utf8)
        bytes.put("</ceb:portCode><ceb:ieDate>")
        dates.putDate(at: declaration.reportedAt.list, to: &bytes)
        bytes.put("</ceb:ieDate><ceb:statisticsFlag>")
        bytes.put(declaration.isSummedUp ? "B" : "A")
        bytes.put("</ceb:statisticsFlag>")
        bytes.put(firmFragments.agents[declaration.cast.agent])
        bytes.put(firmFragments.shops[declaration.cast.shop])
        bytes.put("<ceb:ownerCode>NO</ceb:ownerCode><ceb:ownerName>无</ceb:ownerName>")
        bytes.put("<ceb:tradeMode>9610</ceb:tradeMode><ceb:trafMode>5</ceb:trafMode>")
        bytes.put("<ceb:country>502</ceb:country><ceb:POD>502</ceb:POD><ceb:freight>")
        bytes.put(declaration.freight)
        bytes.put("</ceb:freight><ceb:fCurrency>142</ceb:fCurrency><ceb:fFlag>3</ceb:fFlag>")
        bytes.put("<ceb:insuredFee>0</ceb:insuredFee><ceb:iCurrency>142</ceb:iCurrency>")
        bytes.put(
            "<ceb:iFlag>3</ceb:iFlag><ceb:wrapType>2</ceb:wrapType><ceb:packNo>1</ceb:packNo>")
        bytes.put("<ceb:grossWeight>")
        bytes.put(thousandths: declaration.grossWeightGram)
        bytes.put("</ceb:grossWeight><ceb:netWeight>")
        bytes.put(thousandths: declaration.netWeightGram)
        bytes.put("</ceb:netWeight></ceb:InventoryHead>")
        for (place, line) in declaration.lines.enumerated() {
            putExportLine(line, number: place + 1, to: &bytes)
        }
        bytes.put("</ceb:Inventory>")
    }

    private func putExportLine(
        _ line: SyntheticDeclaration.Line, number: Int, to bytes: inout [UInt8]
    ) {
        let goods = exportFragments[line.goods]
        bytes.put("<ceb:InventoryList><ceb:gnum>")
        bytes.put(number)
        bytes.put(goods.listLine)
        bytes.put(line.quantity)
        bytes.put("</ceb:qty><ceb:qty1>")
        bytes.put(thousandths: goods.perPiece1 * line.quantity)
        bytes.put("</ceb:qty1>")
        if goods.perPiece2 > 0 {
            bytes.put("<ceb:qty2>")
            bytes.put(thousandths: goods.perPiece2 * line.quantity)
            bytes.put("</ceb:qty2>")
        }
        bytes.put(goods.listUnits)
        bytes.put(line.price)
        bytes.put("</ceb:price><ceb:totalPrice>")
        bytes.put(line.totalPrice)
        bytes.put("</ceb:totalPrice></ceb:InventoryList>")
    }
}

extension SyntheticDeclaration {
    /// Whether its export is to be summed up (B); every fourth is simplified (A).
    public var isSummedUp: Bool { index % 4 != 0 }
}

/// What the documents of an export say of an article, up to where a quantity or price is written.
struct ExportFragments {
    /// From the end of `gnum` of an order line.
    var orderLine: [UInt8]
    /// From the end of `gnum` of a list line.
    var listLine: [UInt8]
    /// The units of a list line.
    var listUnits: [UInt8]
    var perPiece1: Int
    var perPiece2: Int

    init(_ goods: Goods, number: Int) {
        let item = "</ceb:gnum><ceb:itemNo>\(GoodsFragments.itemNo(number))</ceb:itemNo>"
        orderLine = Array(
            (item + "<ceb:itemName>\(goods.name)</ceb:itemName><ceb:unit>\(goods.unit)</ceb:unit>"
                + "<ceb:currency>142</ceb:currency><ceb:qty>").utf8)
        listLine = Array(
            (item + "<ceb:gcode>\(goods.hsCode)</ceb:gcode><ceb:gname>\(goods.name)</ceb:gname>"
                + "<ceb:gmodel>\(goods.model)</ceb:gmodel><ceb:barCode>无</ceb:barCode>"
                + "<ceb:country>142</ceb:country><ceb:currency>142</ceb:currency><ceb:qty>").utf8)
        let second = goods.unit2.isEmpty ? "" : "<ceb:unit2>\(goods.unit2)</ceb:unit2>"
        listUnits = Array(
            ("<ceb:unit>\(goods.unit)</ceb:unit><ceb:unit1>\(goods.unit1)</ceb:unit1>\(second)"
                + "<ceb:price>").utf8)
        perPiece1 = goods.perPiece1
        perPiece2 = goods.perPiece2
    }
}
