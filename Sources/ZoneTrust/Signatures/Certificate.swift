internal import CLibCrypto
package import ZoneCore

/// An X.509 certificate, as much of it as signatures need. Whom it is trusted for is said by who registered it, not by its
/// issuer.
package struct Certificate: Hashable, Sendable {
    package let der: [UInt8]
    /// Serial number in lower-case hexadecimal, as KeyName has it.
    package let serial: String
    package let subject: String
    package let issuer: String
    package let validFrom: Timestamp
    package let validUntil: Timestamp
    package let key: KeyKind

    /// Reads a certificate, binary (DER) or as the text of a PEM file.
    package init(_ source: [UInt8]) throws(LibCryptoError) {
        let certificate = try opened(source)
        defer { X509_free(certificate) }
        der = try bytes { i2d_X509(certificate, $0) }
        serial = try Self.serial(of: certificate)
        subject = try Self.text(of: X509_get_subject_name(certificate))
        issuer = try Self.text(of: X509_get_issuer_name(certificate))
        validFrom = try Self.time(X509_get0_notBefore(certificate))
        validUntil = try Self.time(X509_get0_notAfter(certificate))
        guard let publicKey = X509_get0_pubkey(certificate) else { throw LibCryptoError() }
        key = KeyKind(publicKey)
    }

    /// As the text of a PEM file.
    package var pem: String { ZoneTrust.pem(der, "CERTIFICATE") }

    /// SHA-256 of the certificate.
    package func fingerprint() throws(LibCryptoError) -> [UInt8] {
        try DigestAlgorithm.sha256.digest(of: der)
    }

    /// Whether its key made the signature over the bytes; the key is read anew unless `keys` has it.
    package func verifies(
        _ signature: [UInt8], over data: [UInt8], by algorithm: SignatureAlgorithm,
        keys: PublicKeyCache? = nil
    ) -> Bool {
        let key = keys.map { $0.key(of: self) } ?? PublicKey(of: self)
        return key?.verifies(signature, over: data, by: algorithm) ?? false
    }

    /// Lends a handle of it.
    func withOpened<Result>(_ body: (OpaquePointer) -> Result) throws(LibCryptoError) -> Result {
        let certificate = try opened(der)
        defer { X509_free(certificate) }
        return body(certificate)
    }

    private static func serial(of certificate: OpaquePointer) throws(LibCryptoError) -> String {
        guard let number = ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), nil) else {
            throw LibCryptoError()
        }
        defer { BN_free(number) }
        var digits = [UInt8](repeating: 0, count: max(1, (Int(BN_num_bits(number)) + 7) / 8))
        guard BN_bn2binpad(number, &digits, Int32(digits.count)) >= 0 else {
            throw LibCryptoError()
        }
        return hex(digits)
    }

    private static func text(of name: OpaquePointer?) throws(LibCryptoError) -> String {
        guard let name, let sink = BIO_new(BIO_s_mem()) else { throw LibCryptoError() }
        defer { BIO_free(sink) }
        guard X509_NAME_print_ex(sink, name, 0, zoneNameFlags()) >= 0 else {
            throw LibCryptoError()
        }
        var text = [UInt8](repeating: 0, count: 1024)
        let count = max(0, Int(BIO_read(sink, &text, Int32(text.count))))
        return String(decoding: text.prefix(count), as: UTF8.self)
    }

    private static func time(
        _ time: UnsafePointer<ASN1_TIME>?
    ) throws(LibCryptoError) -> Timestamp {
        guard let epoch = ASN1_TIME_set(nil, 0) else { throw LibCryptoError() }
        defer { ASN1_TIME_free(epoch) }
        var days: Int32 = 0
        var seconds: Int32 = 0
        guard ASN1_TIME_diff(&days, &seconds, epoch, time) == 1 else { throw LibCryptoError() }
        return Timestamp(ms: (Int64(days) * 86_400 + Int64(seconds)) * 1000)
    }
}

/// A handle of the certificate that has to be freed.
private func opened(_ source: [UInt8]) throws(LibCryptoError) -> OpaquePointer {
    let certificate: OpaquePointer?
    if source.starts(with: "-----BEGIN".utf8) {
        guard let text = BIO_new_mem_buf(source, Int32(source.count)) else {
            throw LibCryptoError()
        }
        defer { BIO_free(text) }
        certificate = PEM_read_bio_X509(text, nil, nil, nil)
    } else {
        certificate = source.withUnsafeBufferPointer { bytes in
            var start = bytes.baseAddress
            return d2i_X509(nil, &start, bytes.count)
        }
    }
    guard let certificate else { throw LibCryptoError() }
    return certificate
}

/// The bytes in lower-case hexadecimal.
package func hex(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in bytes { text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
    return String(decoding: text, as: UTF8.self)
}
