public import ZoneCore

/// One article of the synthetic catalogue.
///
/// Codes and statutory units are facts (table of tariff samples); names, brands, prices and bar
/// codes are invented. Every article is below the thresholds of consumption tax, so its tax is
/// 70 % of VAT.
public struct Goods: Sendable {
    /// Ten-digit HS code.
    public var hsCode: String
    public var name: String
    public var model: String
    /// Declared unit, and the statutory units with the quantity of one piece in thousandths.
    public var unit: String
    public var unit1: String
    public var perPiece1: Int
    public var unit2 = ""
    public var perPiece2 = 0
    /// Usual price of one piece.
    public var price: Fen
    /// Country of origin.
    public var country: String
    /// Net weight of one piece in grams.
    public var weightGram: Int
    /// Full VAT rate in percent, 13 or 9; retail imports pay 70 % of it.
    public var vatPercent = 13

    /// Measured in kilograms only; the first statutory quantity is the net weight.
    static func byWeight(
        _ hsCode: String, _ name: String, _ model: String, unit: String, yuan: Int64, gram: Int,
        from country: String
    ) -> Goods {
        Goods(
            hsCode: hsCode, name: name, model: model, unit: unit, unit1: "035", perPiece1: gram,
            price: Fen(yuan * 100), country: country, weightGram: gram)
    }

    /// Measured in kilograms and pieces, as cosmetics are.
    static func byWeightAndPiece(
        _ hsCode: String, _ name: String, _ model: String, unit: String, yuan: Int64, gram: Int,
        from country: String
    ) -> Goods {
        var goods = byWeight(
            hsCode, name, model, unit: unit, yuan: yuan, gram: gram, from: country)
        goods.unit2 = "011"
        goods.perPiece2 = 1000
        return goods
    }

    /// Measured in pieces and kilograms, as watches and clothes are.
    static func byPiece(
        _ hsCode: String, _ name: String, _ model: String, unit: String, yuan: Int64, gram: Int,
        from country: String
    ) -> Goods {
        Goods(
            hsCode: hsCode, name: name, model: model, unit: unit, unit1: unit, perPiece1: 1000,
            unit2: "035", perPiece2: gram, price: Fen(yuan * 100), country: country,
            weightGram: gram)
    }

    /// The catalogue. Its order is part of what a seed means: append, never insert.
    public static let catalogue: [Goods] = [
        .byWeightAndPiece(
            "3304990029", "晨露保湿面霜", "境外品牌|晨露|50克/瓶", unit: "142", yuan: 189, gram: 50,
            from: "116"),
        .byWeightAndPiece(
            "3304990039", "晨露玫瑰精华水", "境外品牌|晨露|200毫升/瓶", unit: "142", yuan: 229, gram: 200,
            from: "305"),
        .byWeightAndPiece(
            "3304990099", "霓彩四色眼影盘", "境外品牌|霓彩|12克/盒", unit: "140", yuan: 99, gram: 12,
            from: "133"),
        .byWeight(
            "3307300000", "海泉薰衣草浴盐", "境外品牌|海泉|500克/罐", unit: "122", yuan: 68, gram: 500,
            from: "304"),
        .byWeight(
            "1901101090", "牧星婴儿配方奶粉2段", "境外品牌|牧星|800克/罐", unit: "122", yuan: 238, gram: 800,
            from: "309"),
        .byWeight(
            "1901109000", "牧星婴儿有机米粉", "境外品牌|牧星|225克/盒", unit: "140", yuan: 45, gram: 225,
            from: "304"),
        .byWeight(
            "1901900010", "康沐乳基特殊医学用途食品", "境外品牌|康沐|400克/罐", unit: "122", yuan: 268,
            gram: 400, from: "309"),
        .byWeight(
            "2106909001", "康沐水解配方乳粉", "境外品牌|康沐|400克/罐", unit: "122", yuan: 298, gram: 400,
            from: "331"),
        .byWeight(
            "2106909090", "蓝湾深海鱼油软胶囊", "境外品牌|蓝湾|200粒/瓶", unit: "142", yuan: 159, gram: 280,
            from: "601"),
        .byWeight(
            "2106909090", "蓝湾复合维生素片", "境外品牌|蓝湾|100片/瓶", unit: "142", yuan: 129, gram: 150,
            from: "502"),
        .byWeight(
            "2106909090", "禾木益生菌固体饮料", "境外品牌|禾木|30袋/盒", unit: "140", yuan: 178, gram: 60,
            from: "133"),
        .byWeight(
            "2101120000", "山岚冻干速溶咖啡", "境外品牌|山岚|200克/瓶", unit: "142", yuan: 89, gram: 200,
            from: "116"),
        honey,
        flavouredWater,
        .byPiece(
            "9102120000", "恒辰电子手表", "境外品牌|恒辰|光电显示|树脂表带", unit: "008", yuan: 699, gram: 60,
            from: "116"),
        .byPiece(
            "9102210090", "恒辰自动上弦机械手表", "境外品牌|恒辰|自动上弦|钢表带", unit: "008", yuan: 2680,
            gram: 150, from: "331"),
        .byWeight(
            "6111200050", "小禾婴儿针织连体衣", "境外品牌|小禾|针织|100%棉", unit: "011", yuan: 79, gram: 140,
            from: "116"),
        .byPiece(
            "6207110000", "素棉男式内裤", "境外品牌|素棉|机织|95%棉", unit: "011", yuan: 59, gram: 70,
            from: "136"),
        .byPiece(
            "6302101000", "素棉针织床单", "境外品牌|素棉|针织|100%棉|200x230厘米", unit: "011", yuan: 359,
            gram: 1200, from: "307"),
        .byWeight(
            "6209909000", "小禾婴儿竹纤维睡袋", "境外品牌|小禾|机织|竹纤维", unit: "011", yuan: 169, gram: 420,
            from: "601"),
        .byPiece(
            "9019101000", "舒元颈部按摩仪", "境外品牌|舒元|充电式", unit: "001", yuan: 499, gram: 380,
            from: "116"),
        .byPiece(
            "6106100010", "小禾女童针织衬衫", "境外品牌|小禾|针织|100%棉", unit: "011", yuan: 119, gram: 160,
            from: "305"),
    ]

    /// Agricultural goods: VAT of 9 %.
    private static var honey: Goods {
        var goods = byWeight(
            "0409000000", "云杉麦卢卡蜂蜜", "境外品牌|云杉|500克/瓶", unit: "142", yuan: 198, gram: 500,
            from: "609")
        goods.vatPercent = 9
        return goods
    }

    /// Drinks are measured in litres first.
    private static var flavouredWater: Goods {
        Goods(
            hsCode: "2202100090", name: "晴川柚子味饮料", model: "境外品牌|晴川|500毫升x12瓶/箱",
            unit: "011", unit1: "095", perPiece1: 6000, unit2: "035", perPiece2: 6300,
            price: Fen(9600), country: "133", weightGram: 6300)
    }

    /// Place in the catalogue of the watch that makes orders over the single limit.
    static let watch = 14
}

/// The catalogue as XML fragments, made once for a generator.
struct GoodsFragments {
    /// `itemNo`...`unit` of an order line, up to where the quantity is written.
    var orderLine: [UInt8]
    /// End of an order line, from `currency`.
    var orderTail: [UInt8]
    /// From `itemRecordNo` (left out of direct purchases) up to where the HS code is written.
    var bondedList: [UInt8]
    var directList: [UInt8]
    /// From the end of the HS code to where the quantity is written.
    var listMiddle: [UInt8]
    var hsCode: [UInt8]
    /// From the end of one quantity to where the next is written.
    var listUnit: [UInt8]
    var listUnit1: [UInt8]
    /// From the second quantity to where the price is written; empty without a second unit.
    var listUnit2: [UInt8]
    var name: [UInt8]
    var perPiece1: Int
    var perPiece2: Int

    init(_ goods: Goods, number: Int) {
        let item = Self.itemNo(number)
        let barCode = Self.barCode(number)
        orderLine = Array(
            ("<ceb:itemNo>\(item)</ceb:itemNo><ceb:itemName>\(goods.name)</ceb:itemName>"
                + "<ceb:gmodel>\(goods.model)</ceb:gmodel><ceb:barCode>\(barCode)</ceb:barCode>"
                + "<ceb:unit>\(goods.unit)</ceb:unit><ceb:qty>").utf8)
        orderTail = Array(
            ("</ceb:totalPrice><ceb:currency>142</ceb:currency>"
                + "<ceb:country>\(goods.country)</ceb:country></ceb:OrderList>").utf8)
        let item2 =
            "<ceb:itemNo>\(item)</ceb:itemNo><ceb:itemName>\(goods.name)</ceb:itemName>"
            + "<ceb:gcode>"
        directList = Array(item2.utf8)
        bondedList = Array(
            ("<ceb:itemRecordNo>\(Self.recordNo(number))</ceb:itemRecordNo>" + item2).utf8)
        listMiddle = Array(
            ("</ceb:gcode><ceb:gname>\(goods.name)</ceb:gname><ceb:gmodel>\(goods.model)"
                + "</ceb:gmodel><ceb:barCode>\(barCode)</ceb:barCode>"
                + "<ceb:country>\(goods.country)</ceb:country>"
                + "<ceb:tradeCountry>\(goods.country)</ceb:tradeCountry>"
                + "<ceb:currency>142</ceb:currency><ceb:qty>").utf8)
        hsCode = Array(goods.hsCode.utf8)
        listUnit = Array("</ceb:qty><ceb:unit>\(goods.unit)</ceb:unit><ceb:qty1>".utf8)
        let second = goods.unit2.isEmpty ? "<ceb:price>" : "<ceb:qty2>"
        listUnit1 = Array("</ceb:qty1><ceb:unit1>\(goods.unit1)</ceb:unit1>\(second)".utf8)
        listUnit2 =
            goods.unit2.isEmpty
            ? [] : Array("</ceb:qty2><ceb:unit2>\(goods.unit2)</ceb:unit2><ceb:price>".utf8)
        name = Array(goods.name.utf8)
        perPiece1 = goods.perPiece1
        perPiece2 = goods.perPiece2
    }

    /// The enterprise's article number.
    static func itemNo(_ number: Int) -> String { "SKU\(10_001 + number)" }

    /// The article's number in the account book of the bonded warehouse.
    static func recordNo(_ number: Int) -> String { "\(1001 + number)" }

    /// An EAN-13 number of the range 200...299, which is kept for use inside a firm.
    static func barCode(_ number: Int) -> String {
        let digits = "299\(100_000_000 + number * 37)"
        var sum = 0
        for (place, digit) in digits.utf8.enumerated() {
            sum += Int(digit - 0x30) * (place % 2 == 0 ? 1 : 3)
        }
        return digits + String((10 - sum % 10) % 10)
    }
}
