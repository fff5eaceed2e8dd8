internal import CLibCrypto

/// The user id that SM2 mixes into its digest where nobody agreed on another (GM/T 0009).
private let userID = Array("1234567812345678".utf8)

/// What a key can do here.
package enum KeyKind: Hashable, Sendable {
    case rsa(bitCount: Int)
    case sm2
    case other(String)

    init(_ key: OpaquePointer) {
        if EVP_PKEY_is_a(key, "RSA") == 1 {
            self = .rsa(bitCount: Int(EVP_PKEY_get_bits(key)))
        } else if EVP_PKEY_is_a(key, "SM2") == 1 {
            self = .sm2
        } else {
            self = .other(EVP_PKEY_get0_type_name(key).map { String(cString: $0) } ?? "?")
        }
    }

    /// Whether signatures of that algorithm are made by such keys.
    package func makes(_ algorithm: SignatureAlgorithm) -> Bool {
        switch (self, algorithm) {
        case (.rsa, .rsaSHA1), (.rsa, .rsaSHA256), (.sm2, .sm2SM3): true
        default: false
        }
    }

    /// As text: `RSA 2048`, `SM2`.
    package var text: String {
        switch self {
        case .rsa(let bitCount): "RSA \(bitCount)"
        case .sm2: "SM2"
        case .other(let name): name
        }
    }
}

/// A private key, as the bytes of PKCS #8.
package struct PrivateKey: Sendable {
    package let pkcs8: [UInt8]

    /// Makes a new key.
    package static func generate(_ kind: KeyKind) throws(LibCryptoError) -> PrivateKey {
        let name = if case .sm2 = kind { "SM2" } else { "RSA" }
        guard let context = EVP_PKEY_CTX_new_from_name(nil, name, nil) else {
            throw LibCryptoError()
        }
        defer { EVP_PKEY_CTX_free(context) }
        guard EVP_PKEY_keygen_init(context) == 1 else { throw LibCryptoError() }
        if case .rsa(let bitCount) = kind {
            guard EVP_PKEY_CTX_set_rsa_keygen_bits(context, Int32(bitCount)) == 1 else {
                throw LibCryptoError()
            }
        }
        var key: OpaquePointer?
        guard EVP_PKEY_generate(context, &key) == 1, let key else { throw LibCryptoError() }
        defer { EVP_PKEY_free(key) }
        guard let info = EVP_PKEY2PKCS8(key) else { throw LibCryptoError() }
        defer { PKCS8_PRIV_KEY_INFO_free(info) }
        return PrivateKey(pkcs8: try bytes { i2d_PKCS8_PRIV_KEY_INFO(info, $0) })
    }

    init(pkcs8: [UInt8]) { self.pkcs8 = pkcs8 }

    /// Reads the text of a PEM file.
    package init(pem: [UInt8]) throws(LibCryptoError) {
        guard let source = BIO_new_mem_buf(pem, Int32(pem.count)) else { throw LibCryptoError() }
        defer { BIO_free(source) }
        guard let key = PEM_read_bio_PrivateKey(source, nil, nil, nil) else {
            throw LibCryptoError()
        }
        defer { EVP_PKEY_free(key) }
        guard let info = EVP_PKEY2PKCS8(key) else { throw LibCryptoError() }
        defer { PKCS8_PRIV_KEY_INFO_free(info) }
        pkcs8 = try bytes { i2d_PKCS8_PRIV_KEY_INFO(info, $0) }
    }

    /// As the text of a PEM file.
    package var pem: String { ZoneTrust.pem(pkcs8, "PRIVATE KEY") }

    /// The public half: the bytes of SubjectPublicKeyInfo.
    package func publicKey() throws(LibCryptoError) -> [UInt8] {
        let key = try opened()
        defer { EVP_PKEY_free(key) }
        return try bytes { i2d_PUBKEY(key, $0) }
    }

    /// Signs the bytes.
    package func signature(
        over data: [UInt8], by algorithm: SignatureAlgorithm
    ) throws(LibCryptoError) -> [UInt8] {
        let key = try opened()
        defer { EVP_PKEY_free(key) }
        let context = try SigningContext(key)
        defer { context.free() }
        var count = 0
        guard EVP_DigestSignInit(context.digest, nil, algorithm.digest, nil, key) == 1,
            EVP_DigestSign(context.digest, nil, &count, data, data.count) == 1
        else { throw LibCryptoError() }
        var signature = [UInt8](repeating: 0, count: count)
        guard EVP_DigestSign(context.digest, &signature, &count, data, data.count) == 1 else {
            throw LibCryptoError()
        }
        signature.removeLast(signature.count - count)
        return algorithm == .sm2SM3 ? try rawPair(signature) : signature
    }

    /// A handle that has to be freed.
    func opened() throws(LibCryptoError) -> OpaquePointer {
        let key = pkcs8.withUnsafeBufferPointer { bytes in
            var start = bytes.baseAddress
            return d2i_AutoPrivateKey(nil, &start, bytes.count)
        }
        guard let key else { throw LibCryptoError() }
        return key
    }
}

/// The bytes of SubjectPublicKeyInfo from the text of a PEM file.
package func publicKey(pem: [UInt8]) throws(LibCryptoError) -> [UInt8] {
    guard let source = BIO_new_mem_buf(pem, Int32(pem.count)) else { throw LibCryptoError() }
    defer { BIO_free(source) }
    guard let key = PEM_read_bio_PUBKEY(source, nil, nil, nil) else { throw LibCryptoError() }
    defer { EVP_PKEY_free(key) }
    return try bytes { i2d_PUBKEY(key, $0) }
}

/// Whether the signature over the bytes was made by the private half of the key.
func verify(
    _ signature: [UInt8], over data: [UInt8], by algorithm: SignatureAlgorithm, key: OpaquePointer
) -> Bool {
    guard KeyKind(key).makes(algorithm),
        let signature = algorithm == .sm2SM3 ? encodedPair(signature) : signature,
        let context = try? SigningContext(key)
    else { return false }
    defer {
        context.free()
        // A signature that is none leaves its complaint in the queue.
        ERR_clear_error()
    }
    return EVP_DigestVerifyInit(context.digest, nil, algorithm.digest, nil, key) == 1
        && EVP_DigestVerify(
            context.digest, signature, signature.count, data, data.count) == 1
}

/// libcrypto's two contexts of one signature.
struct SigningContext {
    let digest: OpaquePointer
    private let key: OpaquePointer

    init(_ key: OpaquePointer) throws(LibCryptoError) {
        guard let digest = EVP_MD_CTX_new() else { throw LibCryptoError() }
        guard let context = EVP_PKEY_CTX_new_from_pkey(nil, key, nil) else {
            EVP_MD_CTX_free(digest)
            throw LibCryptoError()
        }
        if case .sm2 = KeyKind(key) {
            EVP_PKEY_CTX_set1_id(context, userID, Int32(userID.count))
        }
        EVP_MD_CTX_set_pkey_ctx(digest, context)
        (self.digest, self.key) = (digest, context)
    }

    func free() {
        EVP_MD_CTX_free(digest)
        EVP_PKEY_CTX_free(key)
    }
}

extension SignatureAlgorithm {
    var digest: OpaquePointer? {
        switch self {
        case .rsaSHA1: EVP_sha1()
        case .rsaSHA256: EVP_sha256()
        case .sm2SM3: EVP_sm3()
        }
    }
}

extension DigestAlgorithm {
    /// The digest of the bytes.
    package func digest(of bytes: [UInt8]) throws(LibCryptoError) -> [UInt8] {
        let algorithm =
            switch self {
            case .sha1: EVP_sha1()
            case .sha256: EVP_sha256()
            case .sm3: EVP_sm3()
            }
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var count: UInt32 = 0
        guard EVP_Digest(bytes, bytes.count, &digest, &count, algorithm, nil) == 1 else {
            throw LibCryptoError()
        }
        return Array(digest.prefix(Int(count)))
    }
}

// MARK: Encodings

/// r and s of an SM2 signature, 32 bytes each, from the ASN.1 that libcrypto makes.
private func rawPair(_ encoded: [UInt8]) throws(LibCryptoError) -> [UInt8] {
    let pair = encoded.withUnsafeBufferPointer { bytes in
        var start = bytes.baseAddress
        return d2i_ECDSA_SIG(nil, &start, bytes.count)
    }
    guard let pair else { throw LibCryptoError() }
    defer { ECDSA_SIG_free(pair) }
    var raw = [UInt8](repeating: 0, count: 64)
    var s = [UInt8](repeating: 0, count: 32)
    guard BN_bn2binpad(ECDSA_SIG_get0_r(pair), &raw, 32) == 32,
        BN_bn2binpad(ECDSA_SIG_get0_s(pair), &s, 32) == 32
    else { throw LibCryptoError() }
    raw.replaceSubrange(32..<64, with: s)
    return raw
}

/// The ASN.1 of r and s; nil where they are not 32 bytes each.
private func encodedPair(_ raw: [UInt8]) -> [UInt8]? {
    guard raw.count == 64, let pair = ECDSA_SIG_new() else { return nil }
    defer { ECDSA_SIG_free(pair) }
    let s = Array(raw[32...])
    guard let r = BN_bin2bn(raw, 32, nil), let s = BN_bin2bn(s, 32, nil) else { return nil }
    // The pair owns both from here on.
    guard ECDSA_SIG_set0(pair, r, s) == 1 else { return nil }
    return try? bytes { i2d_ECDSA_SIG(pair, $0) }
}

/// What one of libcrypto's `i2d` functions writes.
func bytes(
    _ write: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32
) throws(LibCryptoError) -> [UInt8] {
    let count = Int(write(nil))
    guard count > 0 else { throw LibCryptoError() }
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
        var start = buffer.baseAddress
        initialized = max(0, Int(write(&start)))
    }
}

/// The bytes as the text of a PEM file.
func pem(_ bytes: [UInt8], _ label: String) -> String {
    let text = Array(base64(bytes))
    let lines = stride(from: 0, to: text.count, by: 64).map { start in
        String(text[start..<min(start + 64, text.count)])
    }
    return "-----BEGIN \(label)-----\n" + lines.joined(separator: "\n")
        + "\n-----END \(label)-----\n"
}
