import Foundation
import ZoneCore

/// When an act needs a second person: the member `x-two-persons` of its operation in `openapi.json`, an operator's
/// setting. It names the permission that both need, and where not every act of the route does, some values of a member
/// of the JSON body: `declarations.decide event=release,handOver`.
struct TwoPersonRule: Hashable, Sendable {
    let permission: Permission
    private var member: String?
    private var values: Set<String> = []

    init?(_ text: String) {
        let words = text.split(separator: " ")
        guard let permission = words.first.flatMap({ Permission(rawValue: String($0)) }) else {
            return nil
        }
        self.permission = permission
        if words.count == 1 { return }
        let parts = words[1].split(separator: "=")
        guard words.count == 2, parts.count == 2 else { return nil }
        member = String(parts[0])
        values = Set(parts[1].split(separator: ",").map(String.init))
    }

    /// Whether the act of that body does. A body that can't be read is the handler's to refuse.
    func applies(to body: [UInt8]) -> Bool {
        guard let member else { return true }
        let json = (try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any]
        return (json?[member] as? String).map(values.contains) ?? false
    }
}
