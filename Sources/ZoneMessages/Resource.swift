import Foundation

/// Reads the tab-separated data files of this module.
enum Resource {
    /// The data rows of the resource file `name`, split at tabs, without comment lines and the header.
    ///
    /// The files are part of the build, so a missing one is a broken build: it traps.
    static func rows(_ name: String) -> [[String]] {
        guard let url = Bundle.module.url(forResource: "Resources/" + name, withExtension: "tsv"),
            let text = try? String(contentsOf: url, encoding: .utf8)
        else { preconditionFailure("resource \(name).tsv is missing from the build") }
        let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
        return lines.dropFirst().map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
    }
}
