import Glibc
import ZoneCore

/// Bytes as UTF-8, or why they are refused.
struct TranscodedSource {
    var bytes: [UInt8]
    var warnings: [Finding] = []
    var refusal: Finding?
}

/// Changes a message in GB18030, GBK, GB2312 or UTF-16 to UTF-8; refuses other encodings by name.
///
/// UTF-8 is passed on as it is, without a copy.
func transcodeToUTF8(_ bytes: [UInt8], limits: MessageLimits) -> TranscodedSource {
    func refused(_ code: String, value: String, expected: String) -> TranscodedSource {
        let finding = FindingCatalog.standard.finding(
            code, at: "", field: "", value: value, expected: expected)
        return TranscodedSource(bytes: [], refusal: finding)
    }
    guard bytes.count <= limits.byteCountMax else {
        return refused(
            "xml.tooLarge", value: String(bytes.count), expected: String(limits.byteCountMax))
    }
    if isUsual(bytes) { return TranscodedSource(bytes: bytes) }
    let name = declaredEncoding(bytes)
    switch name.uppercased() {
    case "", "UTF-8", "UTF8", "US-ASCII", "ASCII": return TranscodedSource(bytes: bytes)
    case "GB18030", "GBK", "GB2312", "UTF-16LE", "UTF-16BE":
        // GB18030 holds all of GBK and GB2312.
        let source = name.uppercased().hasPrefix("GB") ? "GB18030" : name.uppercased()
        guard let utf8 = converted(bytes, from: source) else {
            return refused("xml.encoding", value: name, expected: "UTF-8")
        }
        guard utf8.count <= limits.byteCountMax else {
            return refused(
                "xml.tooLarge", value: String(utf8.count), expected: String(limits.byteCountMax))
        }
        let warning = FindingCatalog.standard.finding(
            "xml.transcoded", at: "", field: "", value: name, expected: "UTF-8")
        return TranscodedSource(bytes: utf8, warnings: [warning])
    default: return refused("xml.encoding", value: name, expected: "UTF-8")
    }
}

/// Whether the message begins with the usual XML declaration, in UTF-8.
private func isUsual(_ bytes: [UInt8]) -> Bool {
    let usual = XMLDeclaration.usual
    guard bytes.count > usual.utf8CodeUnitCount + 3 else { return false }
    let start = bytes[0] == 0xEF ? 3 : 0
    return bytes.withUnsafeBytes { bytes in
        guard let base = bytes.baseAddress else { return false }
        return memcmp(base + start, usual.utf8Start, usual.utf8CodeUnitCount) == 0
    }
}

/// The encoding that a byte order mark or the XML declaration names; empty where neither does.
private func declaredEncoding(_ bytes: [UInt8]) -> String {
    if bytes.starts(with: [0xFF, 0xFE]) { return "UTF-16LE" }
    if bytes.starts(with: [0xFE, 0xFF]) { return "UTF-16BE" }
    if bytes.starts(with: [0x3C, 0x00]) { return "UTF-16LE" }
    if bytes.starts(with: [0x00, 0x3C]) { return "UTF-16BE" }
    guard bytes.starts(with: "<?xml".utf8) || bytes.starts(with: "\u{FEFF}<?xml".utf8),
        let close = bytes.prefix(400).firstIndex(of: UInt8(ascii: ">"))
    else { return "" }
    let start = bytes[0] == 0xEF ? 3 : 0
    let declaration = String(decoding: bytes[start...close], as: UTF8.self)
    let attributes = XMLDeclaration.attributes(declaration) ?? []
    return attributes.first { $0.name == "encoding" }?.value ?? ""
}

/// The bytes in UTF-8, or nil when they are not in that encoding.
private func converted(_ bytes: [UInt8], from encoding: String) -> [UInt8]? {
    guard let descriptor = iconv_open("UTF-8", encoding), descriptor != iconv_t(bitPattern: -1)
    else { return nil }
    defer { iconv_close(descriptor) }
    var input = bytes.map { CChar(bitPattern: $0) }
    let capacity = bytes.count * 3 + 16
    var output = [CChar](repeating: 0, count: capacity)
    let written: Int? = input.withUnsafeMutableBufferPointer { input in
        output.withUnsafeMutableBufferPointer { output in
            var from = input.baseAddress
            var fromLeft = input.count
            var to = output.baseAddress
            var toLeft = output.count
            let result = iconv(descriptor, &from, &fromLeft, &to, &toLeft)
            return result == Int.max || fromLeft > 0 ? nil : capacity - toLeft
        }
    }
    return written.map { output.prefix($0).map { UInt8(bitPattern: $0) } }
}
