import ArgumentParser
import Foundation
import ZoneCore
import ZoneServer
import ZoneServices

/// The upstream node that gets every accepted message, and how.
struct UpstreamOptions: ParsableArguments {
    private static let folderMark = "folder:"

    @Option(
        help: """
            The upstream node that gets every accepted message: https://HOST, or folder:PATH for a watched folder of \
            exchange envelopes.
            """)
    var upstream: String?
    @Option(help: "Number of the first message for an upstream that is new; a known one goes on.")
    var upstreamFrom: Int64 = 1
    @Option(
        help: "The operator's id on the exchange platform, the sender of the folder's envelopes.")
    var dxpSender: String?
    @Option(
        help: "File with the token that the upstream gave this zone, where it requires accounts.")
    var upstreamToken: String?

    func validate() throws {
        guard upstreamFrom > 0 else {
            throw ValidationError(
                "--upstream-from \(upstreamFrom): 应为 1 或更大 / must be 1 or more")
        }
        guard let upstream else { return }
        guard !upstream.hasPrefix(Self.folderMark) else {
            let lengthMax = 16
            guard let dxpSender, (1...lengthMax).contains(dxpSender.count) else {
                throw ValidationError(
                    "--dxp-sender: 应为 1 至 \(lengthMax) 个字符 / must be 1 to \(lengthMax) characters")
            }
            return
        }
        guard HTTPUpstream(upstream) == nil else { return }
        throw ValidationError(
            """
            --upstream \(upstream): 应为 http(s)://主机[:端口] 或 folder:路径 \
            / must be http(s)://HOST[:PORT] or folder:PATH
            """)
    }

    /// The gateway of this zone; nil where no upstream is named.
    func gateway(_ zone: Zone) throws -> Gateway? {
        guard let upstream else { return nil }
        let gateway: Gateway
        if upstream.hasPrefix(Self.folderMark) {
            let path = String(upstream.dropFirst(Self.folderMark.count))
            let transport = try FolderUpstream(
                folder: URL(fileURLWithPath: path), parties: DxpParties(senderID: dxpSender ?? ""),
                time: Zone.systemClock)
            gateway = Gateway(zone: zone, upstream: transport.name, transport: transport)
        } else if let transport = HTTPUpstream(upstream, token: try upstreamToken.map(readToken)) {
            gateway = Gateway(zone: zone, upstream: transport.address, transport: transport)
        } else {
            return nil
        }
        try zone.openUpstream(gateway.upstream, first: upstreamFrom)
        return gateway
    }
}
