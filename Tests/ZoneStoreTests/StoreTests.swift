import Foundation
import Testing
import ZoneCore
import ZoneStore

/// A store in a folder of its own, removed afterwards.
struct TemporaryStore {
    let folder: URL
    let store: SQLiteStore
    private let unfoldedYearCountMax: Int

    init(unfoldedYearCountMax: Int = 50_000) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try self.init(in: folder, unfoldedYearCountMax)
    }

    private init(in folder: URL, _ unfoldedYearCountMax: Int) throws {
        self.folder = folder
        self.unfoldedYearCountMax = unfoldedYearCountMax
        store = try SQLiteStore(
            path: folder.appending(path: "zone.sqlite").path,
            unfoldedYearCountMax: unfoldedYearCountMax)
    }

    /// The same file, closed and opened again.
    func reopened() throws -> TemporaryStore {
        try store.close()
        return try TemporaryStore(in: folder, unfoldedYearCountMax)
    }

    func remove() throws {
        try store.close()
        try FileManager.default.removeItem(at: folder)
    }
}

@Suite struct StoreTests {
    @Test func allowanceIsNeverOverdrawn() throws {
        let temporary = try TemporaryStore()
        let granted = try temporary.store.write { (transaction, _) throws in
            try (0..<10).filter { _ in
                try transaction.useAllowance(
                    400_000, buyer: "B", year: 2026, limitFen: 2_600_000)
            }.count
        }
        // Six times 4,000 yuan fit in 26,000; the seventh does not.
        #expect(granted == 6)
        let used = try temporary.store.write { (transaction, _) throws in
            try transaction.allowanceUsed(buyer: "B", year: 2026)
        }
        #expect(used == 2_400_000)
        try temporary.remove()
    }

    @Test func allowanceIsGivenBackButNotBelowNothing() throws {
        let temporary = try TemporaryStore()
        try temporary.store.write { (transaction, _) throws in
            #expect(try transaction.useAllowance(100, buyer: "B", year: 1, limitFen: 1000))
            #expect(try transaction.useAllowance(-100, buyer: "B", year: 1, limitFen: 1000))
            #expect(try !transaction.useAllowance(-1, buyer: "B", year: 1, limitFen: 1000))
            #expect(try transaction.useAllowance(1000, buyer: "B", year: 1, limitFen: 1000))
            #expect(try !transaction.useAllowance(1001, buyer: "C", year: 1, limitFen: 1000))
        }
        try temporary.remove()
    }

    /// Changes are appended, folded into their table in slices, and read anew after a failure or a restart: the totals
    /// stay those of a plain sum.
    @Test func allowancesAddUpHoweverFarTheyAreFolded() throws {
        struct Stop: Error {}
        var temporary = try TemporaryStore(unfoldedYearCountMax: 40)
        var model: [String: Int64] = [:]
        var state: UInt64 = 7
        func draw(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for round in 0..<400 {
            let isFailing = draw(10) == 0
            var changed = model
            do {
                try temporary.store.write { (transaction, _) throws in
                    for _ in 0..<draw(60) {
                        let buyer = "B\(draw(150))"
                        let fen = Int64(draw(900)) - 300
                        let total = changed[buyer, default: 0] + fen
                        let fits = total >= 0 && (fen < 0 || total <= 1000)
                        let taken = try transaction.useAllowance(
                            fen, buyer: buyer, year: 2026, limitFen: 1000)
                        #expect(taken == fits, "\(round) \(buyer)")
                        if fits { changed[buyer] = total }
                    }
                    if isFailing { throw Stop() }
                }
                model = changed
            } catch is Stop {}
            if draw(15) == 0 { temporary = try temporary.reopened() }
        }
        try temporary.store.write { (transaction, _) throws in
            for (buyer, total) in model {
                #expect(
                    try transaction.allowanceUsed(buyer: buyer, year: 2026) == total, "\(buyer)")
            }
        }
        #expect(model.count == 150)
        try temporary.remove()
    }

    @Test func guaranteeCoversNoMoreThanWasPutUp() throws {
        let temporary = try TemporaryStore()
        try temporary.store.write { (transaction, _) throws in
            #expect(try !transaction.useGuarantee(1, assureCode: "G"))
            #expect(try transaction.setGuarantee("G", limitFen: 100))
            #expect(try transaction.useGuarantee(100, assureCode: "G"))
            #expect(try !transaction.useGuarantee(1, assureCode: "G"))
            #expect(try !transaction.setGuarantee("G", limitFen: 99))
            #expect(try transaction.guarantee("G")?.usedFen == 100)
        }
        try temporary.remove()
    }

    @Test func aFailedTransactionLeavesNothing() throws {
        struct Stop: Error {}
        let temporary = try TemporaryStore()
        #expect(throws: Stop.self) {
            try temporary.store.write { (transaction, next) throws in
                next.message = 99
                _ = try transaction.setGuarantee("G", limitFen: 100)
                throw Stop()
            }
        }
        #expect(try temporary.store.guarantees().isEmpty)
        let next = try temporary.store.write { _, next in next.message }
        #expect(next == 1)
        try temporary.remove()
    }

    @Test func numbersGoOnAfterReopening() throws {
        let temporary = try TemporaryStore()
        try temporary.store.write { (transaction, next) throws in
            for _ in 0..<3 {
                try transaction.put(
                    DeclarationRow(
                        id: next.declaration, orderNo: "O", ebpCode: "P", status: 2))
                next.declaration += 1
            }
        }
        try temporary.store.close()
        let again = try SQLiteStore(path: temporary.folder.appending(path: "zone.sqlite").path)
        #expect(try again.write { _, next in next.declaration } == 4)
        try again.close()
        try FileManager.default.removeItem(at: temporary.folder)
    }

    @Test func documentsOfAnOrderComeTogether() throws {
        let temporary = try TemporaryStore()
        let rows = try temporary.store.write { (transaction, _) throws in
            for (order, kind) in [("A", 1), ("A", 2), ("A", 4), ("B", 1)] {
                try transaction.put(
                    DocumentRow(
                        orderNo: order, kind: Int64(kind), party: "P", number: "", status: 120,
                        messageID: 1, slot: 7, declarationID: 0))
            }
            return try transaction.documents(orderNo: "A")
        }
        #expect(rows.map(\.kind) == [1, 2, 4])
        #expect(rows.allSatisfy { $0.slot == 7 && $0.messageID == 1 })
        try temporary.remove()
    }
}

@Suite struct PackingTests {
    @Test func integersAndTextsComeBack() {
        var out = ByteWriter()
        let numbers: [Int64] = [0, 1, -1, 63, 64, -65, 300, .max, .min]
        for number in numbers { out.write(number) }
        out.write("")
        out.write("跨境 e-commerce")
        var from = ByteReader(out.bytes)
        for number in numbers { #expect(from.integer() == number) }
        #expect(from.text() == "")
        #expect(from.text() == "跨境 e-commerce")
        #expect(from.isAtEnd && !from.isExhausted)
    }

    @Test func truncatedBytesReadAsNothingAndSaySo() {
        var out = ByteWriter()
        out.write("abcdefgh")
        for count in 0..<out.bytes.count {
            var from = ByteReader(Array(out.bytes.prefix(count)))
            #expect(from.text() == "")
            #expect(from.isExhausted)
        }
    }

    @Test func eventsComeBack() {
        let events = [
            JournalEvent(receipt: 622, status: 800, info: "", texts: ["g", "", "P"], numbers: []),
            JournalEvent(
                receipt: 816, status: -1, info: "说明", texts: [], numbers: [1, -2, .max]),
        ]
        var out = ByteWriter()
        for event in events { event.pack(into: &out) }
        #expect(JournalEvent.unpack(out.bytes) == events)
    }

    @Test func bytesAreCompressedAndComeBack() {
        let bytes = Array(String(repeating: "<ceb:orderNo>1</ceb:orderNo>", count: 500).utf8)
        let packed = Compression.compress(bytes)
        #expect(packed.count < bytes.count / 10)
        #expect(Compression.decompress(packed, countMax: bytes.count) == bytes)
        #expect(Compression.decompress(packed, countMax: bytes.count - 1) == nil)
        #expect(Compression.decompress([1, 2, 3], countMax: 100) == nil)
        #expect(Compression.decompress(Compression.compress([]), countMax: 10) == [])
        // Below a kilobyte bytes stay as they are.
        for count in [1, 1023, 1024, 1025] {
            let run = Array(bytes.prefix(count))
            #expect(Compression.decompress(Compression.compress(run), countMax: count) == run)
            #expect(Compression.decompress(Compression.compress(run), countMax: count - 1) == nil)
        }
    }
}
