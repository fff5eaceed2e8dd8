import Foundation
import ZoneCore

/// What a route needs, as `openapi.json` says it.
struct RouteAccess: Hashable, Sendable {
    /// Where the codes stand that say whom a thing belongs to.
    enum Owner: Hashable, Sendable {
        /// In a captured part of the path.
        case path(String)
        /// In a parameter of the query, which has to be there then.
        case query(String)
        /// In what the handler reads; the handler has to ask, or nothing is answered.
        case content

        init?(_ text: String) {
            let parts = text.split(separator: ":")
            switch (parts.first, parts.count) {
            case ("path", 2): self = .path(String(parts[1]))
            case ("query", 2): self = .query(String(parts[1]))
            case ("content", 1): self = .content
            default: return nil
            }
        }
    }

    var permission: Permission
    /// Nil where the route shows nothing that belongs to somebody.
    var owner: Owner?
    /// When the act needs a second person; nil for never.
    var twoPersons: TwoPersonRule?
}

/// The permission of every route: the members `x-permission` and `x-owner` of its operation in `openapi.json`.
///
/// A route without them is a route for nobody.
struct AccessTable: Sendable {
    static let methods = ["get", "put", "post", "delete", "patch"]

    private var routes: [String: RouteAccess] = [:]
    /// Routes whose members are missing or unknown.
    private(set) var defects: [String] = []

    /// The table of this build.
    static let bundled = AccessTable(Data(ServerResource.text("openapi.json").utf8))

    init(_ document: Data) {
        let json = (try? JSONSerialization.jsonObject(with: document)) as? [String: Any]
        let paths = json?["paths"] as? [String: Any] ?? [:]
        for (path, item) in paths {
            for (method, value) in item as? [String: Any] ?? [:] where Self.methods.contains(method)
            {
                let key = Self.key(method.uppercased(), path)
                let operation = value as? [String: Any] ?? [:]
                if let access = Self.access(of: operation) {
                    routes[key] = access
                } else {
                    defects.append(key)
                }
            }
        }
    }

    /// What a route needs, by method and template; nil where the table has no entry. HEAD is GET without its body.
    subscript(_ method: String, _ template: String) -> RouteAccess? {
        routes[Self.key(method == "HEAD" ? "GET" : method, template)]
    }

    /// All entries by `METHOD /path`.
    var all: [String: RouteAccess] { routes }

    private static func key(_ method: String, _ template: String) -> String {
        method + (template.hasPrefix("/") ? " " : " /") + template
    }

    private static func access(of operation: [String: Any]) -> RouteAccess? {
        guard let name = operation["x-permission"] as? String,
            let permission = Permission(rawValue: name)
        else { return nil }
        var access = RouteAccess(permission: permission)
        if let text = operation["x-owner"] as? String {
            guard let owner = RouteAccess.Owner(text) else { return nil }
            access.owner = owner
        }
        if let text = operation["x-two-persons"] as? String {
            guard let rule = TwoPersonRule(text) else { return nil }
            access.twoPersons = rule
        }
        return access
    }
}
