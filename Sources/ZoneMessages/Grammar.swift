/// The namespaces the standard uses.
package enum Namespace: UInt8, Sendable {
    case none, ceb, dsig, dxp, xsi, xml, other

    static let count = 7

    /// The URIs of the known namespaces.
    package static let known: [(uri: String, namespace: Namespace)] = [
        ("http://www.chinaport.gov.cn/ceb", .ceb),
        ("http://www.w3.org/2000/09/xmldsig#", .dsig),
        ("http://www.chinaport.gov.cn/dxp", .dxp),
        ("http://www.w3.org/2001/XMLSchema-instance", .xsi),
        ("http://www.w3.org/XML/1998/namespace", .xml),
    ]
}

/// One edition of the standard, compiled from dictionary.tsv into flat tables that the decoder
/// walks.
///
/// A block is an element with children; its particles are its attributes first, then its child
/// elements in order. A particle's place in its block is also the slot its value is kept in.
package final class Grammar: Sendable {
    package struct Particle: Sendable {
        /// Where the name stands in `names`.
        var nameStart: Int32
        var nameLength: Int32
        package var namespace: Namespace
        package var isAttribute: Bool
        package var isWildcard: Bool
        package var occursMin: Int32
        package var occursMax: Int32
        /// Index of the nested block, or -1 for a simple type.
        package var block: Int32
        package var type: FieldType
        package var form: FieldForm
        /// Where its fixed or default value stands in `names`; -1 where it has none.
        var valueStart: Int32
        var valueLength: Int32
        package var isFixed: Bool
    }

    /// What is seldom needed of a particle; apart, so that the decoder's tables hold no references.
    package struct Label: Sendable {
        /// The fixed value, nil where none.
        package var fixed: [UInt8]?
        /// The value an empty element takes, nil where none.
        package var defaultValue: [UInt8]?
        var zh: String
        var en: String
    }

    package enum Content: Sendable, Hashable {
        case sequence
        /// A choice, repeated within bounds.
        case choice(min: Int32, max: Int32)
        /// At most one element of any kind, not looked into.
        case open
        /// Text only, with attributes; the type is that of the block.
        case simple

        var isSequence: Bool {
            if case .sequence = self { true } else { false }
        }
    }

    package struct BlockName: Sendable {
        package var name: String
        /// The message it belongs to, or `*I`, `*E`, `ds`, `dxp`, `179`.
        package var scope: String
    }

    package struct Block: Sendable {
        package var content: Content
        package var isMixed: Bool
        /// All particles: attributes, then elements.
        package var particles: Range<Int32>
        package var firstElement: Int32
        /// The namespace of its first element; nearly always that of all.
        package var namespace = Namespace.none
        /// Bit i: particle i must occur.
        var required: UInt128
        /// Type of the text, for `Content.simple`.
        package var textType: FieldType

        /// Nothing may stand in it, not even white space.
        var isEmpty: Bool {
            content.isSequence && !isMixed && firstElement == particles.upperBound
        }
    }

    package struct Root: Sendable {
        package var name: String
        /// Where the name stands in `names`.
        var nameStart: Int32
        var nameLength: Int32
        package var namespace: Namespace
        package var block: Int32
        package var family: MessageFamily
        var zh: String
        var en: String
    }

    package let edition: Edition
    /// Names and given values of all particles, and names of the roots, end to end.
    let names: [UInt8]
    package let particles: [Particle]
    package let labels: [Label]
    package let blocks: [Block]
    package let blockNames: [BlockName]
    package let roots: [Root]

    /// The grammar of an edition, compiled once.
    package static func of(_ edition: Edition) -> Grammar {
        switch edition {
        case .e202205: newest
        case .e2018_113: older
        }
    }

    private static let newest = Grammar(edition: .e202205)
    private static let older = Grammar(edition: .e2018_113)

    private init(edition: Edition) {
        self.edition = edition
        let builder = GrammarBuilder(edition: edition)
        names = builder.names
        particles = builder.particles
        labels = builder.labels
        blocks = builder.blocks
        blockNames = builder.blockNames
        roots = builder.roots
    }

    /// The name of a particle.
    package func name(_ particle: Int32) -> String {
        let own = particles[Int(particle)]
        let start = Int(own.nameStart)
        return String(decoding: names[start..<start + Int(own.nameLength)], as: UTF8.self)
    }

    /// The block of that scope and name, or nil.
    package func block(_ name: String, in scope: String) -> Int? {
        blockNames.firstIndex { $0.name == name && $0.scope == scope }
    }

    /// The slot of a field in its block, or nil.
    package func slot(_ field: String, of block: Int) -> Int? {
        let range = blocks[block].particles
        return range.first { name($0) == field }.map { Int($0 - range.lowerBound) }
    }
}

/// Compiles the rows of dictionary.tsv for one edition.
private struct GrammarBuilder {
    private(set) var names: [UInt8] = []
    private(set) var particles: [Grammar.Particle] = []
    private(set) var labels: [Grammar.Label] = []
    private(set) var blocks: [Grammar.Block] = []
    private(set) var blockNames: [Grammar.BlockName] = []
    private(set) var roots: [Grammar.Root] = []

    private static let rows = Resource.rows("dictionary")

    init(edition: Edition) {
        let rows = Self.rows.filter { $0[0] == "*" || $0[0] == edition.rawValue }
        var keys: [String] = []
        var rowsByKey: [String: [[String]]] = [:]
        for row in rows where !row[2].isEmpty {
            let key = row[1] + "/" + row[2]
            if rowsByKey[key] == nil { keys.append(key) }
            rowsByKey[key, default: []].append(row)
        }
        let indexByKey = Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($1, $0) })
        for key in keys {
            addBlock(rowsByKey[key] ?? [], indexByKey: indexByKey)
        }
        for row in rows where row[2].isEmpty {
            guard let family = MessageFamily(rawValue: row[9]),
                let block = indexByKey[row[1] + "/" + row[4]]
            else { preconditionFailure("dictionary.tsv: root \(row[4]) has no block") }
            let nameStart = names.count
            names.append(contentsOf: row[4].utf8)
            roots.append(
                Grammar.Root(
                    name: row[4], nameStart: Int32(nameStart),
                    nameLength: Int32(names.count - nameStart),
                    namespace: family == .envelope ? .dxp : .ceb, block: Int32(block),
                    family: family, zh: row[10], en: row[11]))
        }
        // The decoder compares names eight bytes at a time.
        names.append(contentsOf: repeatElement(0, count: MessageDecoder.padding))
    }

    private mutating func addBlock(_ rows: [[String]], indexByKey: [String: Int]) {
        let first = particles.count
        let scope = rows[0][1]
        var block = Grammar.Block(
            content: .sequence, isMixed: false,
            particles: 0..<0, firstElement: -1, required: 0,
            textType: FieldType(notation: "STRING"))
        let ordered =
            rows.filter { $0[4].hasPrefix("@") }
            + rows.filter { !$0[4].hasPrefix("@") && !$0[4].hasPrefix("%") }
        for row in rows where row[4] == "%content" { block.setContent(row) }
        for row in ordered {
            let isAttribute = row[4].hasPrefix("@")
            if !isAttribute, block.firstElement < 0 {
                block.firstElement = Int32(particles.count)
            }
            if row[6] != "0", block.content == .sequence || isAttribute {
                block.required |= 1 << UInt128(particles.count - first)
            }
            addParticle(row, scope: scope, indexByKey: indexByKey)
        }
        if block.firstElement < 0 { block.firstElement = Int32(particles.count) }
        block.particles = Int32(first)..<Int32(particles.count)
        if Int(block.firstElement) < particles.count {
            block.namespace = particles[Int(block.firstElement)].namespace
        }
        precondition(particles.count - first <= 128)
        blocks.append(block)
        blockNames.append(Grammar.BlockName(name: rows[0][2], scope: scope))
    }

    private mutating func addParticle(
        _ row: [String], scope: String, indexByKey: [String: Int]
    ) {
        let isAttribute = row[4].hasPrefix("@")
        var name = isAttribute ? row[4].dropFirst() : row[4][...]
        var namespace: Namespace = scope == "dxp" ? .dxp : .ceb
        if name.hasPrefix("ds:") {
            namespace = .dsig
            name = name.dropFirst(3)
        }
        if isAttribute { namespace = .none }
        var nested = -1
        if row[5].hasPrefix("@"), row[5] != "@other" {
            let key = String(row[5].dropFirst())
            let scopes = [scope, "*I", "*E", "ds", "dxp", "*"]
            // Blocks shared by one direction: which of *I and *E is told by the message's family.
            let direction = Self.rows.first { $0[2].isEmpty && $0[1] == scope }?[9] ?? ""
            let found = scopes.filter { !($0 == "*I" && direction == "E") }
                .compactMap { indexByKey[$0 + "/" + key] }.first
            guard let found else { preconditionFailure("dictionary.tsv: no block \(row[5])") }
            nested = found
        }
        let isFixed = row[8].hasPrefix("=")
        let value = isFixed ? row[8].dropFirst() : row[8][...]
        let nameStart = names.count
        names.append(contentsOf: name.utf8)
        let valueStart = value.isEmpty ? -1 : names.count
        names.append(contentsOf: value.utf8)
        particles.append(
            Grammar.Particle(
                nameStart: Int32(nameStart), nameLength: Int32(name.utf8.count),
                namespace: namespace, isAttribute: isAttribute, isWildcard: name == "*",
                occursMin: Int32(row[6])!, occursMax: row[7] == "*" ? .max : Int32(row[7])!,
                block: Int32(nested),
                type: FieldType(notation: row[5].hasPrefix("@") ? "STRING" : row[5]),
                form: FieldForm(notation: row[9]), valueStart: Int32(valueStart),
                valueLength: Int32(value.utf8.count), isFixed: isFixed))
        labels.append(
            Grammar.Label(
                fixed: isFixed ? Array(value.utf8) : nil,
                defaultValue: isFixed || value.isEmpty ? nil : Array(value.utf8),
                zh: row[10], en: row[11]))
    }
}

extension Grammar.Block {
    /// Reads a `%content` row: another content model than a plain sequence.
    fileprivate mutating func setContent(_ row: [String]) {
        isMixed = row[8] == "mixed"
        switch row[5] {
        case "sequence": content = .sequence
        case "choice":
            content = .choice(min: Int32(row[6])!, max: row[7] == "*" ? .max : Int32(row[7])!)
        case "open": content = .open
        default:
            content = .simple
            textType = FieldType(notation: row[5])
        }
    }
}
