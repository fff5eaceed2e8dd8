public import Foundation

extension RuleBook {
    /// The folder of the rule book that comes with this module.
    public static var bundledDirectory: URL {
        Bundle.module.bundleURL.appendingPathComponent("Resources")
    }
}
