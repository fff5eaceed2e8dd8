public import ZoneCore
import ZoneStore
import ZoneTrust

/// What is to be registered: a certificate, whose it is, and within which days and for which ways to sign.
public struct CertificateFiling: Sendable {
    public var enterprise: String
    /// DER, or the text of a PEM file.
    public var certificate: [UInt8]
    /// The certificate's own days where nil.
    public var from: Day?
    public var until: Day?
    /// Empty for all that the zone takes.
    public var suites: [String]
    public var actor: String

    public init(
        enterprise: String, certificate: [UInt8], from: Day? = nil, until: Day? = nil,
        suites: [String] = [], actor: String
    ) {
        self.enterprise = enterprise
        self.certificate = certificate
        self.from = from
        self.until = until
        self.suites = suites
        self.actor = actor
    }
}

/// Certificates that enterprises sign by: registered, replaced by overlap, revoked.
extension Zone {
    /// Most certificates of one enterprise that are valid on one day: the one in use, and the one that takes over.
    public static let certificateOverlapMax = 2
    /// Most certificates of one enterprise ever.
    public static let certificateCountMax = 200
    /// Largest certificate, bytes.
    public static let certificateByteCountMax = 16 << 10
    /// Fewest bits of an RSA key.
    public static let rsaBitCountMin = 1024

    /// Registers a certificate; true where it is new. The same again changes nothing.
    public func registerCertificate(
        _ filing: CertificateFiling
    ) throws -> (view: CertificateView, isNew: Bool) {
        let (certificate, problems) = check(filing)
        guard problems.isEmpty, let certificate else { throw EnterpriseError.invalid(problems) }
        let own =
            certificate.validFrom
            .day...max(
                certificate.validFrom.day, certificate.validUntil.day)
        let row = CertificateRow(
            fingerprint: try certificate.fingerprint(), enterprise: filing.enterprise,
            serial: certificate.serial, der: certificate.der, from: filing.from ?? own.lowerBound,
            until: filing.until ?? own.upperBound, suites: filing.suites.joined(separator: ","),
            actor: filing.actor, atMs: now.ms)
        if certificateDesk.certificates(serial: row.serial).contains(where: {
            $0.row.fingerprint == row.fingerprint && $0.row.enterprise != row.enterprise
        }) {
            throw EnterpriseError.field(
                "certificate", row.serial, zh: "该证书已登记给其他企业。",
                en: "The certificate is registered for another enterprise.")
        }
        guard certificateDesk.count < CertificateDesk.countMax else {
            throw EnterpriseError.full(countMax: CertificateDesk.countMax)
        }
        var isNew = false
        let rows = try store.addCertificate(of: row.enterprise) { known in
            isNew = !known.contains { $0.fingerprint == row.fingerprint }
            guard isNew else { return nil }
            try checkRoom(for: row, among: known)
            return row
        }
        guard let stored = rows.first(where: { $0.fingerprint == row.fingerprint }) else {
            throw EnterpriseError.notFound
        }
        try certificateDesk.put(stored)
        return (CertificateView(try RegisteredCertificate(stored)), isNew)
    }

    /// Revokes a certificate from a day on, for good.
    public func revokeCertificate(
        _ fingerprint: String, from day: Day?, reason: String, by actor: String
    ) throws -> CertificateView {
        guard let known = certificateDesk.all(where: { hex($0.fingerprint) == fingerprint }).first
        else { throw EnterpriseError.notFound }
        var problems = textProblems("reason", reason) + textProblems("by", actor)
        let from = day ?? now.day
        if from > now.day {
            problems.append(
                FilingProblem(
                    field: "from", value: from.description, zh: "撤销日不能晚于今天\(now.day)。",
                    en: "A revocation can't begin after today, \(now.day)."))
        }
        guard problems.isEmpty else { throw EnterpriseError.invalid(problems) }
        var row = known.row
        let revocation = CertificateRow.Revocation(
            from: from, reason: reason, actor: actor, atMs: now.ms)
        guard try store.revokeCertificate(row.id, revocation) else {
            throw EnterpriseError.notAllowed(
                step: "revoke", zh: "证书已被撤销。", en: "The certificate was revoked before.")
        }
        row.revocation = revocation
        try certificateDesk.put(row)
        return CertificateView(try RegisteredCertificate(row))
    }

    /// The certificates of an enterprise, oldest first.
    public func certificates(of enterprise: String) -> [CertificateView] {
        certificateDesk.all { $0.enterprise == enterprise }.map(CertificateView.init)
    }

    // MARK: Checks

    private func check(_ filing: CertificateFiling) -> (Certificate?, [FilingProblem]) {
        var problems = textProblems("by", filing.actor)
        func refuse(_ field: String, _ value: String, zh: String, en: String) {
            problems.append(FilingProblem(field: field, value: value, zh: zh, en: en))
        }
        if ![10, 18].contains(filing.enterprise.utf8.count) {
            refuse(
                "enterprise", filing.enterprise, zh: "应为10位海关编码或18位统一社会信用代码。",
                en: "A customs code of 10 characters or a unified social credit code of 18.")
        }
        let names = signatureBook.suites.map(\.id)
        for suite in filing.suites.prefix(20) where !names.contains(suite) {
            let list = names.joined(separator: ", ")
            refuse("suites", suite, zh: "应为：\(list)。", en: "One of \(list).")
        }
        guard filing.certificate.count <= Self.certificateByteCountMax,
            let certificate = try? Certificate(filing.certificate)
        else {
            refuse(
                "certificate", "", zh: "不是X.509证书（PEM或DER），或过大。",
                en: "Not an X.509 certificate (PEM or DER), or too large.")
            return (nil, problems)
        }
        switch certificate.key {
        case .sm2: break
        case .rsa(let bitCount) where bitCount >= Self.rsaBitCountMin: break
        default:
            refuse(
                "certificate", certificate.key.text, zh: "密钥应为SM2，或不少于\(Self.rsaBitCountMin)位的RSA。",
                en: "The key is to be SM2, or RSA of at least \(Self.rsaBitCountMin) bits.")
        }
        let own = (certificate.validFrom.day, certificate.validUntil.day)
        let (from, until) = (filing.from ?? own.0, filing.until ?? own.1)
        if from > until || from < own.0 || until > own.1 {
            refuse(
                "from, until", "\(from)...\(until)", zh: "应在证书有效期\(own.0)至\(own.1)之内。",
                en: "Within the certificate's own days, \(own.0) to \(own.1).")
        }
        if until < now.day {
            refuse(
                "until", until.description, zh: "证书已过期。", en: "The certificate has ended.")
        }
        return (certificate, problems)
    }

    /// One certificate takes over from another, so two may be valid on one day, and no more.
    private func checkRoom(for row: CertificateRow, among known: [CertificateRow]) throws {
        guard known.count < Self.certificateCountMax else {
            throw EnterpriseError.full(countMax: Self.certificateCountMax)
        }
        let others = known.compactMap { other -> ClosedRange<Day>? in
            var last = other.until
            if let revoked = other.revocation?.from {
                guard revoked > other.from else { return nil }
                last = min(last, revoked.adding(days: -1))
            }
            return max(other.from, row.from) <= min(last, row.until) ? other.from...last : nil
        }
        // Where days are crowded, they are crowded on the first day of one of them.
        for day in others.map(\.lowerBound) + [row.from] {
            guard day >= row.from,
                others.count(where: { $0.contains(day) }) >= Self.certificateOverlapMax
            else { continue }
            throw EnterpriseError.notAllowed(
                step: "register", zh: "\(day)已有\(Self.certificateOverlapMax)个有效证书；请先撤销一个。",
                en:
                    "\(Self.certificateOverlapMax) certificates are valid on \(day); revoke one first."
            )
        }
    }
}
