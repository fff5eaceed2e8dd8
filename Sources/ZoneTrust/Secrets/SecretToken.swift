internal import Crypto
internal import Foundation

/// A secret that is shown once and kept as its digest only: a session, an API token, a form token.
package struct SecretToken: Sendable {
    package static let byteCount = 32

    /// What its holder sends: letters, digits, `-` and `_`.
    package let text: String

    /// A new one of bytes that nobody can guess.
    package init() { self.init(bytes: randomBytes(Self.byteCount)) }

    init(bytes: [UInt8]) { text = Self.text(of: bytes) }

    /// Bytes in base 64 as addresses can have it, without padding.
    package static func text(of bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            .replacing("=", with: "")
    }

    /// What is kept of it.
    package var digest: [UInt8] { Self.digest(of: text) }

    /// SHA-256 of what somebody sent; enough for 32 random bytes, which need no slow hash.
    package static func digest(of text: String) -> [UInt8] {
        Array(SHA256.hash(data: Array(text.utf8)))
    }

    /// A value that only who has the key can make for `text`: for tokens of forms, bound to their session.
    package static func proof(of text: String, key: [UInt8]) -> [UInt8] {
        Array(
            HMAC<SHA256>.authenticationCode(
                for: Array(text.utf8), using: SymmetricKey(data: key)))
    }
}

/// Bytes of the system's generator for secrets.
package func randomBytes(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
}
