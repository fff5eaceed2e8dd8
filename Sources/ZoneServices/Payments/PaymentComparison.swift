import Foundation
import ZoneCore
import ZoneMessages
import ZoneStore
import ZoneTrust

/// What a platform uploaded of a payment, held against the payment document of the order.
public struct PaymentComparison: Hashable, Sendable {
    /// Whether the upload is the platform's.
    public enum Signature: String, Sendable, CaseIterable {
        case verified
        case wrong
        /// No certificate of that number is registered for the platform.
        case unknownCertificate
    }

    /// How an order's payment document stands to the upload.
    public enum State: String, Sendable, CaseIterable {
        case equal
        case differs
        /// The zone has no payment document of that order.
        case noDocument
    }

    /// A value that is not the same.
    public struct Difference: Hashable, Sendable {
        /// Name in the upload, such as `totalAmount`.
        public var field: String
        public var uploaded: String
        public var declared: String
    }

    /// One order of the upload.
    public struct Order: Hashable, Sendable {
        public var orderNo: String
        public var state: State
        public var differences: [Difference]
    }

    public var sessionID: String
    public var certNo: String
    public var signature: Signature
    /// What the signature is over, so that others can verify it.
    public var signedText: String
    public var orders: [Order]
}

/// Everything in which an upload differs from a payment document; `isOnly` where it is of one order, for only then is the
/// sum that order's.
func comparePayment(
    _ upload: PaymentUpload, _ payment: Payment, isOnly: Bool
) -> [PaymentComparison.Difference] {
    func value(_ name: String) -> String { upload.head[name] ?? "" }
    var pairs = [
        ("ebpCode", value("ebpCode"), payment.ebpCode),
        ("payCode", value("payCode"), payment.payCode),
        ("payTransactionId", value("payTransactionId"), payment.payTransactionId),
        ("currency", value("currency"), payment.currency),
        ("tradingTime", value("tradingTime"), payment.payTime),
    ]
    if isOnly {
        pairs.append(
            (
                "totalAmount", upload.totalAmount?.description ?? value("totalAmount"),
                payment.amountPaid.description
            ))
    }
    return pairs.filter { $0.1 != $0.2 }.map { field, uploaded, declared in
        PaymentComparison.Difference(field: field, uploaded: uploaded, declared: declared)
    }
}

extension Zone {
    /// Most orders of one upload that are looked at.
    static let paymentOrderCountMax = 100

    /// The comparison of an upload the zone took as a message; nil where the message is none.
    ///
    /// Signatures are tried by SM2 with SM3, as an accepted upload of 2023 was signed, and by RSA with SHA-1, which older
    /// cards are said to use; the latter was not verified on a real upload.
    public func paymentComparison(_ messageID: Int64) throws -> PaymentComparison? {
        guard let bytes = try messageBytes(messageID), let upload = PaymentUpload(bytes) else {
            return nil
        }
        guard let receivedAt = try message(messageID)?.receivedAt else { return nil }
        let numbers = upload.orderNumbers.prefix(Self.paymentOrderCountMax)
        return PaymentComparison(
            sessionID: upload.sessionID, certNo: upload.certNo,
            signature: signature(of: upload, on: receivedAt.day),
            signedText: String(decoding: upload.signedText, as: UTF8.self),
            orders: try numbers.map { try compare($0, upload, isOnly: numbers.count == 1) })
    }

    /// Whether a certificate that is registered for the upload's platform made its signature.
    func signature(
        of upload: PaymentUpload, on day: Day
    ) -> PaymentComparison.Signature {
        let known = certificateDesk.certificates(serial: upload.certNo).filter { registered in
            let row = registered.row
            return row.enterprise == upload.head["ebpCode"] && row.from <= day && day <= row.until
                && (row.revocation.map { day < $0.from } ?? true)
        }
        guard !known.isEmpty else { return .unknownCertificate }
        guard let signature = Data(base64Encoded: upload.signValue).map({ [UInt8]($0) }) else {
            return .wrong
        }
        let isVerified = known.contains { registered in
            [.sm2SM3, .rsaSHA1].contains { algorithm in
                registered.certificate.key.makes(algorithm)
                    && registered.certificate.verifies(
                        signature, over: upload.signedText, by: algorithm)
            }
        }
        return isVerified ? .verified : .wrong
    }

    /// Of several payment documents of an order that of the upload's transaction counts, or else the first.
    private func compare(
        _ orderNo: String, _ upload: PaymentUpload, isOnly: Bool
    ) throws -> PaymentComparison.Order {
        let received = ReceivedDocuments()
        let payments = try store.documents(orderNo: orderNo).filter {
            $0.kind == Int64(DocumentKind.payment.rawValue)
        }.compactMap { row -> Payment? in
            let document = try received.document(of: row, read: store.messageBytes)
            return if case .payment(let payment) = document { payment } else { nil }
        }
        let payment =
            payments.first { $0.payTransactionId == upload.head["payTransactionId"] }
            ?? payments.first
        guard let payment else {
            return PaymentComparison.Order(orderNo: orderNo, state: .noDocument, differences: [])
        }
        let differences = comparePayment(upload, payment, isOnly: isOnly)
        return PaymentComparison.Order(
            orderNo: orderNo, state: differences.isEmpty ? .equal : .differs,
            differences: differences)
    }
}
