internal import CLibCrypto
internal import Synchronization

/// A public key as libcrypto holds it; let go of when nobody uses it any more.
final class PublicKey: Sendable {
    /// The handle as a number. libcrypto counts its owners by itself, and nobody changes a key once it is read, so threads
    /// may verify by one at the same time.
    private let address: UInt

    init?(of certificate: Certificate) {
        let key: OpaquePointer? = try? certificate.withOpened { opened in
            guard let key = X509_get0_pubkey(opened), EVP_PKEY_up_ref(key) == 1 else { return nil }
            return key
        }
        guard let key else { return nil }
        address = UInt(bitPattern: key)
    }

    deinit { EVP_PKEY_free(OpaquePointer(bitPattern: address)) }

    func verifies(
        _ signature: [UInt8], over data: [UInt8], by algorithm: SignatureAlgorithm
    ) -> Bool {
        guard let key = OpaquePointer(bitPattern: address) else { return false }
        return verify(signature, over: data, by: algorithm, key: key)
    }
}

/// Keys of certificates that were read before: reading a certificate takes longer than verifying an RSA signature.
///
/// Bounded by two generations: when the younger has half of what may be kept, the older is dropped, so that a key in use
/// stays however many others come by.
package final class PublicKeyCache: Sendable {
    private struct Generations {
        var young: [[UInt8]: PublicKey] = [:]
        var old: [[UInt8]: PublicKey] = [:]
    }

    /// Most keys that are kept; one takes some kilobytes.
    package let countMax: Int
    private let kept = Mutex(Generations())

    package init(countMax: Int = 4_096) { self.countMax = max(2, countMax) }

    package var count: Int { kept.withLock { $0.young.count + $0.old.count } }

    /// The key of that certificate; nil where it has none that can be read.
    func key(of certificate: Certificate) -> PublicKey? {
        if let known = kept.withLock({ find(certificate.der, in: &$0) }) { return known }
        // Outside of the lock: two threads may read the same key, and one of the two is kept.
        guard let key = PublicKey(of: certificate) else { return nil }
        kept.withLock { keep(key, as: certificate.der, in: &$0) }
        return key
    }

    private func find(_ der: [UInt8], in kept: inout Generations) -> PublicKey? {
        if let key = kept.young[der] { return key }
        guard let key = kept.old.removeValue(forKey: der) else { return nil }
        keep(key, as: der, in: &kept)
        return key
    }

    private func keep(_ key: PublicKey, as der: [UInt8], in kept: inout Generations) {
        if kept.young.count >= countMax / 2 {
            kept.old = kept.young
            kept.young = [:]
        }
        kept.young[der] = key
    }
}
