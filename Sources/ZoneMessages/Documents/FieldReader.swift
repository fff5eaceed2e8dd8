import ZoneCore

/// Reads the fields of one record one after the other, in the plan's order.
struct FieldReader {
    let message: DecodedMessage
    let record: Int
    let slots: [Int]
    private var next = 0

    init(message: DecodedMessage, record: Int, slots: [Int]) {
        self.message = message
        self.record = record
        self.slots = slots
    }

    private mutating func slot() -> DecodedMessage.Slot {
        defer { next += 1 }
        return message.slot(record, slots[next])
    }

    mutating func text() -> String { message.string(slot()) }

    mutating func number() -> Fixed5 {
        let number = slot().number
        return number == .min ? .zero : Fixed5(units: number)
    }

    mutating func optionalNumber() -> Fixed5? {
        let number = slot().number
        return number == .min ? nil : Fixed5(units: number)
    }

    mutating func integer() -> Int32 {
        let number = slot().number
        return Int32(exactly: number) ?? 0
    }

    mutating func digit() -> UInt8 { UInt8(text()) ?? 0 }
}
