internal import CLibCrypto
package import ZoneCore

/// Issues certificates for tests and the sandbox; nobody outside has a reason to trust them.
package struct CertificateAuthority: Sendable {
    package let key: PrivateKey
    package let certificate: Certificate

    /// What a certificate is to say.
    package struct Request: Sendable {
        package var name: String
        package var serial: [UInt8]
        package var validFrom: Timestamp
        package var validUntil: Timestamp

        package init(
            name: String, serial: [UInt8], validFrom: Timestamp, validUntil: Timestamp
        ) {
            self.name = name
            self.serial = serial
            self.validFrom = validFrom
            self.validUntil = validUntil
        }
    }

    /// An authority that was made before.
    package init(key: PrivateKey, certificate: Certificate) {
        self.key = key
        self.certificate = certificate
    }

    /// An authority with a key, certified by itself.
    package init(key: PrivateKey, _ request: Request) throws(LibCryptoError) {
        self.key = key
        certificate = try Self.certificate(
            request, of: try key.publicKey(), issuer: nil, signedBy: key)
    }

    /// Certifies a public key (SubjectPublicKeyInfo).
    package func issue(
        _ request: Request, to publicKey: [UInt8]
    ) throws(LibCryptoError) -> Certificate {
        try Self.certificate(request, of: publicKey, issuer: certificate.der, signedBy: key)
    }

    private static func certificate(
        _ request: Request, of publicKey: [UInt8], issuer: [UInt8]?, signedBy signer: PrivateKey
    ) throws(LibCryptoError) -> Certificate {
        guard let draft = X509_new() else { throw LibCryptoError() }
        defer { X509_free(draft) }
        let subject = publicKey.withUnsafeBufferPointer { bytes in
            var start = bytes.baseAddress
            return d2i_PUBKEY(nil, &start, bytes.count)
        }
        guard let subject else { throw LibCryptoError() }
        defer { EVP_PKEY_free(subject) }
        guard let serial = BN_bin2bn(request.serial, Int32(request.serial.count), nil) else {
            throw LibCryptoError()
        }
        defer { BN_free(serial) }
        guard X509_set_version(draft, 2) == 1,
            BN_to_ASN1_INTEGER(serial, X509_get_serialNumber(draft)) != nil,
            ASN1_TIME_set(X509_getm_notBefore(draft), time_t(request.validFrom.ms / 1000)) != nil,
            ASN1_TIME_set(X509_getm_notAfter(draft), time_t(request.validUntil.ms / 1000)) != nil,
            X509_set_pubkey(draft, subject) == 1,
            // 0x1000 says UTF-8.
            X509_NAME_add_entry_by_txt(
                X509_get_subject_name(draft), "CN", 0x1000, Array(request.name.utf8),
                Int32(request.name.utf8.count), -1, 0) == 1
        else { throw LibCryptoError() }
        try setIssuer(of: draft, issuer)
        return try signed(draft, by: signer)
    }

    private static func setIssuer(
        of draft: OpaquePointer, _ issuer: [UInt8]?
    ) throws(LibCryptoError) {
        guard let issuer else {
            guard X509_set_issuer_name(draft, X509_get_subject_name(draft)) == 1,
                let constraint = X509V3_EXT_conf_nid(
                    nil, nil, NID_basic_constraints, "critical,CA:TRUE")
            else { throw LibCryptoError() }
            defer { X509_EXTENSION_free(constraint) }
            guard X509_add_ext(draft, constraint, -1) == 1 else { throw LibCryptoError() }
            return
        }
        let authority = issuer.withUnsafeBufferPointer { bytes in
            var start = bytes.baseAddress
            return d2i_X509(nil, &start, bytes.count)
        }
        guard let authority else { throw LibCryptoError() }
        defer { X509_free(authority) }
        guard X509_set_issuer_name(draft, X509_get_subject_name(authority)) == 1 else {
            throw LibCryptoError()
        }
    }

    private static func signed(
        _ draft: OpaquePointer, by signer: PrivateKey
    ) throws(LibCryptoError) -> Certificate {
        let key = try signer.opened()
        defer { EVP_PKEY_free(key) }
        let context = try SigningContext(key)
        defer { context.free() }
        let isSM2 = KeyKind(key) == .sm2
        guard
            EVP_DigestSignInit(context.digest, nil, isSM2 ? EVP_sm3() : EVP_sha256(), nil, key)
                == 1, X509_sign_ctx(draft, context.digest) > 0
        else { throw LibCryptoError() }
        return try Certificate(try bytes { i2d_X509(draft, $0) })
    }
}
