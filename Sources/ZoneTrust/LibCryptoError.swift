internal import CLibCrypto

/// libcrypto refused something; `reason` is its own text, for a log and never for a declarant.
package struct LibCryptoError: Error, Equatable {
    package let reason: String

    /// Takes the newest error of this thread off libcrypto's queue, and empties the queue.
    init() {
        var newest: UInt = 0
        while true {
            let code = ERR_get_error()
            if code == 0 { break }
            newest = code
        }
        var text = [CChar](repeating: 0, count: 256)
        ERR_error_string_n(newest, &text, text.count)
        reason = String(
            decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
