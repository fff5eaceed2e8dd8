import Foundation
import ZoneCore
import ZoneMessages
import ZoneStore

/// The receiving side of payment data on demand (realTimeDataUpload).
extension Zone {
    /// Largest upload, bytes.
    public static let paymentUploadByteCountMax = 1 << 20
    /// Refused uploads of one session that are noted; more are refused and not noted.
    static let paymentRefusalCountMax = 20
    /// Findings of a malformed upload that are told.
    private static let paymentFindingCountMax = 20

    /// Takes what a platform uploads. Nothing is kept of an upload whose session, platform or signature is wrong, but a
    /// note with its request. The very same bytes again are answered as before.
    public func takePaymentUpload(_ bytes: [UInt8]) async throws -> PaymentReply {
        guard bytes.count <= Self.paymentUploadByteCountMax else {
            return refuse(.tooLarge(byteCountMax: Self.paymentUploadByteCountMax))
        }
        let report = checkMessage(bytes)
        guard report.message == "realTimeDataUpload", report.verdict == .valid,
            let upload = PaymentUpload(bytes)
        else { return refuse(.invalid(Self.text(of: report))) }
        guard let request = try store.paymentRequest(upload.sessionID) else {
            return refuse(.unknownSession)
        }
        if let id = request.messageID {
            guard try messageBytes(id) == bytes else {
                return try refuse(.answeredBefore, noting: upload.sessionID)
            }
            return taken
        }
        if let refusal = refusal(of: upload, asked: request.platform) {
            return try refuse(refusal, noting: upload.sessionID)
        }
        return try await keep(bytes, upload, asked: request)
    }

    private func refusal(of upload: PaymentUpload, asked platform: String) -> PaymentRefusal? {
        let uploaded = upload.head["ebpCode"] ?? ""
        guard uploaded == platform else {
            return .otherPlatform(asked: platform, uploaded: uploaded)
        }
        return switch signature(of: upload, on: today) {
        case .verified: nil
        case .unknownCertificate: .certificateUnknown
        case .wrong: .wrongSignature
        }
    }

    /// Keeps the bytes as a message like any other, and then what they answer. After a stop between the two the platform
    /// has no answer, sends them again, and they are known by their bytes.
    private func keep(
        _ bytes: [UInt8], _ upload: PaymentUpload, asked request: PaymentRequest
    ) async throws -> PaymentReply {
        let id: Int64
        do {
            guard let answer = try await submit([bytes], idempotencyKey: nil).first,
                answer.verdict == .valid
            else { return refuse(.stopped) }
            id = answer.id
        } catch {
            return refuse(.stopped)
        }
        let findings = paymentFindings(
            upload, asked: request.orderNo, declared: try declaredPayments(upload))
        let at = now
        var isFirst = false
        try store.changePaymentRequest(upload.sessionID) { request in
            isFirst = request.answer(messageID: id, at: at, findingCount: findings.count)
            guard isFirst else { return (nil, []) }
            let detail =
                "\(request.orderNo): message \(id), findings \(findings.count)"
                + (request.isLate ? ", late" : "")
            return (
                PaymentEventRow(
                    atMs: at.ms, kind: "payment.answered", actor: request.platform,
                    subject: request.sessionID, detail: detail), findings
            )
        }
        return isFirst ? taken : refuse(.answeredBefore)
    }

    /// The orders of an upload with what was declared of them.
    private func declaredPayments(_ upload: PaymentUpload) throws -> [DeclaredPayment] {
        let received = ReceivedDocuments()
        return try upload.orderNumbers.prefix(Self.paymentOrderCountMax).map { orderNo in
            var declared = DeclaredPayment(orderNo: orderNo)
            for row in try store.documents(orderNo: orderNo) {
                guard
                    [.order, .payment].contains(
                        DocumentKind(rawValue: UInt8(clamping: row.kind))),
                    row.party == upload.head["ebpCode"]
                else { continue }
                switch try received.document(of: row, read: store.messageBytes) {
                case .order(let order): declared.order = order
                case .payment(let payment):
                    // Of several payments that of the upload's transaction counts, or else the first.
                    let isThis = payment.payTransactionId == upload.head["payTransactionId"]
                    if declared.payment == nil || isThis { declared.payment = payment }
                default: break
                }
            }
            return declared
        }
    }

    // MARK: Answers

    private var taken: PaymentReply {
        PaymentReply(.taken, zh: "上传成功", en: "taken", at: now)
    }

    private func refuse(_ refusal: PaymentRefusal) -> PaymentReply { refusal.reply(at: now) }

    /// Refuses, and notes that somebody who knows the session tried; so many of one session.
    private func refuse(
        _ refusal: PaymentRefusal, noting sessionID: String
    ) throws -> PaymentReply {
        let at = now
        let reply = refusal.reply(at: at)
        try store.changePaymentRequest(sessionID) { request in
            guard request.refusalCount < Self.paymentRefusalCountMax else { return (nil, []) }
            request.refusalCount += 1
            return (
                PaymentEventRow(
                    atMs: at.ms, kind: "payment.refused", actor: request.platform,
                    subject: sessionID, detail: "\(reply.code.rawValue) \(reply.message)"), []
            )
        }
        return reply
    }

    private static func text(of report: CheckReport) -> String {
        let findings = report.findings.prefix(paymentFindingCountMax).map {
            "\($0.path): \($0.zh) \($0.en)"
        }
        return findings.isEmpty ? "payExInfoStr" : findings.joined(separator: "; ")
    }
}
