/// Check digits of the identifiers that messages carry. All work on ASCII bytes.
public enum CheckDigit {
    /// The check character (GB 11643-1999) that belongs to the first 17 digits of a resident ID number.
    ///
    /// Nil unless `bytes` begins with 17 digits.
    @inlinable
    public static func residentID(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt8? {
        guard bytes.count >= 17 else { return nil }
        var sum = 0
        var weight = 1
        for index in stride(from: 16, through: 0, by: -1) {
            weight = weight * 2 % 11
            let digit = Int(bytes[index]) - 0x30
            guard digit >= 0, digit <= 9 else { return nil }
            sum += digit * weight
        }
        let check = (12 - sum % 11) % 11
        return check == 10 ? UInt8(ascii: "X") : UInt8(0x30 + check)
    }

    /// The check character (GB 32100-2015) that belongs to the first 17 characters of a unified social
    /// credit code. Nil unless they are digits or capital letters other than I, O, S, V, Z.
    @inlinable
    public static func socialCredit(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt8? {
        guard bytes.count >= 17 else { return nil }
        var sum = 0
        var weight = 1
        for index in 0..<17 {
            guard let value = socialCreditValue(bytes[index]) else { return nil }
            sum += value * weight
            weight = weight * 3 % 31
        }
        return socialCreditCharacter((31 - sum % 31) % 31)
    }

    /// The value 0...30 of a character of the alphabet of GB 32100, or nil.
    @inlinable
    public static func socialCreditValue(_ byte: UInt8) -> Int? {
        switch byte {
        case 0x30...0x39: Int(byte) - 0x30
        case 0x41...0x48: Int(byte) - 0x41 + 10
        case 0x4A...0x4E: Int(byte) - 0x4A + 18
        case 0x50...0x52: Int(byte) - 0x50 + 23
        case 0x54, 0x55: Int(byte) - 0x54 + 26
        case 0x57...0x59: Int(byte) - 0x57 + 28
        default: nil
        }
    }

    /// The character of the alphabet of GB 32100 with that value (0...30).
    @inlinable
    public static func socialCreditCharacter(_ value: Int) -> UInt8 {
        switch value {
        case ..<10: UInt8(0x30 + value)
        case ..<18: UInt8(0x41 + value - 10)
        case ..<23: UInt8(0x4A + value - 18)
        case ..<26: UInt8(0x50 + value - 23)
        case ..<28: UInt8(0x54 + value - 26)
        default: UInt8(0x57 + value - 28)
        }
    }
}
