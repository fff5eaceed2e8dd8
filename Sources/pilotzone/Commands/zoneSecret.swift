import Foundation

/// The secret of the zone whose books are in that file: 32 random bytes in a file beside it, made at the first start
/// and readable by its owner alone. Who loses it loses what screening remembers, and can't open the samples of days
/// before.
func zoneSecret(besides database: String) throws -> [UInt8] {
    try secret(in: database + ".secret")
}

/// The 32 bytes of a secret's file; made at random where there is none, and readable by its owner alone.
func secret(in path: String) throws -> [UInt8] {
    if let known = FileManager.default.contents(atPath: path), known.count == 32 {
        return [UInt8](known)
    }
    guard !FileManager.default.fileExists(atPath: path) else {
        throw CocoaError(.fileReadCorruptFile, userInfo: [NSFilePathErrorKey: path])
    }
    let secret = (0..<32).map { _ in UInt8.random(in: 0...255) }
    guard
        FileManager.default.createFile(
            atPath: path, contents: Data(secret), attributes: [.posixPermissions: 0o600])
    else {
        throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: path])
    }
    return secret
}
