internal import CLibCrypto

/// The SM3 digest (GB/T 32905) of the bytes: 32 bytes.
package func sm3(_ bytes: [UInt8]) throws(LibCryptoError) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 0
    guard EVP_Digest(bytes, bytes.count, &digest, &length, EVP_sm3(), nil) == 1, length == 32 else {
        throw LibCryptoError()
    }
    return digest
}
