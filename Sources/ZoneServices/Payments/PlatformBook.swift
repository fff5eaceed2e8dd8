import Foundation
public import ZoneCore
import ZoneMessages
import ZoneTrust

/// Signs payment data as a platform does: by SM2 with SM3.
public struct PlatformSigner: Sendable {
    private let key: PrivateKey
    private let certificate: Certificate

    /// From PEM files.
    public init(keyPEM: [UInt8], certificatePEM: [UInt8]) throws {
        key = try PrivateKey(pem: keyPEM)
        certificate = try Certificate(certificatePEM)
    }

    /// A key of its own, with a certificate that it gave itself: for tests and sandboxes.
    public init(selfSignedBy name: String, from: Timestamp, days: Int) throws {
        key = try PrivateKey.generate(.sm2)
        certificate = try CertificateAuthority(
            key: key,
            CertificateAuthority.Request(
                name: name, serial: [1] + randomBytes(7), validFrom: from,
                validUntil: Timestamp(ms: from.ms + Int64(days) * 86_400_000))
        ).certificate
    }

    /// What the zone registers.
    public var certificatePEM: String { certificate.pem }

    var certNo: String { certificate.serial }

    func signature(over text: [UInt8]) throws -> String {
        Data(try key.signature(over: text, by: .sm2SM3)).base64EncodedString()
    }
}

/// What a platform knows of its orders and payments, and how it says it (realTimeDataUpload). An example for integrators:
/// it is made of the messages that were sent to the zone, where a real platform has the requests and answers of its
/// payment firm.
public struct PlatformBook: Sendable {
    /// Most orders that are kept.
    public static let orderCountMax = 100_000

    private var orders: [String: Order] = [:]
    private var payments: [String: Payment] = [:]
    private let signer: PlatformSigner

    /// The orders and payments of these messages (CEB311, CEB411).
    public init(messages: [[UInt8]], signer: PlatformSigner) {
        self.signer = signer
        for message in messages {
            for placed in OpenedMessage(message, limits: MessageLimits()).documents {
                guard orders.count < Self.orderCountMax, payments.count < Self.orderCountMax
                else { return }
                switch placed.document {
                case .order(let order): orders[order.orderNo] = order
                case .payment(let payment): payments[payment.orderNo] = payment
                default: break
                }
            }
        }
    }

    /// How many orders it can tell of.
    public var orderCount: Int { Set(orders.keys).intersection(payments.keys).count }

    /// The signed data of an order; nil where order or payment is not known. `signing` changes what is signed, for tests
    /// of a wrong signature.
    public func upload(
        orderNo: String, sessionID: String, at now: Timestamp,
        signing change: ([UInt8]) -> [UInt8] = { $0 }
    ) throws -> [UInt8]? {
        guard let order = orders[orderNo], let payment = payments[orderNo] else { return nil }
        let head = Self.object([
            ("guid", quoted(UUID().uuidString)),
            ("initalRequest", quoted("pay \(payment.payTransactionId) \(payment.amountPaid)")),
            ("initalResponse", quoted("paid \(payment.payTransactionId)")),
            ("ebpCode", quoted(payment.ebpCode)), ("payCode", quoted(payment.payCode)),
            ("payTransactionId", quoted(payment.payTransactionId)),
            ("totalAmount", payment.amountPaid.description),
            ("currency", quoted(payment.currency)), ("verDept", quoted("3")),
            ("payType", quoted("4")), ("tradingTime", quoted(payment.payTime)),
        ])
        let goods = order.lines.map { line in
            Self.object([
                ("gname", quoted(line.itemNo)),
                ("itemLink", quoted("https://shop.example/\(line.itemNo.percentSafe)")),
            ])
        }
        let list = Self.object([
            ("orderNo", quoted(orderNo)), ("goodsInfo", "[" + goods.joined(separator: ",") + "]"),
            ("recpAccount", quoted("account of " + order.ebcCode)),
            ("recpName", quoted(order.ebcCode)),
        ])
        let parts = [
            ("sessionID", quoted(sessionID)), ("payExchangeInfoHead", head),
            ("payExchangeInfoLists", "[\(list)]"), ("serviceTime", quoted(String(now.ms))),
        ]
        guard let text = PaymentUpload(Array(Self.object(parts).utf8))?.signedText else {
            return nil
        }
        let signature = try signer.signature(over: change(text))
        return Array(
            Self.object(
                parts + [("certNo", quoted(signer.certNo)), ("signValue", quoted(signature))]
            ).utf8)
    }

    private static func object(_ members: [(String, String)]) -> String {
        "{" + members.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
    }
}

/// The text as a JSON string.
private func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"", "\\":
            quoted += "\\"
            quoted.unicodeScalars.append(scalar)
        case _ where scalar.value < 0x20:
            let digits = String(scalar.value, radix: 16)
            quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: quoted.unicodeScalars.append(scalar)
        }
    }
    return quoted + "\""
}

extension String {
    /// With everything but letters and digits as `-`.
    fileprivate var percentSafe: String {
        String(map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
    }
}
