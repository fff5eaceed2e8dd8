/// An element of a message as a tree that tests change and write out again.
struct MessageNode {
    var name: String
    var attributes: [(name: String, value: String)] = []
    var children: [MessageNode] = []
    /// Text as written, references and all; stands before the children.
    var text = ""
    /// Written instead of the element where it is not nil.
    var raw: String?
    var quote = "\""

    /// The element as XML.
    var xml: String {
        if let raw { return raw }
        var result = "<" + name
        for (name, value) in attributes { result += " \(name)=\(quote)\(value)\(quote)" }
        return result + ">" + text + children.map(\.xml).joined() + "</\(name)>"
    }

    /// The paths of this element and of all below it, by index of child.
    var paths: [[Int]] {
        [[]] + children.enumerated().flatMap { index, child in child.paths.map { [index] + $0 } }
    }

    subscript(path: some Collection<Int>) -> MessageNode {
        get { path.isEmpty ? self : children[path.first!][path.dropFirst()] }
        set {
            if path.isEmpty {
                self = newValue
            } else {
                children[path.first!][path.dropFirst()] = newValue
            }
        }
    }

    /// Changes every name in the tree.
    mutating func rename(_ change: (String) -> String) {
        name = change(name)
        for index in children.indices { children[index].rename(change) }
    }
}
