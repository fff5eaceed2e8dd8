import Foundation
import Testing
import ZoneCore
import ZoneTraffic

@Suite struct MessageWriterTests {
    let generator = TrafficGenerator(seed: 21, day: Day(number: 20_635))

    @Test func aMessageHoldsAtMost100Documents() {
        var bytes: [UInt8] = []
        let count = generator.append(
            .payment, of: generator.declarations(at: 0..<130), to: &bytes)
        #expect(count == 100)
        #expect(elements(bytes).filter { $0.name == "PaymentHead" }.count == 100)
    }

    @Test func whatIsKeptBackIsNotWritten() throws {
        let (generator, declaration) = try FaultTests.example(.missingPayment)
        #expect(generator.message(.payment, of: declaration).isEmpty)
        #expect(!generator.message(.order, of: declaration).isEmpty)
    }

    /// Written messages say what the values say.
    @Test func messagesCarryTheValues() throws {
        for declaration in generator.declarations(at: 0..<300) {
            let order = generator.order(of: declaration)
            let read = texts(generator.message(.order, of: declaration))
            #expect(read["orderNo"] == [order.orderNo] && read["buyerName"] == [order.buyerName])
            #expect(read["acturalPaid"]?.compactMap { Fixed5($0) } == [order.acturalPaid])
            #expect(
                read["totalPrice"]?.compactMap { Fixed5($0) } == order.lines.map(\.totalPrice))
            let payment = generator.payment(of: declaration)
            let paid = texts(generator.message(.payment, of: declaration))
            #expect(paid["amountPaid"]?.compactMap { Fixed5($0) } == [payment.amountPaid])
            #expect(paid["payTime"] == [payment.payTime] && paid["payCode"] == [payment.payCode])
            let waybill = generator.waybill(of: declaration)
            let sent = texts(generator.message(.waybill, of: declaration))
            #expect(sent["consigneeAddress"] == [waybill.consigneeAddress])
            #expect(sent["weight"]?.compactMap { Fixed5($0) } == [waybill.weight])
            let list = generator.inventory(of: declaration)
            let declared = texts(generator.message(.list, of: declaration))
            #expect(declared["gcode"] == list.lines.map(\.gcode))
            #expect(declared["qty1"]?.compactMap { Fixed5($0) } == list.lines.map(\.qty1))
            #expect((declared["qty2"] ?? []).count == list.lines.filter { $0.qty2 != nil }.count)
            #expect(declared["emsNo"] ?? [""] == [list.emsNo])
            #expect(declared["assureCode"] == [list.assureCode])
            let status = generator.waybillStatus(of: declaration)
            let signed = texts(generator.message(.waybillStatus, of: declaration))
            #expect(signed["logisticsTime"] == [status.logisticsTime])
        }
    }

    /// Rule 6 of the official text: what each mode of trade requires and leaves out.
    @Test func listsHaveTheFieldsOfTheirMode() {
        for declaration in generator.declarations(at: 0..<300) {
            let read = texts(generator.message(.list, of: declaration))
            let isBonded = declaration.mode == .bonded
            for name in ["emsNo", "areaCode", "areaName", "itemRecordNo"] {
                #expect((read[name] != nil) == isBonded, "\(name)")
            }
            for name in ["trafNo", "voyageNo", "billNo"] {
                #expect((read[name] != nil) == !isBonded, "\(name)")
            }
            #expect(read["packNo"] == ["1"] && read["ieFlag"] == ["I"])
            #expect(Set(read["currency"] ?? []) == ["142"])
        }
    }

    /// Elements stand in the order of the dictionary, and no text breaks the XML.
    @Test func elementsAreInTheOrderOfTheDictionary() throws {
        for kind in DocumentKind.allCases {
            let dictionary = try Self.dictionary(of: kind.messageName)
            let message = bytes(generator, kind, 0..<100)
            #expect(!message.contains(UInt8(ascii: "&")))
            var last: [String: Int] = [:]
            for element in elements(message) {
                guard let block = dictionary[element.parent] else { continue }
                let place = try #require(block[element.name], "\(element)")
                if place == 1 { last[element.parent] = 0 }
                #expect(last[element.parent, default: 0] < place, "\(element)")
                last[element.parent] = place
            }
        }
    }

    /// The place of each field in each block of a message, from the dictionary of this package.
    private static func dictionary(of message: String) throws -> [String: [String: Int]] {
        let file = packageRoot.appending(path: "Sources/ZoneMessages/Resources/dictionary.tsv")
        var blocks: [String: [String: Int]] = [:]
        for row in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
            let cells = row.split(separator: "\t", omittingEmptySubsequences: false)
            guard cells.count > 5, cells[0] == "*" || cells[0] == "202205",
                cells[1] == message || cells[1] == "*I", let place = Int(cells[3]), place > 0,
                !cells[5].hasPrefix("@")
            else { continue }
            blocks[String(cells[2]), default: [:]][String(cells[4])] = place
        }
        return blocks
    }
}

/// The package's folder.
let packageRoot = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

/// An element as found, without its prefix.
struct Element {
    var name: String
    var parent: String
    var text: String
}

/// The elements of a well-formed message in order of their start; enough of a scanner for this.
func elements(_ bytes: [UInt8]) -> [Element] {
    var found: [Element] = []
    var open: [Int] = []
    for piece in String(decoding: bytes, as: UTF8.self).split(separator: "<") {
        guard let end = piece.firstIndex(of: ">"), !piece.hasPrefix("?") else { continue }
        let tag = piece[..<end]
        if tag.hasPrefix("/") {
            open.removeLast()
            continue
        }
        let name = tag.prefix { $0 != " " }.split(separator: ":").last ?? ""
        found.append(
            Element(
                name: String(name), parent: open.last.map { found[$0].name } ?? "",
                text: String(piece[piece.index(after: end)...])))
        open.append(found.count - 1)
    }
    return found
}

/// The texts of every element by its name.
func texts(_ bytes: [UInt8]) -> [String: [String]] {
    Dictionary(grouping: elements(bytes), by: \.name).mapValues { $0.map(\.text) }
}
