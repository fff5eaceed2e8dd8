internal import Crypto

/// One-time codes by time (RFC 6238): HMAC-SHA-1, steps of 30 seconds, as authenticator apps make them.
package struct OneTimeCode: Sendable {
    package static let stepSeconds: Int64 = 30
    package static let digitCount = 6
    /// A code of the step before or after is taken too: clocks of telephones go wrong.
    static let stepTolerance: Int64 = 1
    package static let secretByteCount = 20

    private let secret: [UInt8]

    package init(secret: [UInt8]) { self.secret = secret }

    /// The code of a step, with leading zeros.
    package func code(step: Int64, digitCount: Int = digitCount) -> String {
        let message = withUnsafeBytes(of: step.bigEndian) { [UInt8]($0) }
        let mac = Array(
            HMAC<Insecure.SHA1>.authenticationCode(
                for: message, using: SymmetricKey(data: secret)))
        let offset = Int(mac[19] & 15)
        let number = mac[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        var modulus: UInt32 = 1
        for _ in 0..<min(digitCount, 9) { modulus *= 10 }
        let digits = String((number & 0x7FFF_FFFF) % modulus)
        return String(repeating: "0", count: max(0, digitCount - digits.count)) + digits
    }

    /// The step whose code it is, near a time; nil where it is wrong, or no later than the last one that was used.
    package func step(of code: String, atSeconds seconds: Int64, after lastStep: Int64) -> Int64? {
        let now = seconds / Self.stepSeconds
        var found: Int64?
        for step in now - Self.stepTolerance...now + Self.stepTolerance {
            let isEqual = equalsInConstantTime(Array(self.code(step: step).utf8), Array(code.utf8))
            if isEqual, step > lastStep, found == nil { found = step }
        }
        return found
    }

    /// The secret for typing into an app: base 32 (RFC 4648) without padding.
    package var base32: String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var text = ""
        var (bits, bitCount) = (UInt32(0), 0)
        for byte in secret {
            bits = bits << 8 | UInt32(byte)
            bitCount += 8
            while bitCount >= 5 {
                bitCount -= 5
                text.append(alphabet[Int(bits >> UInt32(bitCount) & 31)])
            }
        }
        if bitCount > 0 { text.append(alphabet[Int(bits << UInt32(5 - bitCount) & 31)]) }
        return text
    }
}
