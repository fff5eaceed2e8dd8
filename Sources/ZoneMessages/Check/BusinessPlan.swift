/// The messages that rules tell apart.
enum MessageKind: String, Sendable {
    case importOrder = "CEB311Message"
    case exportOrder = "CEB303Message"
    case payment = "CEB411Message"
    case waybill = "CEB511Message"
    case importList = "CEB621Message"
    case exportList = "CEB603Message"
    case cancellation = "CEB623Message"
    case importReturn = "CEB625Message"
    case exportReturn = "CEB213Message"
    case tally = "CEB215Message"
    case summary = "CEB701Message"
    case summaryResult = "CEB792Message"
    case other
}

/// Where the fields stand that the rules between fields read, resolved once per edition and block.
///
/// A slot of -1 says that the block has no such field; a rule about it does not apply there.
final class BusinessPlan: Sendable {
    /// What a record of a block is to the rules.
    enum Role: Sendable {
        case none
        case head(Int)
        case line(Int)
        case signature
    }

    struct Head: Sendable {
        let goodsValue, freight, discount, taxTotal, acturalPaid: Int
        let buyerIdType, payerIdType, packNo, ieFlag, appType: Int
        let tradeMode, trafNo, voyageNo, billNo, emsNo, areaCode, areaName, iacCode, iacName: Int
        let country, assureCode, ebpCode, ebcCode, logisticsCode, agentCode: Int
        let grossWeight, netWeight, msgCount, msgSeqNo, startTime, endTime, statisticsFlag: Int
        let orderNo, payCode, payTransactionId, logisticsNo: Int
    }

    struct Line: Sendable {
        let gnum, qty, price, totalPrice, qty2, unit2, itemRecordNo, gcode: Int
    }

    /// By block index.
    let roles: [Role]
    let heads: [Head]
    let lines: [Line]
    /// By root index.
    let kinds: [MessageKind]
    /// By root index: whether the official text asks for a signature.
    let signed: [Bool]

    private static let signedMessages: Set<String> = [
        "CEB311Message", "CEB411Message", "CEB511Message", "CEB513Message", "CEB303Message",
        "CEB403Message", "CEB505Message", "CEB507Message", "CEB509Message", "CEB603Message",
        "CEB605Message", "CEB607Message", "CEB701Message",
    ]

    /// The plan of an edition.
    static func of(_ edition: Edition) -> BusinessPlan {
        switch edition {
        case .e202205: newest
        case .e2018_113: older
        }
    }

    private static let newest = BusinessPlan(Grammar.of(.e202205))
    private static let older = BusinessPlan(Grammar.of(.e2018_113))

    private init(_ grammar: Grammar) {
        kinds = grammar.roots.map { MessageKind(rawValue: $0.name) ?? .other }
        signed = grammar.roots.map { Self.signedMessages.contains($0.name) }
        var (roles, heads, lines): ([Role], [Head], [Line]) = ([], [], [])
        for block in grammar.blocks.indices {
            func slot(_ name: String) -> Int { grammar.slot(name, of: block) ?? -1 }
            if grammar.blockNames[block].name == "ds:Signature" {
                roles.append(.signature)
            } else if slot("appType") >= 0 || slot("taxNo") >= 0 {
                roles.append(.head(heads.count))
                heads.append(Self.head(slot))
            } else if slot("gnum") >= 0 {
                roles.append(.line(lines.count))
                lines.append(
                    Line(
                        gnum: slot("gnum"), qty: slot("qty"), price: slot("price"),
                        totalPrice: slot("totalPrice"), qty2: slot("qty2"),
                        unit2: slot("unit2"), itemRecordNo: slot("itemRecordNo"),
                        gcode: slot("gcode")))
            } else {
                roles.append(.none)
            }
        }
        (self.roles, self.heads, self.lines) = (roles, heads, lines)
    }

    private static func head(_ slot: (String) -> Int) -> Head {
        Head(
            goodsValue: slot("goodsValue"), freight: slot("freight"), discount: slot("discount"),
            taxTotal: slot("taxTotal"), acturalPaid: slot("acturalPaid"),
            buyerIdType: slot("buyerIdType"), payerIdType: slot("payerIdType"),
            packNo: slot("packNo"), ieFlag: slot("ieFlag"), appType: slot("appType"),
            tradeMode: slot("tradeMode"), trafNo: slot("trafNo"), voyageNo: slot("voyageNo"),
            billNo: slot("billNo"), emsNo: slot("emsNo"), areaCode: slot("areaCode"),
            areaName: slot("areaName"), iacCode: slot("iacCode"), iacName: slot("iacName"),
            country: slot("country"), assureCode: slot("assureCode"), ebpCode: slot("ebpCode"),
            ebcCode: slot("ebcCode"), logisticsCode: slot("logisticsCode"),
            agentCode: slot("agentCode"), grossWeight: slot("grossWeight"),
            netWeight: slot("netWeight"), msgCount: slot("msgCount"), msgSeqNo: slot("msgSeqNo"),
            startTime: slot("startTime"), endTime: slot("endTime"),
            statisticsFlag: slot("statisticsFlag"), orderNo: slot("orderNo"),
            payCode: slot("payCode"), payTransactionId: slot("payTransactionId"),
            logisticsNo: slot("logisticsNo"))
    }
}
