import Synchronization
public import ZoneCore
import ZoneStore
import ZoneTrust

/// The certificate of an API client, as registered.
public struct ClientCertificateView: Hashable, Sendable {
    public var subject: String
    public var issuer: String
    public var serial: String
    /// SHA-256 of the certificate in hexadecimal.
    public var fingerprint: String
    public var validFrom: Timestamp
    public var validUntil: Timestamp

    init(_ certificate: Certificate, fingerprint: [UInt8]) {
        subject = certificate.subject
        issuer = certificate.issuer
        serial = certificate.serial
        self.fingerprint = hex(fingerprint)
        validFrom = certificate.validFrom
        validUntil = certificate.validUntil
    }
}

/// Why a client's certificate does not stand for an account.
public enum ClientCertificateFault: Error, Hashable, Sendable {
    case unreadable
    /// Nobody registered it.
    case unknown(fingerprint: String)
    /// The server's authorities did not issue it, or not for TLS clients.
    case foreign(issuer: String)
    case notYetValid(from: Timestamp)
    case expired(until: Timestamp)
    case revoked(at: Timestamp)

    /// What is wrong and what to do.
    public var zh: String {
        switch self {
        case .unreadable: "客户证书无法读取。请使用X.509证书。"
        case .unknown(let fingerprint):
            "客户证书（SHA-256 \(fingerprint)）未登记。请将证书交由账户管理员登记为接口客户。"
        case .foreign(let issuer):
            "客户证书由“\(issuer)”签发，不在本服务器认可的签发机构之内，或不得用于TLS客户。请改用认可机构签发的证书。"
        case .notYetValid(let from): "客户证书自\(from.iso8601)起方有效。请核对时间或改用已生效的证书。"
        case .expired(let until): "客户证书已于\(until.iso8601)失效。请登记新证书。"
        case .revoked(let at): "客户证书的登记已于\(at.iso8601)吊销。请联系账户管理员。"
        }
    }

    /// What is wrong and what to do.
    public var en: String {
        switch self {
        case .unreadable: "The client certificate can't be read. Use an X.509 certificate."
        case .unknown(let fingerprint):
            "The client certificate (SHA-256 \(fingerprint)) is not registered. Have the administrator register "
                + "it for an API client."
        case .foreign(let issuer):
            "The client certificate was issued by \"\(issuer)\", which this server does not take, or not for TLS "
                + "clients. Use one of an authority that it takes."
        case .notYetValid(let from):
            "The client certificate is valid from \(from.iso8601). Check the time, or use one that is valid."
        case .expired(let until):
            "The client certificate was valid until \(until.iso8601). Have a new one registered."
        case .revoked(let at):
            "The client certificate was revoked at \(at.iso8601). Ask the administrator."
        }
    }
}

/// What an API client that shows a certificate is to be.
public struct CertificateClientRequest: Sendable {
    public var name: String
    public var role: Role
    public var codes: [String]
    public var scopes: Set<Permission>
    /// DER, or the text of a PEM file.
    public var certificate: [UInt8]

    public init(
        name: String, role: Role, codes: [String], scopes: Set<Permission>, certificate: [UInt8]
    ) {
        self.name = name
        self.role = role
        self.codes = codes
        self.scopes = scopes
        self.certificate = certificate
    }
}

/// The authorities that a server takes client certificates of, each as DER.
public final class ClientAuthorities: Sendable {
    /// How long a chain that was found good is not looked at again, ms.
    static let checkPeriodMs: Int64 = 5 * 60_000
    /// Most chains that are remembered.
    static let checkCountMax = 10_000

    let authorities: [[UInt8]]
    private let goodUntilMs = Mutex<[[UInt8]: Int64]>([:])

    public init(_ authorities: [[UInt8]]) { self.authorities = authorities }

    /// Whether they issued the certificate of that fingerprint.
    func issued(_ certificate: Certificate, _ fingerprint: [UInt8], at now: Timestamp) -> Bool {
        if let until = goodUntilMs.withLock({ $0[fingerprint] }), now.ms < until { return true }
        let isGood = certificate.isIssued(by: authorities, at: now)
        goodUntilMs.withLock { known in
            if known.count >= Self.checkCountMax { known = [:] }
            known[fingerprint] = isGood ? now.ms + Self.checkPeriodMs : nil
        }
        return isGood
    }
}

extension AccessDesk {
    /// Largest certificate of a client, bytes.
    static let clientCertificateByteCountMax = 16 << 10

    /// Adds an API client that shows a certificate instead of a token; good as long as the certificate is. Where the
    /// server's authorities are known, they have to have issued it.
    public func registerClient(
        _ request: CertificateClientRequest, authorities: ClientAuthorities?, by actor: String
    ) throws -> ClientCertificateView {
        var problems = clientProblems(request.name, request.role, request.codes)
        let certificate: Certificate
        switch readCertificate(request.certificate, authorities) {
        case .success(let read): certificate = read
        case .failure(let refusal):
            problems.append(refusal.problem)
            throw AccessError.invalid(problems)
        }
        let fingerprint = try certificate.fingerprint()
        try change { state, now in
            if let other = state.clients.values.first(where: { $0.digest == fingerprint }) {
                problems.append(
                    FilingProblem(
                        field: "certificate", value: hex(fingerprint),
                        zh: "该证书已登记给\(other.name)；吊销后也不可再次登记。",
                        en:
                            "The certificate is registered for \(other.name); a revoked one can't be "
                            + "registered again."))
            }
            guard problems.isEmpty else { throw AccessError.invalid(problems) }
            try checkRoom(for: request.name, in: state)
            let scopes = request.scopes.map(\.rawValue).sorted().joined(separator: " ")
            let row = APIClientRow(
                name: request.name, digest: fingerprint, role: request.role.rawValue,
                codes: request.codes.joined(separator: " "), scopes: scopes, createdMs: now.ms,
                endsMs: certificate.validUntil.ms, certificate: certificate.der)
            let event = AuditRow(
                .certificateRegistered, at: now, by: actor, on: request.name,
                Self.detail(request.role, request.codes) + " [\(scopes)] \(hex(fingerprint))")
            return (AccessChange(clients: [row], events: [event]), ())
        }
        return ClientCertificateView(certificate, fingerprint: fingerprint)
    }

    /// The API client of a certificate whose key the client has proved to hold.
    public func client(
        certificate der: [UInt8], authorities: ClientAuthorities
    ) throws(ClientCertificateFault) -> Principal {
        guard let certificate = try? Certificate(der),
            let fingerprint = try? certificate.fingerprint()
        else { throw .unreadable }
        let at = now
        guard let client = withState({ $0.clientsByFingerprint[fingerprint] }) else {
            throw .unknown(fingerprint: hex(fingerprint))
        }
        guard client.revokedMs == 0 else { throw .revoked(at: Timestamp(ms: client.revokedMs)) }
        guard at >= certificate.validFrom else { throw .notYetValid(from: certificate.validFrom) }
        guard at < certificate.validUntil else { throw .expired(until: certificate.validUntil) }
        guard authorities.issued(certificate, fingerprint, at: at) else {
            throw .foreign(issuer: certificate.issuer)
        }
        return client.principal
    }

    private struct CertificateRefusal: Error {
        var problem: FilingProblem
    }

    private func readCertificate(
        _ bytes: [UInt8], _ authorities: ClientAuthorities?
    ) -> Result<Certificate, CertificateRefusal> {
        func refusal(_ value: String, zh: String, en: String) -> CertificateRefusal {
            CertificateRefusal(
                problem: FilingProblem(field: "certificate", value: value, zh: zh, en: en))
        }
        guard bytes.count <= Self.clientCertificateByteCountMax,
            let certificate = try? Certificate(bytes)
        else {
            return .failure(
                refusal(
                    "", zh: "不是X.509证书（PEM），或过大。",
                    en: "Not an X.509 certificate as PEM, or too large.")
            )
        }
        let at = now
        guard certificate.validUntil > at else {
            return .failure(
                refusal(
                    certificate.validUntil.iso8601, zh: "证书已失效。",
                    en: "The certificate is not valid any more."))
        }
        if case .sm2 = certificate.key {
            return .failure(
                refusal(
                    certificate.key.text, zh: "TLS不支持SM2证书，请使用RSA或ECDSA证书。",
                    en: "TLS here knows no SM2; use RSA or ECDSA."))
        }
        // A certificate that is valid later is checked as on its first day.
        if let authorities,
            !certificate.isIssued(
                by: authorities.authorities, at: max(at, certificate.validFrom))
        {
            return .failure(
                refusal(
                    certificate.issuer, zh: "签发机构不在本服务器的--client-ca之内，或证书不得用于TLS客户。",
                    en:
                        "Its issuer is not in the server's --client-ca, or it is not for TLS clients."
                ))
        }
        return .success(certificate)
    }
}
