/// Whether the bytes are UTF-8 (RFC 3629). The standard library's answer takes a third of the time in which a message gets
/// its canonical form; messages are ASCII in long runs, and between them signs of three bytes.
func isUTF8(_ bytes: borrowing [UInt8]) -> Bool {
    bytes.withUnsafeBytes { isUTF8($0) }
}

private func isUTF8(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let start = bytes.baseAddress else { return true }
    let end = bytes.count
    var place = 0
    while place <= end &- 8 {
        let word = start.loadUnaligned(fromByteOffset: place, as: UInt64.self).littleEndian
        let high = word & 0x8080_8080_8080_8080
        if high == 0 {
            place &+= 8
            continue
        }
        place &+= high.trailingZeroBitCount / 8
        // Signs of three bytes come in rows.
        while place <= end &- 4 {
            let sign = start.loadUnaligned(fromByteOffset: place, as: UInt32.self).littleEndian
            guard isThreeBytes(sign) else { break }
            place &+= 3
        }
        guard place < end else { return true }
        if start.load(fromByteOffset: place, as: UInt8.self) < 0x80 { continue }
        guard let count = signLength(start + place, left: end &- place) else { return false }
        place &+= count
    }
    while place < end {
        guard let count = signLength(start + place, left: end &- place) else { return false }
        place &+= count
    }
    return true
}

/// Whether the word's first three bytes are one sign, in the shortest form, and no half of a surrogate pair.
@inline(__always)
private func isThreeBytes(_ word: UInt32) -> Bool {
    let lead = word & 0x200F
    return word & 0xC0C0F0 == 0x8080E0 && lead != 0 && lead != 0x200D
}

/// How many bytes the sign has that begins here; nil where none does.
private func signLength(_ start: UnsafeRawPointer, left: Int) -> Int? {
    func byte(_ offset: Int) -> UInt8 {
        // Zero continues nothing.
        offset < left ? start.load(fromByteOffset: offset, as: UInt8.self) : 0
    }
    func continues(_ offset: Int) -> Bool { byte(offset) & 0xC0 == 0x80 }
    switch byte(0) {
    case 0..<0x80: return 1
    case 0xC2...0xDF: return continues(1) ? 2 : nil
    case 0xE0: return byte(1) >= 0xA0 && continues(1) && continues(2) ? 3 : nil
    case 0xED: return byte(1) < 0xA0 && continues(1) && continues(2) ? 3 : nil
    case 0xE1...0xEF: return continues(1) && continues(2) ? 3 : nil
    case 0xF0: return byte(1) >= 0x90 && continues(1) && continues(2) && continues(3) ? 4 : nil
    case 0xF1...0xF3: return continues(1) && continues(2) && continues(3) ? 4 : nil
    case 0xF4: return byte(1) < 0x90 && continues(1) && continues(2) && continues(3) ? 4 : nil
    default: return nil
    }
}
