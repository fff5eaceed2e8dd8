import Crypto
import Foundation
import ZoneCore
import ZoneStore

/// What an integrator's system has to have met before it goes live, by the role it plays.
public enum CertificationRole: String, Sendable, CaseIterable {
    case platform, payer, carrier, declarant
    case exportPlatform = "export-platform"
    case exportPayer = "export-payer"
    case exportCarrier = "export-carrier"
    case exportDeclarant = "export-declarant"
    case site

    /// The receipts that the system has to have been sent: numbers with the statuses of each; -1 stands for any error of
    /// the E-port.
    public var cases: [(receipt: Int, statuses: [Int])] {
        let document = [2, 100, 120, 4, -1]
        let list = [1, 2, 4, 100, 120, 300, 500, 800, 899, -1]
        return switch self {
        case .platform: [(312, document)]
        case .payer: [(412, document)]
        case .carrier: [(512, document), (514, document)]
        case .declarant:
            [
                (622, list + [399, 501, 502, 503, 599, 700]), (624, [2, 100, 399, -1]),
                (626, [2, 100, 120, 399, -1]), (816, [1]), (818, [1, 3]),
            ]
        case .exportPlatform: [(304, document)]
        case .exportPayer: [(404, document)]
        case .exportCarrier: [(506, [2, 100, 399, -1]), (510, [2, 100, 399, -1])]
        case .exportDeclarant:
            [
                (604, list + [399]), (606, [2, 399, -1]), (608, [2, 100, 120, -1]),
                (214, [2, 100, 120, 300, 500, 505, 600, 800, -1]), (702, [2, 100, 399, -1]),
                (792, [0]),
            ]
        case .site:
            [(508, [2, 100, 399, -1]), (216, [2, 100, 399, -1]), (712, [2, 100, 399, -1])]
        }
    }
}

/// Which of its cases a system has met.
public struct Certification: Sendable, Codable, Equatable {
    public struct Case: Sendable, Codable, Equatable {
        /// Number of the receipt.
        public var receipt: Int
        /// -1 stands for any error code.
        public var status: Int
        /// Cursor behind the first receipt of the case; nil where it was not met.
        public var cursor: String?
    }

    /// The transmitting enterprise.
    public var sender: String
    public var role: String
    /// When the report was made.
    public var at: String
    /// Name and version of the program that made it.
    public var program: String
    /// Messages that were sent, and those with errors of structure, form or business.
    public var messages: Int
    public var invalidMessages: Int
    public var cases: [Case]
    /// Whether every case was met.
    public var isComplete: Bool
}

/// A report with the zone's signature over its very bytes.
public struct SignedReport: Sendable, Codable, Equatable {
    /// The report as JSON text: what is signed.
    public var report: String
    /// Always `Ed25519`.
    public var algorithm: String
    /// The zone's public key and the signature, base64.
    public var key: String
    public var signature: String

    /// Whether the signature is that of `key` over the report; false, too, where either can't be one.
    public func isSigned(by key: [UInt8]) -> Bool {
        guard let signature = Data(base64Encoded: signature),
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: key)
        else { return false }
        return key.isValidSignature(signature, for: Data(report.utf8))
    }
}

/// Reports of integrators' systems.
extension Zone {
    /// Most receipts of a sender that are looked at.
    public static let certifiedReceiptCountMax = 200_000

    /// The zone's key for reports, 32 bytes; nil for a zone without a secret.
    public var reportKey: [UInt8]? { signingKey.map { [UInt8]($0.publicKey.rawRepresentation) } }

    /// What a sender's system has met, signed; nil for a zone without a secret.
    public func certification(of sender: String, role: CertificationRole) throws -> SignedReport? {
        guard let signingKey else { return nil }
        var first: [String: String] = [:]
        var cursor: ReceiptCursor?
        var count = 0
        while count < Self.certifiedReceiptCountMax {
            let page = try receipts(for: sender, after: cursor, countMax: 1000)
            for receipt in page.receipts {
                let number = receipt.message.dropFirst(3).prefix(3)
                let text = receipt.fields["returnStatus"] ?? receipt.fields["status"] ?? "0"
                let status = text.hasPrefix("-") ? "-1" : text
                let key = number + ":" + status
                if first[String(key)] == nil { first[String(key)] = receipt.cursor }
            }
            count += page.receipts.count
            cursor = ReceiptCursor(page.nextCursor)
            if !page.hasMore { break }
        }
        let sums = try store.messageCounts(recipient: sender)
        let cases = role.cases.flatMap { receipt, statuses in
            statuses.map {
                Certification.Case(receipt: receipt, status: $0, cursor: first["\(receipt):\($0)"])
            }
        }
        let report = Certification(
            sender: sender, role: role.rawValue, at: now.iso8601, program: Self.program,
            messages: Int(sums.all), invalidMessages: Int(sums.invalid), cases: cases,
            isComplete: cases.allSatisfy { $0.cursor != nil })
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let bytes = try encoder.encode(report)
        return SignedReport(
            report: String(decoding: bytes, as: UTF8.self), algorithm: "Ed25519",
            key: signingKey.publicKey.rawRepresentation.base64EncodedString(),
            signature: try signingKey.signature(for: bytes).base64EncodedString())
    }

    /// The zone's signature over these bytes (Ed25519); nil for a zone without a secret.
    func signature(of bytes: [UInt8]) throws -> [UInt8]? {
        try signingKey.map { [UInt8](try $0.signature(for: bytes)) }
    }

    /// Made from the zone's secret, so that it stays the same and is kept nowhere else.
    private var signingKey: Curve25519.Signing.PrivateKey? {
        guard let secret = settings.secret else { return nil }
        let seed = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: secret),
            info: Data("pilotzone report key".utf8), outputByteCount: 32)
        return seed.withUnsafeBytes {
            try? Curve25519.Signing.PrivateKey(rawRepresentation: Data($0))
        }
    }
}
