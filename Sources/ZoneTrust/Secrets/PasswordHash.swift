internal import Crypto
internal import CryptoExtras
internal import Foundation

/// What a password hash costs: scrypt (RFC 7914) with 2^logN rounds of 128 * blockSize bytes each.
package struct PasswordCost: Hashable, Sendable {
    package var logN: Int
    package var blockSize: Int
    package var parallelism: Int

    /// 32 MiB for a quarter of a second of one core, about.
    package static let standard = PasswordCost(logN: 15, blockSize: 8, parallelism: 3)

    package init(logN: Int, blockSize: Int, parallelism: Int) {
        self.logN = logN
        self.blockSize = blockSize
        self.parallelism = parallelism
    }

    /// Whether it is one that can be computed here: a stored text can't ask for more memory than this.
    var isAllowed: Bool {
        (1...20).contains(logN) && (1...16).contains(blockSize) && (1...16).contains(parallelism)
    }
}

/// A password as it is kept: `scrypt$logN,r,p$salt$key`, so that the cost can rise and old ones still match.
package struct PasswordHash: Hashable, Sendable {
    package static let saltByteCount = 16
    static let keyByteCount = 32
    /// Longest password, bytes of UTF-8: longer ones are only work for us.
    package static let passwordByteCountMax = 256

    private let cost: PasswordCost
    private let salt: [UInt8]
    private let key: [UInt8]

    /// The hash of a password with a salt that was drawn for it.
    package init(_ password: String, salt: [UInt8], cost: PasswordCost) throws {
        self.cost = cost
        self.salt = salt
        key = try Self.derive(password, salt, cost, byteCount: Self.keyByteCount)
    }

    /// The hash of no password: compared where there is no account, so that the answer takes as long.
    package init(decoyOf cost: PasswordCost) {
        self.cost = cost
        salt = randomBytes(Self.saltByteCount)
        key = randomBytes(Self.keyByteCount)
    }

    /// From its text; nil where that is none.
    package init?(_ text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0] == "scrypt",
            let salt = Data(base64Encoded: String(parts[2])),
            let key = Data(base64Encoded: String(parts[3])), key.count == Self.keyByteCount
        else { return nil }
        let numbers = parts[1].split(separator: ",").compactMap { Int($0) }
        guard numbers.count == 3 else { return nil }
        cost = PasswordCost(logN: numbers[0], blockSize: numbers[1], parallelism: numbers[2])
        guard cost.isAllowed else { return nil }
        self.salt = [UInt8](salt)
        self.key = [UInt8](key)
    }

    /// Its text for the books.
    package var text: String {
        "scrypt$\(cost.logN),\(cost.blockSize),\(cost.parallelism)"
            + "$\(Data(salt).base64EncodedString())$\(Data(key).base64EncodedString())"
    }

    /// Whether it is the password; takes the same time whatever is wrong.
    package func matches(_ password: String) throws -> Bool {
        equalsInConstantTime(
            key, try Self.derive(password, salt, cost, byteCount: Self.keyByteCount))
    }

    static func derive(
        _ password: String, _ salt: [UInt8], _ cost: PasswordCost, byteCount: Int
    ) throws -> [UInt8] {
        let key = try KDF.Scrypt.deriveKey(
            from: Array(password.utf8), salt: salt, outputByteCount: byteCount,
            rounds: 1 << cost.logN, blockSize: cost.blockSize, parallelism: cost.parallelism)
        return key.withUnsafeBytes { [UInt8]($0) }
    }
}

/// Compares without telling by its time where the first difference is.
package func equalsInConstantTime(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    guard one.count == other.count else { return false }
    var difference: UInt8 = 0
    for index in one.indices { difference |= one[index] ^ other[index] }
    return difference == 0
}
