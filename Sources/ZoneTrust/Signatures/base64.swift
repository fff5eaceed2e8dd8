internal import CLibCrypto

/// The bytes that base64 text stands for, white space apart; nil where it is none.
func decodedBase64(_ text: [UInt8]) -> [UInt8]? {
    let text = text.filter { !Canonicalizer.isSpace($0) }
    let padding = text.suffix(2).count { $0 == UInt8(ascii: "=") }
    guard text.count % 4 == 0, !text.dropLast(padding).contains(UInt8(ascii: "=")) else {
        return nil
    }
    var bytes = [UInt8](repeating: 0, count: text.count / 4 * 3)
    guard EVP_DecodeBlock(&bytes, text, Int32(text.count)) >= 0 else { return nil }
    // libcrypto counts padding as bytes.
    bytes.removeLast(padding)
    return bytes
}

/// The bytes as base64 text on one line.
func base64(_ bytes: [UInt8]) -> String {
    var text = [UInt8](repeating: 0, count: (bytes.count + 2) / 3 * 4 + 1)
    let count = EVP_EncodeBlock(&text, bytes, Int32(bytes.count))
    return String(decoding: text.prefix(Int(count)), as: UTF8.self)
}
