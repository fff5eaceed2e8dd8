import ZoneCore

/// An invented enterprise.
public struct Firm: Sendable, Hashable {
    /// Customs registration number (10 characters) or unified social credit code (18).
    public var code: String
    public var name: String
}

/// The invented enterprises that one generator's traffic is between.
///
/// Codes name administrative divisions that do not exist (1101 60 to 79), so no real enterprise has
/// one; unified social credit codes have valid check characters (GB 32100, GB 11714).
public struct FirmBook: Sendable {
    public var platforms: [Firm] = []
    /// Two e-commerce firms a platform: those of platform p are at 2p and 2p + 1.
    public var shops: [Firm] = []
    public var payers: [Firm] = []
    public var carriers: [Firm] = []
    public var agents: [Firm] = []
    public var warehouses: [Firm] = []

    static let payerCount = 3
    static let carrierCount = 4
    static let agentCount = 3
    static let warehouseCount = 4

    /// The firms of that seed; the same seed gives the same firms.
    init(seed: UInt64, platformCount: Int) {
        var random = SplitMix64(seed: SplitMix64.mixed(seed) ^ Stream.firms.rawValue)
        let words = Self.words
        let first = random.below(words.count)
        func word(_ number: Int) -> String {
            let round = number / words.count
            return words[(first + number) % words.count] + (round == 0 ? "" : String(round + 1))
        }
        for number in 0..<platformCount {
            platforms.append(
                Firm(
                    code: Self.customsCode(kind: 1, number, &random),
                    name: "云港\(word(number))电子商务有限公司"))
            for half in 0..<2 {
                shops.append(
                    Firm(
                        code: Self.creditCode(&random),
                        name: "\(word(number * 2 + half + 5))跨境贸易(云港)有限公司"))
            }
        }
        payers = (0..<Self.payerCount).map {
            Firm(code: Self.creditCode(&random), name: "\(word($0 + 11))支付服务有限公司")
        }
        carriers = (0..<Self.carrierCount).map {
            Firm(
                code: Self.customsCode(kind: 4, $0, &random),
                name: "\(word($0 + 17))速递(云港)有限公司")
        }
        agents = (0..<Self.agentCount).map {
            Firm(
                code: Self.customsCode(kind: 5, $0, &random), name: "云港\(word($0 + 3))报关有限公司")
        }
        warehouses = (0..<Self.warehouseCount).map {
            Firm(
                code: Self.customsCode(kind: 6, $0, &random),
                name: "云港\(word($0 + 8))保税仓储有限公司")
        }
    }

    private static let words = [
        "望潮", "青禾", "远帆", "朗星", "沐川", "拾光", "云栖", "海棠", "鹿鸣", "清屿", "北辰", "南乔",
        "暖阳", "知秋", "月汀", "晴岚", "归雁", "听泉", "初芽", "锦程", "嘉木", "扶摇", "星野", "半夏",
    ]

    /// Ten digits: division, area, kind of firm, serial.
    static func customsCode(
        kind: Int, _ number: Int, _ random: inout SplitMix64
    ) -> String {
        let serial = random.below(9) * 1000 + number % 1000
        return "11609\(kind)" + [UInt8].text { $0.put(serial, width: 4) }
    }

    /// A unified social credit code with both check characters.
    static func creditCode(_ random: inout SplitMix64) -> String {
        var bytes = Array("911101".utf8)
        bytes.put(60 + random.below(20), width: 2)
        let weights = [3, 7, 9, 10, 5, 8, 4, 2]
        var sum = 0
        bytes.append(contentsOf: "MA".utf8)
        sum += 22 * weights[0] + 10 * weights[1]
        for place in 2..<8 {
            let digit = random.below(10)
            bytes.append(0x30 + UInt8(digit))
            sum += digit * weights[place]
        }
        let check = 11 - sum % 11
        bytes.append(check == 10 ? 0x58 : 0x30 + UInt8(check % 11))
        if let last = bytes.withUnsafeBufferPointer(CheckDigit.socialCredit) {
            bytes.append(last)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The account book of a bonded warehouse.
    static func accountBook(_ warehouse: Int, customsCode: String, year: Int) -> String {
        "L\(customsCode)" + [UInt8].text { $0.put(year % 100, width: 2) }
            + "A" + [UInt8].text { $0.put(warehouse + 1, width: 3) }
    }
}

/// Who takes part in one declaration, as places in the ``FirmBook``.
public struct Cast: Sendable, Hashable {
    public var platform: Int
    public var shop: Int
    public var payer: Int
    public var carrier: Int
    public var agent: Int
    public var warehouse: Int
}

/// The firms as XML fragments: code and name under the element names of their role.
struct FirmFragments {
    var platforms: [[UInt8]]
    var shops: [[UInt8]]
    var payers: [[UInt8]]
    var carriers: [[UInt8]]
    var agents: [[UInt8]]
    var warehouses: [[UInt8]]
    var shopCodes: [[UInt8]]
    var carrierCodes: [[UInt8]]
    var accountBooks: [[UInt8]]

    init(_ firms: FirmBook, customsCode: String, year: Int) {
        func pairs(_ firms: [Firm], _ role: String) -> [[UInt8]] {
            firms.map {
                Array(
                    ("<ceb:\(role)Code>\($0.code)</ceb:\(role)Code>"
                        + "<ceb:\(role)Name>\($0.name)</ceb:\(role)Name>").utf8)
            }
        }
        platforms = pairs(firms.platforms, "ebp")
        shops = pairs(firms.shops, "ebc")
        payers = pairs(firms.payers, "pay")
        carriers = pairs(firms.carriers, "logistics")
        agents = pairs(firms.agents, "agent")
        warehouses = pairs(firms.warehouses, "area")
        shopCodes = firms.shops.map { Array($0.code.utf8) }
        carrierCodes = firms.carriers.map { Array($0.code.utf8) }
        accountBooks = firms.warehouses.indices.map {
            Array(
                FirmBook.accountBook($0, customsCode: customsCode, year: year).utf8)
        }
    }
}
