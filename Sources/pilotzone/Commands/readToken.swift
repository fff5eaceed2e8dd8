import Foundation

/// The token of an API client in a file, where programs get it from: a command line is seen by everybody.
func readToken(_ path: String) throws -> String {
    try String(contentsOf: URL(fileURLWithPath: path), encoding: .utf8)
        .filter { $0.isASCII && !$0.isWhitespace }
}
