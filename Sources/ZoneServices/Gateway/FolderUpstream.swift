import Crypto
public import Foundation
import Synchronization
public import ZoneCore
import ZoneMessages

/// Who sends and who receives over the exchange platform.
public struct DxpParties: Hashable, Sendable {
    /// The operator's own id there.
    public var senderID: String
    /// Who gets import messages. Not in the official text: three independent programs agree on it.
    public var importReceiverID = "DXPEDCCEB0000002"
    /// Who gets export messages; known as well as that.
    public var exportReceiverID = "DXPEDCCEB0000003"

    /// Parties with this sender.
    public init(senderID: String) {
        self.senderID = senderID
    }
}

/// An upstream node behind a watched folder: a client of the exchange platform takes envelopes from `out/` and puts
/// receipts to `in/`. Read ones go to `done/`, what can't be read to `bad/` with the reason.
///
/// The same message has the same file name and number each time. A receipt's file leaves `in/` only after its receipts
/// were kept; one that is read again is known by the receipts' guids.
public final class FolderUpstream: UpstreamTransport {
    /// Its name in the books.
    public let name: String
    private let folders: UpstreamFolders
    private let parties: DxpParties
    private let time: @Sendable () -> Timestamp
    /// The files of the last page that was read, and the cursor it gave.
    private let page = Mutex<(cursor: String, names: [String])>(("", []))

    /// Makes the folders where they are missing.
    public init(
        folder: URL, parties: DxpParties, time: @escaping @Sendable () -> Timestamp
    ) throws {
        folders = UpstreamFolders(root: folder)
        name = "folder:" + folder.path
        self.parties = parties
        self.time = time
        try folders.make()
    }

    public func send(_ messages: [[UInt8]]) async -> [SendOutcome] {
        var outcomes: [SendOutcome] = []
        for message in messages {
            outcomes.append(send(message))
            guard outcomes.last == .taken, !Task.isCancelled else { break }
        }
        return outcomes
    }

    private func send(_ message: [UInt8]) -> SendOutcome {
        let opened = OpenedMessage(message, limits: MessageLimits())
        let read = opened.read.decoded
        guard let type = read.name, read.family == .import || read.family == .export else {
            return .refused("不是可封装的报文 / not a message that goes in an envelope")
        }
        let digest = SHA256.hash(data: message).prefix(8).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
        let id = opened.upstreamID ?? digest
        let envelope = DxpEnvelope(
            messageID: id, senderID: parties.senderID,
            receiverID: read.family == .import
                ? parties.importReceiverID : parties.exportReceiverID,
            createdAt: String(time().iso8601.prefix(19)), messageType: type, payload: message)
        do {
            // A message that came in an envelope goes on in it, as it was signed.
            let isEnvelope = opened.envelope != nil
            try folders.put(
                isEnvelope ? message : try envelope.encoded(), as: "\(id)-\(digest).xml")
            return .taken
        } catch let error as EncodeError {
            return .refused("\(error)")
        } catch {
            return .unreachable("\(error)")
        }
    }

    /// A file is read as a whole, so a page can have more than `countMax` receipts, by those of one file.
    public func receipts(after cursor: String?, countMax: Int) async throws -> UpstreamPage {
        try finish(cursor)
        var receipts: [UpstreamPage.Receipt] = []
        var names: [String] = []
        let arrived = try folders.arrivedNames()
        for name in arrived {
            guard receipts.count < countMax, !Task.isCancelled else { break }
            do throws(UnreadableReceipts) {
                receipts += try read(name)
                names.append(name)
            } catch {
                try folders.reject(name, reason: error.reason)
            }
        }
        let next = SHA256.hash(data: Data(names.joined(separator: "/").utf8)).prefix(16)
            .map { String($0, radix: 16) }.joined(separator: "-")
        page.withLock { $0 = (next, names) }
        return UpstreamPage(
            receipts: receipts, nextCursor: next,
            hasMore: names.count < arrived.count && !names.isEmpty)
    }

    /// Puts the files away whose receipts the cursor says are kept.
    private func finish(_ cursor: String?) throws {
        let names = page.withLock { $0.cursor == cursor ? $0.names : [] }
        for name in names { try folders.finish(name) }
        page.withLock { $0.names = [] }
    }

    private func read(_ name: String) throws(UnreadableReceipts) -> [UpstreamPage.Receipt] {
        let bytes: [UInt8]?
        do {
            bytes = try folders.read(name)
        } catch {
            throw UnreadableReceipts(reason: "\(error)")
        }
        guard let bytes else {
            let countMax = UpstreamFolders.fileByteCountMax
            throw UnreadableReceipts(
                reason: "文件超过 \(countMax) 字节 / larger than \(countMax) bytes")
        }
        return try readReceipts(bytes)
    }
}

extension OpenedMessage {
    /// The number an upstream node is to know the message by: that of its own envelope, or its guid. Nil where that can't
    /// be a file's name.
    var upstreamID: String? {
        guard let id = envelope?.id ?? read.decoded.rootValue("guid"),
            (1...64).contains(id.utf8.count),
            id.utf8.allSatisfy({ byte in
                byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte)
                    || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            })
        else { return nil }
        return id
    }
}
