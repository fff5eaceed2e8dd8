import ZoneCore

/// The form of one field beyond its type: dates, codes, check digits, signs.
extension MessageDecoder {
    /// Checks the form of a value that fits its type and is not empty.
    mutating func checkForm(
        _ value: DecodedMessage.Slot, _ form: FieldForm, index: Int32
    ) {
        switch form {
        case .none: return
        case .notNegative:
            if value.number < 0, value.number != .min { report("form.negative", value, index) }
        case .positive:
            if value.number <= 0, value.number != .min { report("form.positive", value, index) }
        case .list(let list): checkCode(value, list, index)
        case .idNumber: checkIDNumber(value, index)
        case .firm: checkFirm(value, index)
        case .guid, .time14, .time17, .date8, .hsCode, .listNumber, .preEntryNumber,
            .returnStatus, .certNumber:
            checkShape(value, form, index)
        }
    }

    private mutating func report(
        _ code: String, _ value: DecodedMessage.Slot, _ index: Int32, expected: String? = nil,
        repair: String? = nil
    ) {
        report(code, index, value: string(value), expected: expected, repair: repair)
    }

    private mutating func checkCode(
        _ value: DecodedMessage.Slot, _ list: Int, _ index: Int32
    ) {
        let codes = tables.codes + list
        let isKnown = withBytes(value) { codes.pointee.contains($0) }
        guard !isKnown else { return }
        let own = CodeLists.standard.lists[list]
        let shape = own.isComplete || !withBytes(value, Self.isDigits)
        let shown =
            own.entries.count <= 12 ? own.entries.map(\.code).joined(separator: " ") : own.name
        report(shape ? "form.code" : "form.codeUnknown", value, index, expected: shown)
    }

    private mutating func checkIDNumber(_ value: DecodedMessage.Slot, _ index: Int32) {
        enum Fault { case shape, birthday, check(UInt8) }
        let fault: Fault? = withBytes(value) { bytes in
            guard bytes.count == 18, let check = CheckDigit.residentID(bytes) else { return .shape }
            let last = bytes[17]
            guard Self.isDigit(last) || last == UInt8(ascii: "X") || last == UInt8(ascii: "x")
            else {
                return .shape
            }
            guard Self.isDay(bytes, at: 6) else { return .birthday }
            return last == check ? nil : .check(check)
        }
        switch fault {
        case nil: return
        case .shape: report("form.idNumber", value, index, expected: "18 characters, GB 11643")
        case .birthday:
            report("form.idBirthday", value, index, expected: "YYYYMMDD from the 7th digit")
        case .check(let digit):
            let character = String(UnicodeScalar(digit))
            report("form.idCheckDigit", value, index, expected: "check digit \(character)")
        }
    }

    private mutating func checkFirm(_ value: DecodedMessage.Slot, _ index: Int32) {
        enum Fault { case shape, credit }
        let fault: Fault? = withBytes(value) { bytes in
            switch bytes.count {
            case 10:
                return bytes.allSatisfy { Self.isDigit($0) || Self.isCapital($0) } ? nil : .shape
            case 18:
                guard let check = CheckDigit.socialCredit(bytes) else { return .credit }
                return check == bytes[17] ? nil : .credit
            default: return Self.isAllowedWord(bytes) ? nil : .shape
            }
        }
        switch fault {
        case nil: return
        case .shape: report("form.firm", value, index, expected: "10 or 18 characters")
        case .credit:
            report("form.socialCredit", value, index, expected: "GB 32100 check character")
        }
    }

    /// Words the official text allows in place of a firm's code: unregistered platform,
    /// unregistered producer.
    private static func isAllowedWord(_ bytes: Bytes) -> Bool {
        bytes.elementsEqual("无".utf8) || bytes.elementsEqual("NO".utf8)
    }

    private mutating func checkShape(
        _ value: DecodedMessage.Slot, _ form: FieldForm, _ index: Int32
    ) {
        let fits = withBytes(value) { Self.fits($0, form) }
        guard !fits else { return }
        switch form {
        case .time14: report("form.time", value, index, expected: "YYYYMMDDhhmmss")
        case .time17: report("form.time", value, index, expected: "YYYYMMDDhhmmssSSS")
        case .date8: report("form.date", value, index, expected: "YYYYMMDD")
        case .guid:
            report(
                "form.guid", value, index, expected: "A-Z 0-9 -",
                repair: string(value).uppercased())
        case .hsCode: report("form.hsCode", value, index, expected: "10 digits")
        case .listNumber: report("form.listNumber", value, index, expected: "0000YYYYI000000000")
        case .preEntryNumber:
            report("form.preEntryNumber", value, index, expected: "BYYYYMMDD000000000")
        case .returnStatus: report("form.returnStatus", value, index, expected: "returnStatus")
        case .certNumber: report("form.certNumber", value, index, expected: "0-9 a-f")
        default: return
        }
    }

    private static func fits(_ bytes: Bytes, _ form: FieldForm) -> Bool {
        switch form {
        case .guid:
            bytes.allSatisfy { isDigit($0) || isCapital($0) || $0 == UInt8(ascii: "-") }
        case .time14: bytes.count == 14 && isDigits(bytes) && isDay(bytes, at: 0) && isClock(bytes)
        case .time17: bytes.count == 17 && isDigits(bytes) && isDay(bytes, at: 0) && isClock(bytes)
        case .date8: bytes.count == 8 && isDigits(bytes) && isDay(bytes, at: 0)
        case .hsCode: bytes.count == 10 && isDigits(bytes)
        case .listNumber: isListNumber(bytes)
        case .preEntryNumber:
            bytes.count == 18 && isLetter(bytes[0]) && isDay(bytes, at: 1)
                && bytes[9...].allSatisfy(isDigit)
        case .returnStatus: isReturnStatus(bytes)
        case .certNumber: bytes.allSatisfy { isDigit($0) || (0x61...0x66).contains($0) }
        case .none, .list, .idNumber, .firm, .notNegative, .positive: true
        }
    }

    private static func isListNumber(_ bytes: Bytes) -> Bool {
        guard (18...20).contains(bytes.count),
            bytes[8] == UInt8(ascii: "I") || bytes[8] == UInt8(ascii: "E")
        else { return false }
        return bytes[..<8].allSatisfy(isDigit) && bytes[9...].allSatisfy(isDigit)
    }

    private static func isReturnStatus(_ bytes: Bytes) -> Bool {
        if bytes[0] == UInt8(ascii: "-") {
            return bytes.count > 1 && bytes.dropFirst().allSatisfy(isDigit)
        }
        return returnStatusList.map { CodeLists.standard.lists[$0].contains(bytes) } ?? false
    }

    private static let returnStatusList = CodeLists.standard.index("returnStatus")

    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
    private static func isCapital(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }
    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
    static func isDigits(_ bytes: Bytes) -> Bool { bytes.allSatisfy(isDigit) }

    /// Whether the eight bytes from `at` on are digits of a calendar day.
    static func isDay(_ bytes: Bytes, at: Int) -> Bool {
        var digits = (0, 0, 0)
        for offset in 0..<8 {
            let byte = bytes[at + offset]
            guard isDigit(byte) else { return false }
            let digit = Int(byte) - 0x30
            switch offset {
            case ..<4: digits.0 = digits.0 * 10 + digit
            case ..<6: digits.1 = digits.1 * 10 + digit
            default: digits.2 = digits.2 * 10 + digit
            }
        }
        guard digits.0 > 0, (1...12).contains(digits.1), digits.2 > 0 else { return false }
        return digits.2 <= Day.dayCount(year: digits.0, month: digits.1)
    }

    private static func isClock(_ bytes: Bytes) -> Bool {
        func two(_ at: Int) -> Int { Int(bytes[at] - 0x30) * 10 + Int(bytes[at + 1] - 0x30) }
        return two(8) < 24 && two(10) < 60 && two(12) < 60
    }
}
