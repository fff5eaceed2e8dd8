/// Messages without any fault, as text, with as many documents and lines as asked for.
///
/// Each document differs in the numbers that must be unique; every value is invented.
enum CleanMessage {
    static let firm = "3301960A1B"
    static let courier = "3301985C2D"
    static let platform = "91330100MA27XF6Q2Q"
    static let guid = "4CDE1CFD-EDED-46B1-946C-B8022E42FC94"

    /// CEB311Message: orders of `lines` lines.
    static func order(documents: Int = 1, lines: Int = 2) -> String {
        let bodies = (1...documents).map { document in
            element(
                "Order",
                element("OrderHead", orderHead(document, lines: lines))
                    + (1...lines).map { element("OrderList", orderLine($0)) }.joined())
        }
        return message("CEB311Message", bodies.joined())
    }

    /// CEB411Message: payments.
    static func payment(documents: Int = 1) -> String {
        let bodies = (1...documents).map { document in
            element("Payment", element("PaymentHead", paymentHead(document)))
        }
        return message("CEB411Message", bodies.joined())
    }

    /// CEB511Message: waybills.
    static func waybill(documents: Int = 1) -> String {
        let bodies = (1...documents).map { document in
            element("Logistics", element("LogisticsHead", waybillHead(document)))
        }
        return message("CEB511Message", bodies.joined())
    }

    /// CEB621Message: lists of goods of `lines` lines, directly purchased (9610).
    static func list(documents: Int = 1, lines: Int = 1) -> String {
        let bodies = (1...documents).map { document in
            element(
                "Inventory",
                element("InventoryHead", listHead(document))
                    + (1...lines).map { element("InventoryList", listLine($0)) }.joined())
        }
        return message("CEB621Message", bodies.joined())
    }

    /// All four with one document.
    static let all = [order(), payment(), waybill(), list()]

    // MARK: Parts

    /// A signature of the form the standard asks for; the bytes in it sign nothing.
    static let signature = """
        <ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo>\
        <ds:CanonicalizationMethod Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"/>\
        <ds:SignatureMethod Algorithm="http://www.w3.org/2000/09/xmldsig#rsa-sha1"/>\
        <ds:Reference URI=""><ds:Transforms>\
        <ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>\
        </ds:Transforms><ds:DigestMethod Algorithm="http://www.w3.org/2000/09/xmldsig#sha1"/>\
        <ds:DigestValue>2bdeD4ZQuqrLz7rbFHPBFfL1XsI=</ds:DigestValue></ds:Reference>\
        </ds:SignedInfo><ds:SignatureValue>\(base64)</ds:SignatureValue><ds:KeyInfo>\
        <ds:KeyName>0000000000000000</ds:KeyName><ds:X509Data>\
        <ds:X509Certificate>\(base64)</ds:X509Certificate></ds:X509Data></ds:KeyInfo>\
        </ds:Signature>
        """

    private static let base64 = String(
        repeating: "QmFzZTY0IHRleHQgb2YgNDggYnl0ZXMgdGhhdCBzaWducyBub3RoaW5nIC4g", count: 4)

    static func message(_ name: String, _ bodies: String) -> String {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + "<ceb:\(name) guid=\"\(guid)\" version=\"1.0\""
            + " xmlns:ceb=\"http://www.chinaport.gov.cn/ceb\">"
            + bodies
            + element(
                "BaseTransfer",
                fields([
                    ("copCode", firm), ("copName", "试点企业有限公司"), ("dxpMode", "DXP"),
                    ("dxpId", "DXPENT0000000001"),
                ]))
            + signature + "\n</ceb:\(name)>\n"
    }

    static func element(_ name: String, _ content: String) -> String {
        "\n\t<ceb:\(name)>\(content)\n\t</ceb:\(name)>"
    }

    static func fields(_ values: [(String, String)]) -> String {
        values.map { "\n\t\t<ceb:\($0)>\($1)</ceb:\($0)>" }.joined()
    }

    private static func numbered(_ document: Int) -> String {
        let digits = String(document)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }

    private static func orderHead(_ document: Int, lines: Int) -> String {
        let goods = (1...lines).reduce(0) { $0 + 25 * $1 }
        return fields([
            ("guid", guid), ("appType", "1"), ("appTime", "20260301101112"), ("appStatus", "2"),
            ("orderType", "I"), ("orderNo", "ORDER" + numbered(document)),
            ("ebpCode", firm), ("ebpName", "试点电商平台有限公司"),
            ("ebcCode", platform), ("ebcName", "试点电商企业有限公司"),
            ("goodsValue", String(goods)), ("freight", "5.5"), ("discount", "1.25"),
            ("taxTotal", "2.2"), ("acturalPaid", "\(goods + 6).45"), ("currency", "142"),
            ("buyerRegNo", "BUYER-0001"), ("buyerName", "李小宝"),
            ("buyerTelephone", "13800000000"), ("buyerIdType", "1"),
            ("buyerIdNumber", "11010119900307002X"), ("payCode", firm),
            ("payName", "试点支付有限公司"), ("payTransactionId", "PAY" + numbered(document)),
            ("batchNumbers", "B-7"), ("consignee", "李小宝"),
            ("consigneeTelephone", "13800000000"),
            ("consigneeAddress", "浙江省杭州市钱塘区白杨街道一号大街一号"),
            ("consigneeDistrict", "330114"), ("note", ""),
        ])
    }

    private static func orderLine(_ line: Int) -> String {
        fields([
            ("gnum", String(line)), ("itemNo", "SKU-\(line)"), ("itemName", "婴儿纸尿裤"),
            ("gmodel", "4|3|纸尿裤|婴儿用|L码"), ("itemDescribe", ""),
            ("barCode", "4901301230881"), ("unit", "011"), ("qty", String(line)),
            ("price", "25"), ("totalPrice", String(25 * line)), ("currency", "142"),
            ("country", "116"), ("note", ""),
        ])
    }

    private static func paymentHead(_ document: Int) -> String {
        fields([
            ("guid", guid), ("appType", "1"), ("appTime", "20260301101112"), ("appStatus", "2"),
            ("payCode", firm), ("payName", "试点支付有限公司"),
            ("payTransactionId", "PAY" + numbered(document)),
            ("orderNo", "ORDER" + numbered(document)), ("ebpCode", platform),
            ("ebpName", "试点电商平台有限公司"), ("payerIdType", "1"),
            ("payerIdNumber", "11010119900307002X"), ("payerName", "李小宝"),
            ("telephone", "13800000000"), ("amountPaid", "81.45"), ("currency", "142"),
            ("payTime", "20260301101010"), ("note", ""),
        ])
    }

    private static func waybillHead(_ document: Int) -> String {
        fields([
            ("guid", guid), ("appType", "1"), ("appTime", "20260301101112"), ("appStatus", "2"),
            ("logisticsCode", courier), ("logisticsName", "试点物流有限公司"),
            ("logisticsNo", "WB" + numbered(document)), ("billNo", "MAWB-999-1"),
            ("orderNo", "ORDER" + numbered(document)), ("freight", "5.5"), ("insuredFee", "0"),
            ("currency", "142"), ("weight", "1.25"), ("packNo", "1"),
            ("goodsInfo", "婴儿纸尿裤"), ("consignee", "李小宝"),
            ("consigneeAddress", "浙江省杭州市钱塘区白杨街道一号大街一号"),
            ("consigneeTelephone", "13800000000"), ("note", ""),
        ])
    }

    private static func listHead(_ document: Int) -> String {
        fields([
            ("guid", guid), ("appType", "1"), ("appTime", "20260301101112"), ("appStatus", "2"),
            ("orderNo", "ORDER" + numbered(document)), ("ebpCode", platform),
            ("ebpName", "试点电商平台有限公司"), ("ebcCode", firm),
            ("ebcName", "试点电商企业有限公司"), ("logisticsNo", "WB" + numbered(document)),
            ("logisticsCode", courier), ("logisticsName", "试点物流有限公司"),
            ("copNo", "COP" + numbered(document)), ("preNo", ""), ("assureCode", firm),
            ("emsNo", ""), ("invtNo", ""), ("ieFlag", "I"), ("declTime", "20260301"),
            ("customsCode", "2992"), ("portCode", "2992"), ("ieDate", "20260301"),
            ("buyerIdType", "1"), ("buyerIdNumber", "11010119900307002X"),
            ("buyerName", "李小宝"), ("buyerTelephone", "13800000000"),
            ("consigneeAddress", "浙江省杭州市钱塘区白杨街道一号大街一号"),
            ("agentCode", firm), ("agentName", "试点报关有限公司"), ("tradeMode", "9610"),
            ("trafMode", "5"), ("trafNo", "CA999"), ("voyageNo", "CA999"),
            ("billNo", "MAWB-999-1"), ("loctNo", ""), ("licenseNo", ""), ("country", "116"),
            ("freight", "5.5"), ("insuredFee", "0"), ("currency", "142"), ("wrapType", "2"),
            ("packNo", "1"), ("grossWeight", "1.25"), ("netWeight", "1"), ("note", ""),
        ])
    }

    private static func listLine(_ line: Int) -> String {
        fields([
            ("gnum", String(line)), ("itemRecordNo", ""), ("itemNo", "SKU-\(line)"),
            ("itemName", "婴儿纸尿裤"), ("gcode", "9619001100"), ("gname", "纸尿裤"),
            ("gmodel", "4|3|纸尿裤|婴儿用|L码"), ("barCode", "4901301230881"),
            ("country", "116"), ("currency", "142"), ("qty", String(line)), ("unit", "011"),
            ("qty1", "1.25"), ("unit1", "035"), ("qty2", "3"), ("unit2", "011"),
            ("price", "25"), ("totalPrice", String(25 * line)), ("note", ""),
        ])
    }
}
