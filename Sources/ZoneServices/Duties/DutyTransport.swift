import Foundation
public import ZoneCore

/// One delivery as a receiver gets it. A repeat has the same number and the same bytes.
public struct DutyParcel: Hashable, Sendable {
    /// Names the delivery; a receiver that knows it already has nothing to do.
    public var id: String
    public var duty: String
    /// Where it begins: where the delivery before it ended. A receiver that has not got that one waits for it.
    public var from: JournalPlace
    /// Where it ends.
    public var to: JournalPlace
    public var format: DutyPlan.Format
    public var body: [UInt8]
    /// The zone's signature (Ed25519) over ``signedText``.
    public var signature: [UInt8]

    /// What is signed: a line that names its kind, the number, and the body.
    public static func signedText(id: String, body: [UInt8]) -> [UInt8] {
        Array("PilotZone delivery 1\n\(id)\n".utf8) + body
    }
}

/// The way to one receiver.
public protocol DutyTransport: Sendable {
    /// `push` or `file`, as the log says it.
    var channel: String { get }
    /// Whether an answer says that the receiver has it, so that it counts as acknowledged.
    var isAcknowledging: Bool { get }
    /// Hands over one delivery; has to end when its task is cancelled.
    func send(_ parcel: DutyParcel) async -> SendOutcome
}

/// A folder that a department reads. A file is there whole or not at all, under the delivery's name; its signature lies
/// beside it first.
public struct DutyFolder: DutyTransport {
    public let path: String

    /// The folder at that path; it has to be there.
    public init(_ path: String) {
        self.path = path
    }

    public var channel: String { "file" }
    public var isAcknowledging: Bool { false }

    public func send(_ parcel: DutyParcel) async -> SendOutcome {
        let folder = URL(fileURLWithPath: path)
        let name = "\(parcel.id).\(parcel.format.rawValue)"
        do {
            let signature = Data(Data(parcel.signature).base64EncodedString().utf8)
            try signature.write(to: folder.appending(path: name + ".sig"), options: .atomic)
            try Data(parcel.body).write(to: folder.appending(path: name), options: .atomic)
            return .taken
        } catch {
            return .unreachable("\(path): \(error.localizedDescription)")
        }
    }
}

/// Who is to get a duty's records without asking, as the operator's table says it.
public struct DutyReceiver: Hashable, Sendable {
    public enum Channel: String, Sendable, CaseIterable { case push, file }

    /// Code of the duty.
    public var duty: String
    public var channel: Channel
    /// An address or a folder.
    public var target: String

    /// The receivers of a table with tabs: duty, channel, target; a line that begins with `#` says nothing. One a duty,
    /// for each duty has one state. All defects are reported at once.
    public static func read(
        _ text: String, for catalogue: DutyCatalogue
    ) throws(DutyCatalogueError) -> [DutyReceiver] {
        var (receivers, problems) = ([DutyReceiver](), [String]())
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            .prefix(10 * DutyCatalogue.dutyCountMax)
        for (index, line) in lines.enumerated() where !line.isEmpty && !line.hasPrefix("#") {
            let place = "line \(index + 1)"
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
                .map(String.init)
            guard parts.count == 3, let channel = Channel(rawValue: parts[1]), !parts[2].isEmpty
            else {
                problems.append(
                    "\(place): 应为 义务、push 或 file、地址 三列 / expected duty, push or file, target: \(line)"
                )
                continue
            }
            if catalogue.duty(parts[0]) == nil {
                problems.append("\(place): 没有义务 \(parts[0]) / there is no duty \(parts[0])")
            }
            if receivers.contains(where: { $0.duty == parts[0] }) {
                problems.append("\(place): \(parts[0]) 重复 / \(parts[0]) stands twice")
            }
            receivers.append(DutyReceiver(duty: parts[0], channel: channel, target: parts[2]))
        }
        guard problems.isEmpty else { throw DutyCatalogueError(problems: problems) }
        return receivers
    }
}
