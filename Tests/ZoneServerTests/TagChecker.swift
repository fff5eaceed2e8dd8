import Hummingbird
import NIOCore

@testable import ZoneServer

/// Checks that the tags of a page are closed in their order and that ids are unique.
enum TagChecker {
    private static let empty: Set = ["meta", "link", "input", "br", "!DOCTYPE", "img", "hr"]

    /// What is wrong, or nil.
    static func complaint(_ html: String) -> String? {
        var open: [Substring] = []
        var ids: Set<Substring> = []
        for piece in html.split(separator: "<", omittingEmptySubsequences: true).dropFirst(0) {
            guard let end = piece.firstIndex(of: ">") else { return "no > after <\(piece)" }
            let tag = piece[..<end]
            guard let name = tag.split(whereSeparator: { $0 == " " || $0 == "\n" }).first else {
                return "< without a name"
            }
            if let id = tag.split(separator: " id=\"").dropFirst().first?.prefix(while: {
                $0 != "\""
            }),
                !ids.insert(id).inserted
            {
                return "id \(id) twice"
            }
            if name.hasPrefix("/") {
                guard open.popLast() == name.dropFirst() else { return "wrong <\(name)>" }
            } else if !empty.contains(String(name)), !tag.hasSuffix("/") {
                open.append(name)
            }
        }
        return open.isEmpty ? nil : "<\(open)> stays open"
    }
}

extension Visit {
    /// A visit in that language.
    static func example(_ language: Language) -> Visit {
        Visit(
            Request(
                head: .init(
                    method: .get, scheme: "http", authority: "x",
                    path: "/x?lang=\(language.rawValue)"),
                body: RequestBody(buffer: ByteBuffer())))
    }
}
