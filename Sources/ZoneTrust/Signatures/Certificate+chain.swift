internal import CLibCrypto
package import ZoneCore

extension Certificate {
    /// Whether one of the authorities issued it, itself or through others of them, and it may stand for a TLS client at
    /// that time. Authorities are trusted as they are given, whether they are roots or not.
    package func isIssued(by authorities: [[UInt8]], at time: Timestamp) -> Bool {
        guard let store = X509_STORE_new() else { return false }
        defer {
            X509_STORE_free(store)
            // A refusal leaves its complaint in the queue.
            ERR_clear_error()
        }
        for der in authorities {
            guard let authority = try? openedDER(der) else { continue }
            // The store holds a reference of its own.
            X509_STORE_add_cert(store, authority)
            X509_free(authority)
        }
        guard let certificate = try? openedDER(der), let context = X509_STORE_CTX_new() else {
            return false
        }
        defer {
            X509_STORE_CTX_free(context)
            X509_free(certificate)
        }
        guard X509_STORE_CTX_init(context, store, certificate, nil) == 1,
            X509_STORE_CTX_set_purpose(context, X509_PURPOSE_SSL_CLIENT) == 1,
            let parameters = X509_STORE_CTX_get0_param(context),
            X509_VERIFY_PARAM_set_flags(parameters, UInt(X509_V_FLAG_PARTIAL_CHAIN)) == 1
        else { return false }
        X509_VERIFY_PARAM_set_time(parameters, time_t(time.ms / 1000))
        return X509_verify_cert(context) == 1
    }
}

/// A handle of the certificate that has to be freed.
private func openedDER(_ der: [UInt8]) throws(LibCryptoError) -> OpaquePointer {
    let certificate = der.withUnsafeBufferPointer { bytes in
        var start = bytes.baseAddress
        return d2i_X509(nil, &start, bytes.count)
    }
    guard let certificate else { throw LibCryptoError() }
    return certificate
}
