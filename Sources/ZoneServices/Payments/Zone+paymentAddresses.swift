import Foundation
public import ZoneCore
import ZoneStore

/// Where platforms are asked. A platform or the operator files an address, an officer judges it, and only then it is used:
/// the interface's own procedure, and what keeps the zone from being sent about in its own network.
extension Zone {
    /// Most addresses of one platform ever.
    public static let paymentAddressCountMax = 100
    /// Filed addresses that are listed.
    static let filedAddressCountMax = 200

    /// Files where a platform takes questions. The same again changes nothing.
    public func filePaymentAddress(
        _ url: String, of platform: String, by actor: String
    ) throws -> (addresses: [PaymentAddress], isNew: Bool) {
        var problems = textProblems("by", actor)
        if ![10, 18].contains(platform.utf8.count) {
            problems.append(
                FilingProblem(
                    field: "platform", value: platform, zh: "应为10位海关编码或18位统一社会信用代码。",
                    en: "A customs code of 10 characters or a unified social credit code of 18."))
        }
        if PlatformAddress(url) == nil {
            problems.append(
                FilingProblem(
                    field: "url", value: url,
                    zh: "应为 http(s)://主机[:端口]/路径，端口为80、443或1024以上，不含用户名、参数和片段。",
                    en:
                        "http(s)://HOST[:PORT]/PATH with port 80, 443 or from 1024 on, without user, query and fragment."
                ))
        }
        guard problems.isEmpty else { throw EnterpriseError.invalid(problems) }
        let address = PaymentAddress(
            platform: platform, url: url, filedBy: actor, filedAt: now)
        let isNew = try store.add(
            address, countMax: Self.paymentAddressCountMax,
            PaymentEventRow(
                atMs: now.ms, kind: "payment.address-filed", actor: actor, subject: platform,
                detail: url))
        let known = try store.paymentAddresses(platform)
        guard isNew || known.last?.url == url else {
            throw EnterpriseError.full(countMax: Self.paymentAddressCountMax)
        }
        return (known, isNew)
    }

    /// Approves or refuses a filed address, with a reason. Who filed it can't judge it.
    public func judgePaymentAddress(
        _ id: Int64, of platform: String, isApproved: Bool, reason: String, by actor: String
    ) throws -> PaymentAddress {
        let problems = paymentTextProblems("reason", reason) + textProblems("by", actor)
        guard problems.isEmpty else { throw EnterpriseError.invalid(problems) }
        let known = try store.paymentAddresses(platform).first { $0.id == id }
        guard var address = known else { throw EnterpriseError.notFound }
        guard address.filedBy != actor else {
            throw EnterpriseError.notAllowed(
                step: "judge", zh: "由登记人以外的人审核", en: "who filed it can't judge it")
        }
        address.state = isApproved ? .approved : .refused
        address.reviewedBy = actor
        address.reviewedAt = now
        address.reason = reason
        let isJudged = try store.judge(
            address,
            PaymentEventRow(
                atMs: now.ms, kind: "payment.address-judged", actor: actor, subject: platform,
                detail: "\(address.state.rawValue) \(address.url): \(reason)"))
        guard isJudged else {
            throw EnterpriseError.notAllowed(
                step: "judge", zh: "该地址已审核", en: "it was judged before")
        }
        return address
    }

    /// The addresses of a platform, oldest first.
    public func paymentAddresses(of platform: String) throws -> [PaymentAddress] {
        try store.paymentAddresses(platform)
    }

    /// Addresses that wait for an officer.
    public func filedPaymentAddresses() throws -> [PaymentAddress] {
        try store.filedPaymentAddresses(countMax: Self.filedAddressCountMax)
    }
}

/// An address that a platform may be asked at, by its parts.
public struct PlatformAddress: Hashable, Sendable {
    public let text: String
    /// A name, or an address of the Internet protocol without brackets.
    public let host: String
    public let port: Int

    /// Nil where the text is not `http(s)://HOST[:PORT]/PATH`, or its port is one that other services use.
    public init?(_ text: String) {
        guard text.utf8.count <= PaymentAddress.lengthMax,
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
            let url = URLComponents(string: text), url.scheme == "http" || url.scheme == "https",
            let host = url.host, !host.isEmpty, url.query == nil, url.fragment == nil,
            url.user == nil, url.password == nil
        else { return nil }
        let port = url.port ?? (url.scheme == "https" ? 443 : 80)
        guard port == 80 || port == 443 || (1024...65_535).contains(port) else { return nil }
        self.text = text
        self.host =
            host.hasPrefix("[") && host.hasSuffix("]")
            ? String(host.dropFirst().dropLast()) : host
        self.port = port
    }
}
