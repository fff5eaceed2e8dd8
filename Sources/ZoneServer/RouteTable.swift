import HTTPTypes
import Hummingbird

/// Which methods each path knows; tells a wrong method from an unknown path.
struct RouteTable: Sendable {
    private let routes: [(segments: [Substring], method: String)]

    init(_ descriptions: [Router<ZoneContext>.RouteDescription]) {
        routes = descriptions.map {
            ($0.path.description.split(separator: "/"), $0.method.rawValue)
        }
    }

    /// The methods that the path knows, sorted; empty where the path is unknown.
    func methods(for path: String) -> [String] {
        let segments = path.split(separator: "/")
        var methods = Set<String>()
        for route in routes where matches(route.segments, segments) { methods.insert(route.method) }
        if methods.contains("GET") { methods.insert("HEAD") }
        return methods.sorted()
    }

    private func matches(_ template: [Substring], _ path: [Substring]) -> Bool {
        template.count == path.count
            && zip(template, path).allSatisfy { $0 == $1 || $0.hasPrefix("{") }
    }
}
