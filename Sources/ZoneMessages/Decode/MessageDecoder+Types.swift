import ZoneCore

/// The check of one value against its simple type: what the XSD of the standard says of it.
extension MessageDecoder {
    typealias Bytes = UnsafeBufferPointer<UInt8>

    /// Checks a field's value: fixed and default values, the type, then the form.
    @inline(__always)
    mutating func check(
        _ value: inout DecodedMessage.Slot, _ characterCount: Int, of index: Int32
    ) {
        let particle = particles + Int(index)
        if particle.pointee.valueStart >= 0, takesFixedValue(&value, index) { return }
        guard checkType(&value, characterCount, type: particle.pointee.type, index: index) else {
            return
        }
        if checksForm, value.length > 0 {
            checkForm(value, particle.pointee.form, index: index)
        }
    }

    /// Gives an empty field its fixed or default value, and holds another against the fixed one.
    /// True when nothing more is to be checked.
    private mutating func takesFixedValue(
        _ value: inout DecodedMessage.Slot, _ index: Int32
    ) -> Bool {
        let particle = particles + Int(index)
        let given = Bytes(
            start: names + Int(particle.pointee.valueStart),
            count: Int(particle.pointee.valueLength))
        if value.length == 0, !particle.pointee.isAttribute {
            let start = message.arena.count
            message.arena.append(contentsOf: given)
            value = arenaSlot(from: start)
            if let units = Self.decimal(given)?.units { value.number = units }
            return true
        }
        guard particle.pointee.isFixed else { return false }
        guard !isSame(value, as: given) else { return false }
        report(
            "structure.fixed", index, value: string(value),
            expected: String(decoding: given, as: UTF8.self),
            repair: String(decoding: given, as: UTF8.self))
        return true
    }

    /// Whether the value is that text, which must be followed by readable bytes. The arena is not, so
    /// that a value there is compared byte by byte.
    mutating func isSame(_ value: DecodedMessage.Slot, as text: Bytes) -> Bool {
        guard Int(value.length) == text.count else { return false }
        if value.start & DecodedMessage.Slot.arenaBit == 0 {
            return Self.isSame(bytes + Int(value.start), text.baseAddress!, text.count)
        }
        return withBytes(value) { $0.elementsEqual(text) }
    }

    /// Gives the value's bytes, wherever they stand, to `body`.
    @inline(__always)
    func withBytes<T>(_ value: DecodedMessage.Slot, _ body: (Bytes) -> T) -> T {
        let length = Int(value.length)
        if value.start & DecodedMessage.Slot.arenaBit == 0 {
            return body(Bytes(start: bytes + Int(value.start), count: length))
        }
        let start = Int(value.start & ~DecodedMessage.Slot.arenaBit)
        return message.arena.withUnsafeBufferPointer {
            body(Bytes(rebasing: $0[start..<start + length]))
        }
    }

    func string(_ value: DecodedMessage.Slot) -> String {
        withBytes(value) { String(decoding: $0, as: UTF8.self) }
    }

    /// Checks a value against its type; false when it does not fit. Fills in the number of a
    /// numeric value.
    @inline(__always) @discardableResult
    mutating func checkType(
        _ value: inout DecodedMessage.Slot, _ characterCount: Int, type: FieldType, index: Int32
    ) -> Bool {
        switch type.kind {
        case .string:
            let count = type.isCollapsed ? collapsedCount(value, characterCount) : characterCount
            guard count >= Int(type.lengthMin), count <= Int(type.lengthMax) else {
                reportLength(value, count, type, index)
                return false
            }
            return true
        case .decimal, .int, .long, .integer:
            return checkNumber(&value, type: type, index: index)
        case .date, .dateTime, .base64, .uri, .id:
            let fits = withBytes(value) { Self.fits($0, kind: type.kind) }
            if !fits {
                report(
                    "structure.type", index, value: string(value), expected: type.expectation)
            }
            if fits, type.kind == .id { checkUnique(value, index) }
            return fits
        }
    }

    /// An xs:ID may stand only once in a message. Few messages have any, so a list will do.
    private mutating func checkUnique(_ value: DecodedMessage.Slot, _ index: Int32) {
        let id = string(value).filter { !$0.isWhitespace }
        if ids.contains(id) {
            report("structure.idRepeated", index, value: id, expected: nil)
        } else {
            ids.append(id)
        }
    }

    /// Length after white space is collapsed.
    private func collapsedCount(_ value: DecodedMessage.Slot, _ characterCount: Int) -> Int {
        withBytes(value) { bytes in
            var dropped = 0
            var isAfterSpace = true
            for byte in bytes {
                let isSpace = ByteClass.isSpace(byte)
                if isSpace, isAfterSpace { dropped += 1 }
                isAfterSpace = isSpace
            }
            if isAfterSpace, dropped < bytes.count { dropped += 1 }
            return characterCount - dropped
        }
    }

    private mutating func reportLength(
        _ value: DecodedMessage.Slot, _ count: Int, _ type: FieldType, _ index: Int32
    ) {
        let shown = string(value)
        report(
            "structure.length", index, value: shown,
            expected: type.expectation + ", found \(count)")
    }

    // MARK: Numbers

    private mutating func checkNumber(
        _ value: inout DecodedMessage.Slot, type: FieldType, index: Int32
    ) -> Bool {
        guard let number = withBytes(value, { Self.decimal($0) }),
            type.kind == .decimal || !number.hasPoint
        else {
            report("structure.type", index, value: string(value), expected: type.expectation)
            return false
        }
        if type.kind == .int, !number.fitsInt32 {
            report("structure.type", index, value: string(value), expected: type.expectation)
            return false
        }
        if number.totalDigits > Int(type.totalDigits)
            || number.fractionDigits > Int(type.fractionDigits)
        {
            report("structure.digits", index, value: string(value), expected: type.expectation)
            return false
        }
        guard let units = number.units else {
            if type.kind == .decimal, checksForm {
                report(
                    "form.range", index, value: string(value),
                    expected: Fixed5(units: .max).description)
            }
            return type.kind != .decimal
        }
        value.number = type.kind == .decimal ? units : units / Fixed5.unitsPerOne
        return true
    }

    struct DecimalText {
        /// Digits without leading zeros before and trailing zeros behind the point.
        var totalDigits: Int
        var fractionDigits: Int
        var hasPoint: Bool
        /// The value in units of 0.00001; nil when it needs more digits or does not fit.
        var units: Int64?

        var fitsInt32: Bool {
            guard let units else { return false }
            let whole = units / Fixed5.unitsPerOne
            return whole >= Int64(Int32.min) && whole <= Int64(Int32.max)
        }
    }

    /// Reads the lexical form of xs:decimal with collapsed white space; nil for anything else.
    static func decimal(_ bytes: Bytes) -> DecimalText? {
        plainDecimal(bytes) ?? anyDecimal(bytes)
    }

    /// At most 13 digits without a leading zero, with or without a point between them: nearly every
    /// number.
    @inline(__always)
    private static func plainDecimal(_ bytes: Bytes) -> DecimalText? {
        let count = bytes.count
        guard count > 0, count <= 14 else { return nil }
        if bytes[0] == 0x30, count > 1, bytes[1] != 0x2E { return nil }
        var units: Int64 = 0
        var point = -1
        for index in 0..<count {
            let digit = bytes[index] &- 0x30
            if digit < 10 {
                units = units &* 10 &+ Int64(digit)
            } else {
                guard bytes[index] == 0x2E, point < 0, index > 0 else { return nil }
                point = index
            }
        }
        let whole = bytes[0] == 0x30 ? 0 : point < 0 ? count : point
        guard point >= 0 else {
            guard count <= 13 else { return nil }
            return DecimalText(
                totalDigits: whole, fractionDigits: 0, hasPoint: false,
                units: units &* Fixed5.unitsPerOne)
        }
        var fraction = count - 1 - point
        guard fraction > 0, fraction <= 5 else { return nil }
        for _ in fraction..<5 { units = units &* 10 }
        while fraction > 0, bytes[point + fraction] == 0x30 { fraction -= 1 }
        return DecimalText(
            totalDigits: whole + fraction, fractionDigits: fraction, hasPoint: true, units: units)
    }

    private static func anyDecimal(_ bytes: Bytes) -> DecimalText? {
        var units: UInt64 = 0
        var overflows = false
        var isNegative = false
        var phase = 0  // 0 before, 1 sign, 2 integer digits, 3 fraction, 4 trailing space
        var (leading, fraction, zeros, digits) = (0, 0, 0, 0)
        for byte in bytes {
            switch byte {
            case 0x30...0x39 where phase < 4:
                digits += 1
                if phase == 3 {
                    fraction += 1
                    zeros = byte == 0x30 ? zeros + 1 : 0
                } else {
                    phase = 2
                    if leading > 0 || byte != 0x30 { leading += 1 }
                }
                if fraction > 5 {
                    if byte != 0x30 { overflows = true }
                    continue
                }
                let (ten, high) = units.multipliedReportingOverflow(by: 10)
                let (sum, higher) = ten.addingReportingOverflow(UInt64(byte - 0x30))
                units = sum
                if high || higher { overflows = true }
            case 0x2E where phase < 3: phase = 3
            case 0x2B where phase == 0: phase = 1
            case 0x2D where phase == 0:
                phase = 1
                isNegative = true
            case 0x20, 0x0A, 0x0D, 0x09:
                if phase == 1 { return nil }
                if phase > 1 { phase = 4 }
            default: return nil
            }
        }
        guard digits > 0 else { return nil }
        for _ in min(fraction, 5)..<5 {
            let (ten, high) = units.multipliedReportingOverflow(by: 10)
            units = ten
            if high { overflows = true }
        }
        let hasPoint = bytes.contains(0x2E)
        let magnitude = overflows ? nil : Int64(exactly: units)
        let significant = fraction - zeros
        return DecimalText(
            totalDigits: leading + significant, fractionDigits: significant, hasPoint: hasPoint,
            units: magnitude.map { isNegative ? -$0 : $0 })
    }

    // MARK: Other types

    private static func fits(_ bytes: Bytes, kind: FieldType.Kind) -> Bool {
        switch kind {
        case .base64: isBase64(bytes)
        case .date: isDate(trimmed(bytes))
        case .dateTime: isDateTime(trimmed(bytes))
        case .id: isName(trimmed(bytes))
        default: true
        }
    }

    private static func trimmed(_ bytes: Bytes) -> Slice<Bytes> {
        var slice = bytes[...]
        while let first = slice.first, ByteClass.isSpace(first) { slice = slice.dropFirst() }
        while let last = slice.last, ByteClass.isSpace(last) { slice = slice.dropLast() }
        return slice
    }

    /// Groups of four characters with white space anywhere; padding only at the end, with zero bits
    /// before it.
    private static func isBase64(_ bytes: Bytes) -> Bool {
        var (count, pads, last) = (0, 0, UInt8(0))
        var here = 0
        while here < bytes.count {
            let run = pads == 0 ? base64RunLength(bytes, from: here) : 0
            if run > 0 {
                here += run
                count += run
                last = bytes[here - 1]
                continue
            }
            switch bytes[here] {
            case 0x3D:
                pads += 1
                count += 1
            case 0x20, 0x0A, 0x0D, 0x09: break
            default: return false
            }
            here += 1
        }
        guard count % 4 == 0, pads <= 2 else { return false }
        switch pads {
        case 1: return "AEIMQUYcgkosw048".utf8.contains(last)
        case 2: return "AQgw".utf8.contains(last)
        default: return true
        }
    }

    /// How many of the 64 letters of base64 stand in a row from `start` on; eight are looked at
    /// together.
    private static func base64RunLength(_ bytes: Bytes, from start: Int) -> Int {
        let letters = ByteClass.base64Letters
        var here = start
        while here + 8 <= bytes.count {
            let first = letters[Int(bytes[here])] & letters[Int(bytes[here + 1])]
            let second = letters[Int(bytes[here + 2])] & letters[Int(bytes[here + 3])]
            let third = letters[Int(bytes[here + 4])] & letters[Int(bytes[here + 5])]
            let fourth = letters[Int(bytes[here + 6])] & letters[Int(bytes[here + 7])]
            guard first & second & third & fourth == 1 else { break }
            here += 8
        }
        while here < bytes.count, letters[Int(bytes[here])] == 1 { here += 1 }
        return here - start
    }

    private static func isName(_ bytes: Slice<Bytes>) -> Bool {
        guard let first = bytes.first, ByteClass.isNameStart(first) else { return false }
        return bytes.allSatisfy { ByteClass.isName($0) && $0 != UInt8(ascii: ":") }
    }

    private static func isDate(_ bytes: Slice<Bytes>) -> Bool {
        guard let rest = dropDate(bytes) else { return false }
        return isZone(rest)
    }

    /// What follows the date at the start: a year of four digits or more, perhaps negative, month
    /// and day.
    private static func dropDate(_ bytes: Slice<Bytes>) -> Slice<Bytes>? {
        let unsigned = bytes.first == UInt8(ascii: "-") ? bytes.dropFirst() : bytes
        let year = unsigned.prefix { isDigit($0) }
        let rest = Array(unsigned.dropFirst(year.count).prefix(6))
        guard year.count >= 4, year.count == 4 || year.first != 0x30,
            year.contains(where: { $0 != 0x30 }),
            rest.count == 6, rest[0] == 0x2D, rest[3] == 0x2D, let month = two(rest, 1),
            let day = two(rest, 4), (1...12).contains(month)
        else { return nil }
        // The calendar repeats after 400 years.
        let place = year.reduce(0) { ($0 * 10 + Int($1 - 0x30)) % 400 }
        guard day > 0, day <= Day.dayCount(year: place + 400, month: month) else { return nil }
        return unsigned.dropFirst(year.count + 6)
    }

    private static func isDateTime(_ bytes: Slice<Bytes>) -> Bool {
        guard let time = dropDate(bytes), time.count >= 9 else { return false }
        let clock = Array(time.prefix(9))
        guard clock[0] == UInt8(ascii: "T"), clock[3] == 0x3A, clock[6] == 0x3A,
            let hour = two(clock, 1), let minute = two(clock, 4), let second = two(clock, 7)
        else { return false }
        var rest = time.dropFirst(9)
        var fraction = rest.prefix(0)
        if rest.first == UInt8(ascii: ".") {
            fraction = rest.dropFirst().prefix { isDigit($0) }
            guard !fraction.isEmpty else { return false }
            rest = rest.dropFirst(1 + fraction.count)
        }
        let isMidnight =
            hour == 24 && minute == 0 && second == 0 && fraction.allSatisfy { $0 == 0x30 }
        guard hour < 24 || isMidnight, minute < 60, second < 60 else { return false }
        return isZone(rest)
    }

    private static func two(_ bytes: [UInt8], _ at: Int) -> Int? {
        guard (0x30...0x39).contains(bytes[at]), (0x30...0x39).contains(bytes[at + 1]) else {
            return nil
        }
        return Int(bytes[at] - 0x30) * 10 + Int(bytes[at + 1] - 0x30)
    }

    private static func isZone(_ bytes: Slice<Bytes>) -> Bool {
        if bytes.isEmpty || bytes.elementsEqual("Z".utf8) { return true }
        let zone = Array(bytes)
        guard zone.count == 6, zone[0] == 0x2B || zone[0] == 0x2D, zone[3] == 0x3A,
            let hour = two(zone, 1), let minute = two(zone, 4)
        else { return false }
        return hour < 14 && minute < 60 || hour == 14 && minute == 0
    }
}
