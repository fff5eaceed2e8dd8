import ZoneCore

extension StatisticsFact {
    /// As bytes, about 50 for a declaration of two chapters.
    var packed: [UInt8] {
        var out = ByteWriter(capacity: 64)
        for text in [mode, country, port, enterprise] { out.write(text) }
        for number in [status, dutiableFen, marks.rawValue, clearance.map(\.number) ?? -1] {
            out.write(number)
        }
        for share in shares {
            out.write(share.chapter)
            out.write(share.currency)
            for number in [share.value, share.dutyFen, share.vatFen, share.consumptionFen] {
                out.write(number)
            }
        }
        return out.bytes
    }

    init(declarationID: Int64, day: Day, packed: [UInt8]) {
        var from = ByteReader(packed)
        self.init(declarationID: declarationID, day: day, mode: from.text(), status: 0)
        country = from.text()
        port = from.text()
        enterprise = from.text()
        status = from.integer()
        dutiableFen = from.integer()
        marks = Marks(rawValue: from.integer())
        clearance = TimeBucket(number: from.integer())
        while !from.isAtEnd, !from.isExhausted {
            var share = Share(chapter: from.text(), currency: from.text(), value: from.integer())
            share.dutyFen = from.integer()
            share.vatFen = from.integer()
            share.consumptionFen = from.integer()
            shares.append(share)
        }
    }
}
