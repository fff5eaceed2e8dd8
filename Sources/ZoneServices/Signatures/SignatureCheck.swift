import ZoneCore
import ZoneMessages
import ZoneRules
import ZoneStore
import ZoneTrust

/// What the zone does with signatures; a setting of the operator.
public enum SignaturePolicy: String, Sendable, CaseIterable {
    /// Nobody looks at them.
    case off
    /// They are verified; what is wrong is said, and weighed by risk screening.
    case checked
    /// A message that is unsigned or signed wrongly is refused. One that holds only drafts needs no signature.
    case required
}

/// What became of a message's signature.
struct SignatureOutcome: Sendable {
    var fact: SignatureFact
    var faults: [SignatureFault]
    var serial = ""
    var suite = ""
    var certificateUntil: Day?

    var isMissing: Bool { fact == .missing }

    func row(messageID: Int64) -> SignatureRow {
        SignatureRow(
            messageID: messageID, outcome: Int64(fact.rawValue), serial: serial, suite: suite,
            certificateUntil: certificateUntil)
    }

    /// The faults as findings of a message.
    func findings(in message: String, policy: SignaturePolicy) -> [Finding] {
        faults.compactMap { fault in
            // That a signature was expected is said without this.
            if fault.code == .missing, policy != .required { return nil }
            var finding = FindingCatalog.standard.finding(
                fault.code.rawValue, at: message + "/ds:Signature", field: "ds:Signature",
                value: fault.value, expected: fault.expected)
            if policy != .required { finding.severity = .warning }
            return finding
        }
    }
}

/// Verifies messages as of a day, by the certificates that are registered then.
struct SignatureCheck: Sendable {
    let book: SignatureBook
    let certificates: CertificateDesk
    let enterprises: EnterpriseSnapshot
    let day: Day

    /// What there is to say of a message that `transmitter` sent.
    func outcome(of bytes: [UInt8], transmitter: String) -> SignatureOutcome {
        let message: CanonicalMessage
        do { message = try CanonicalMessage(bytes) } catch {
            let fault = SignatureFault(
                .unreadable, value: "\(error.text.zh) / \(error.text.en)",
                expected: "\(error.offset)")
            return SignatureOutcome(fact: .invalid, faults: [fault])
        }
        let (signature, formFaults) = message.readSignature()
        guard let signature else {
            let isThere = formFaults.map(\.code) != [.missing]
            return SignatureOutcome(fact: isThere ? .invalid : .missing, faults: formFaults)
        }
        let known = certificate(of: signature, transmitter)
        var faults = formFaults
        faults += signature.faults(
            over: message, suites: book.suites, certificate: known?.certificate,
            keys: certificates.keys)
        let suite = signature.suite(among: book.suites)?.id ?? ""
        faults += suiteFaults(suite, known)
        faults += certificateFaults(known, signature, transmitter)
        return SignatureOutcome(
            fact: faults.isEmpty ? .valid : .invalid, faults: faults,
            serial: known?.row.serial ?? "", suite: suite, certificateUntil: known?.row.until)
    }

    /// The registered certificate that the signature names; the sender's own where two have one serial number. The
    /// certificate inside the message is only a name here: nobody trusts what he is handed.
    private func certificate(
        of signature: XMLSignature, _ transmitter: String
    ) -> RegisteredCertificate? {
        let found = certificates.certificates(serial: serial(of: signature))
        return found.first { isSame($0.row.enterprise, transmitter) } ?? found.first
    }

    private func serial(of signature: XMLSignature) -> String {
        if !signature.keyName.isEmpty || signature.certificate.isEmpty { return signature.keyName }
        return (try? Certificate(signature.certificate))?.serial ?? ""
    }

    /// Whether two codes are of one enterprise.
    private func isSame(_ one: String, _ other: String) -> Bool {
        one == other
            || enterprises.record(one).map { $0.code == enterprises.record(other)?.code } ?? false
    }

    private func suiteFaults(
        _ suite: String, _ known: RegisteredCertificate?
    ) -> [SignatureFault] {
        guard let entry = book.entries.first(where: { $0.suite.id == suite }) else { return [] }
        let accepted = book.entries.filter { entry in
            entry.isAccepted(on: day)
                && known.map { $0.suites.isEmpty || $0.suites.contains(entry.suite.id) } ?? true
        }.map(\.suite.id)
        guard !accepted.contains(entry.suite.id) else { return [] }
        return [
            SignatureFault(
                .notAccepted, value: suite, expected: accepted.joined(separator: ", "))
        ]
    }

    private func certificateFaults(
        _ known: RegisteredCertificate?, _ signature: XMLSignature, _ transmitter: String
    ) -> [SignatureFault] {
        guard let row = known?.row else {
            return [SignatureFault(.certificateUnknown, value: serial(of: signature))]
        }
        var faults: [SignatureFault] = []
        if !isSame(row.enterprise, transmitter) {
            faults.append(
                SignatureFault(.certificateOwner, value: transmitter, expected: row.enterprise))
        }
        if day < row.from || day > row.until {
            faults.append(
                SignatureFault(
                    .certificateDates, value: day.description,
                    expected: "\(row.from)...\(row.until)"))
        }
        if let revocation = row.revocation, revocation.from <= day {
            faults.append(
                SignatureFault(
                    .certificateRevoked, value: revocation.from.description,
                    expected: revocation.reason))
        }
        return faults
    }
}

/// What is known of a message's signature before it is prepared.
enum SignatureSource: Sendable {
    /// Nothing, and nobody is to look.
    case none
    /// It is to be verified.
    case check(SignatureCheck, SignaturePolicy)
    /// It was verified before; these findings were kept.
    case kept([Finding])
}

extension Finding {
    /// Whether verifying a signature found it.
    var isOfSignature: Bool { SignatureFault.Code(rawValue: code) != nil }
}

extension Zone {
    /// How the signatures of messages that come now are looked at.
    var signatureSource: SignatureSource {
        guard settings.signatures != .off else { return .none }
        return .check(
            SignatureCheck(
                book: signatureBook, certificates: certificateDesk,
                enterprises: enterpriseSnapshot(), day: now.day), settings.signatures)
    }
}
