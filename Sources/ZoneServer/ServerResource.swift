import Foundation

/// Reads the files that are part of this module's build.
enum ServerResource {
    /// The text of a file in Resources. Traps when it is missing: then the build is broken.
    static func text(_ path: String) -> String {
        let url = folder.appendingPathComponent(path)
        guard let text = try? String(contentsOf: url, encoding: .utf8) else {
            preconditionFailure("resource \(path) is missing from the build")
        }
        return text
    }

    /// The names of the files in a folder of Resources, sorted.
    static func names(in path: String) -> [String] {
        let url = folder.appendingPathComponent(path)
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: url.path) else {
            preconditionFailure("resource folder \(path) is missing from the build")
        }
        return names.sorted()
    }

    private static var folder: URL { Bundle.module.bundleURL.appendingPathComponent("Resources") }
}
