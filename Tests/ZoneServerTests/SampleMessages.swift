/// Messages of one synthetic declaration each, with every field the standard requires.
enum Sample {
    static let ebpCode = "1160915006"

    /// The declaration's id for an order number.
    static func declarationID(_ orderNo: String) -> String { "\(ebpCode):\(orderNo)" }

    /// CEB311 with one order a number.
    static func orders(_ orderNos: [String], guid: Int = 1) -> [UInt8] {
        let documents = orderNos.map { orderNo in
            element("Order", element("OrderHead", orderHead(orderNo)) + orderLine)
        }
        return message("CEB311Message", guid: guid, documents.joined(), sender: ebpCode)
    }

    /// CEB311 with one order.
    static func order(_ orderNo: String, guid: Int = 1) -> [UInt8] { orders([orderNo], guid: guid) }

    /// CEB411, CEB511 and CEB621 of the same order.
    static func rest(of orderNo: String) -> [[UInt8]] {
        [payment(orderNo), waybill(orderNo), list(orderNo)]
    }

    /// An order with a value that is none of the standard's, and text that a page must escape.
    static let hostile = Array(
        String(decoding: order("H1"), as: UTF8.self)
            .replacing("<ceb:appType>1", with: "<ceb:appType>&lt;script&gt;alert(1)&lt;/script&gt;")
            .utf8)

    private static func orderHead(_ orderNo: String) -> String {
        fields(
            """
            guid=\(guidText(100)) appType=1 appTime=20261123100000 appStatus=2 orderType=I
            orderNo=\(orderNo) ebpCode=\(ebpCode) ebpName=示例平台 ebcCode=91110164MA02227182
            ebcName=示例商户 goodsValue=162.50 freight=0 discount=0 taxTotal=14.79
            acturalPaid=177.29 currency=142 buyerRegNo=U1 buyerName=张示例
            buyerTelephone=14071893558 buyerIdType=1 buyerIdNumber=110172199205228652
            payCode=91110176MA32526133 payName=示例支付 payTransactionId=P\(orderNo)
            consignee=张示例 consigneeTelephone=14071893558 consigneeAddress=示范省云港市海州新区
            """)
    }

    private static let orderLine = element(
        "OrderList",
        fields(
            """
            gnum=1 itemNo=SKU1 itemName=保湿面霜 gmodel=50克 barCode=2991000000009 unit=142 qty=1
            price=162.50 totalPrice=162.50 currency=142 country=116
            """))

    private static func payment(_ orderNo: String) -> [UInt8] {
        let head = fields(
            """
            guid=\(guidText(101)) appType=1 appTime=20261123100100 appStatus=2
            payCode=91110176MA32526133 payName=示例支付 payTransactionId=P\(orderNo)
            orderNo=\(orderNo) ebpCode=\(ebpCode) ebpName=示例平台 payerIdType=1
            payerIdNumber=110172199205228652 payerName=张示例 telephone=14071893558
            amountPaid=177.29 currency=142 payTime=20261123100030
            """)
        return message(
            "CEB411Message", guid: 2, element("Payment", element("PaymentHead", head)),
            sender: "91110176MA32526133")
    }

    private static func waybill(_ orderNo: String) -> [UInt8] {
        let head = fields(
            """
            guid=\(guidText(102)) appType=1 appTime=20261123100200 appStatus=2
            logisticsCode=1160946002 logisticsName=示例快递 logisticsNo=Y\(orderNo) freight=0
            insuredFee=0 currency=142 weight=0.1 packNo=1 goodsInfo=保湿面霜 consignee=张示例
            consigneeAddress=示范省云港市海州新区 consigneeTelephone=14071893558
            """)
        return message(
            "CEB511Message", guid: 3, element("Logistics", element("LogisticsHead", head)),
            sender: "1160946002")
    }

    private static func list(_ orderNo: String) -> [UInt8] {
        let head = fields(
            """
            guid=\(guidText(103)) appType=1 appTime=20261123100300 appStatus=2 orderNo=\(orderNo)
            ebpCode=\(ebpCode) ebpName=示例平台 ebcCode=91110164MA02227182 ebcName=示例商户
            logisticsNo=Y\(orderNo) logisticsCode=1160946002 logisticsName=示例快递
            copNo=L\(orderNo) assureCode=1160946002 emsNo=L461226A002 ieFlag=I declTime=20261123
            customsCode=4612 portCode=4612 buyerIdType=1 buyerIdNumber=110172199205228652
            buyerName=张示例 buyerTelephone=14071893558 consigneeAddress=示范省云港市海州新区
            agentCode=1160954002 agentName=示例报关 areaCode=1160965001 areaName=示例仓储
            tradeMode=1210 trafMode=4 country=142 freight=0 insuredFee=0 currency=142 wrapType=2
            packNo=1 grossWeight=0.1 netWeight=0.05
            """)
        let line = fields(
            """
            gnum=1 itemRecordNo=1001 itemNo=SKU1 itemName=保湿面霜 gcode=3304990029 gname=保湿面霜
            gmodel=50克 barCode=2991000000009 country=116 tradeCountry=116 currency=142 qty=1
            unit=142 qty1=0.050 unit1=035 qty2=1 unit2=011 price=162.50 totalPrice=162.50
            """)
        return message(
            "CEB621Message", guid: 4,
            element("Inventory", element("InventoryHead", head) + element("InventoryList", line)),
            sender: "1160954002", signature: signature)
    }

    private static func message(
        _ name: String, guid: Int, _ documents: String, sender: String, signature: String = ""
    ) -> [UInt8] {
        let transfer = fields("copCode=\(sender) copName=示例企业 dxpMode=DXP dxpId=DXPENT\(sender)")
        return Array(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <ceb:\(name) guid="\(guidText(guid))" version="1.0" \
            xmlns:ceb="http://www.chinaport.gov.cn/ceb" \
            xmlns:ds="http://www.w3.org/2000/09/xmldsig#">\(documents)\
            \(element("BaseTransfer", transfer))\(signature)</ceb:\(name)>
            """.utf8)
    }

    private static func guidText(_ number: Int) -> String {
        "A2C1D896-4B81-42D2-966E-" + String(100_000_000_000 + number)
    }

    private static func element(_ name: String, _ content: String) -> String {
        "<ceb:\(name)>\(content)</ceb:\(name)>"
    }

    /// `name=value` pairs, apart by white space, as elements.
    private static func fields(_ pairs: String) -> String {
        pairs.split { $0 == " " || $0 == "\n" }.map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1)
            return element(String(parts[0]), String(parts[1]))
        }.joined()
    }

    /// In the form of the schema, with dummy values.
    private static let signature = """
        <ds:Signature><ds:SignedInfo><ds:CanonicalizationMethod \
        Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"/><ds:SignatureMethod \
        Algorithm="http://www.chinaport.gov.cn/2022/04/xmldsig#sm2-sm3"/><ds:Reference URI="">\
        <ds:Transforms><ds:Transform \
        Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/></ds:Transforms>\
        <ds:DigestMethod Algorithm="http://www.chinaport.gov.cn/2022/04/xmldsig#sm3"/>\
        <ds:DigestValue>AAAA</ds:DigestValue></ds:Reference></ds:SignedInfo>\
        <ds:SignatureValue>AAAA</ds:SignatureValue><ds:KeyInfo><ds:KeyName>0</ds:KeyName>\
        <ds:X509Data><ds:X509Certificate>AAAA</ds:X509Certificate></ds:X509Data></ds:KeyInfo>\
        </ds:Signature>
        """
}
