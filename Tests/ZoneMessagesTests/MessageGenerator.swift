import ZoneMessages

/// Makes messages that are valid in structure from the dictionary itself.
struct MessageGenerator {
    /// Which of the optional fields to write.
    enum Choice: CaseIterable {
        case all, required, some
    }

    let grammar: Grammar
    let choice: Choice
    var random: SplitMix64
    private var serial = 0

    init(edition: Edition, choice: Choice, seed: UInt64) {
        grammar = Grammar.of(edition)
        self.choice = choice
        random = SplitMix64(seed: seed)
    }

    /// A message of that root.
    mutating func message(_ root: Grammar.Root) -> MessageNode {
        let prefix = root.namespace == .dxp ? "dxp" : "ceb"
        var node = element(named: prefix + ":" + root.name, block: root.block, depth: 0)
        let uri = Namespace.known.first { $0.namespace == root.namespace }!.uri
        node.attributes.append(("xmlns:" + prefix, uri))
        return node
    }

    private mutating func element(named name: String, block: Int32, depth: Int) -> MessageNode {
        var node = MessageNode(name: name)
        if name == "ds:Signature" {
            node.attributes.append(("xmlns:ds", "http://www.w3.org/2000/09/xmldsig#"))
        }
        let block = grammar.blocks[Int(block)]
        for particle in block.particles where grammar.particles[Int(particle)].isAttribute {
            let own = grammar.particles[Int(particle)]
            guard own.occursMin > 0 || isChosen() else { continue }
            node.attributes.append((grammar.name(particle), value(particle)))
        }
        let elements = (block.firstElement..<block.particles.upperBound).filter {
            !grammar.particles[Int($0)].isWildcard && !isOpaqueKey($0)
        }
        switch block.content {
        case .simple: node.text = text(of: block.textType)
        case .open: node.children = [MessageNode(name: "anything", text: "自定义")]
        case .choice(let min, let max):
            guard !elements.isEmpty, min > 0 || isChosen() else { break }
            for _ in 0..<(max > 1 && isChosen() ? 2 : 1) {
                node.children.append(child(random.pick(elements), depth: depth))
            }
        case .sequence:
            for particle in elements {
                for _ in 0..<count(grammar.particles[Int(particle)]) {
                    node.children.append(child(particle, depth: depth))
                }
            }
        }
        return node
    }

    /// PGP and SPKI keys: the dictionary, unlike the XSD, lets them hold anything, as no message
    /// has them.
    private func isOpaqueKey(_ particle: Int32) -> Bool {
        let own = grammar.particles[Int(particle)]
        guard own.namespace == .dsig, own.block >= 0 else { return false }
        return grammar.blocks[Int(own.block)].content == .open
    }

    private mutating func child(_ particle: Int32, depth: Int) -> MessageNode {
        let own = grammar.particles[Int(particle)]
        let prefix =
            switch own.namespace {
            case .dsig: "ds:"
            case .dxp: "dxp:"
            default: "ceb:"
            }
        let name = prefix + grammar.name(particle)
        guard own.block < 0 else { return element(named: name, block: own.block, depth: depth + 1) }
        return MessageNode(name: name, text: value(particle))
    }

    private mutating func isChosen() -> Bool {
        switch choice {
        case .all: true
        case .required: false
        case .some: random.below(2) == 0
        }
    }

    private mutating func count(_ particle: Grammar.Particle) -> Int {
        let least = Int(particle.occursMin)
        guard particle.occursMax > particle.occursMin, isChosen() else { return least }
        return particle.occursMax > 1 ? min(Int(particle.occursMax), least + 1) : 1
    }

    // MARK: Values

    private mutating func value(_ particle: Int32) -> String {
        if let fixed = grammar.labels[Int(particle)].fixed {
            return String(decoding: fixed, as: UTF8.self)
        }
        return text(of: grammar.particles[Int(particle)].type)
    }

    private mutating func text(of type: FieldType) -> String {
        switch type.kind {
        case .string: string(type)
        case .decimal:
            digits(1 + random.below(9)) + (random.below(2) == 0 ? "" : "." + digits(2))
        case .int: String(random.below(99999) % power(min(type.totalDigits, 5)))
        case .long, .integer: String(random.below(1_000_000))
        case .date: "2026-02-28"
        case .dateTime: "2026-02-28T23:59:59"
        case .base64: random.pick(["QUJD", "QUI=", "QQ==", ""])
        case .uri: "http://www.w3.org/2000/09/xmldsig#sha1"
        case .id: unique()
        }
    }

    private mutating func unique() -> String {
        serial += 1
        return "id\(serial)"
    }

    private mutating func string(_ type: FieldType) -> String {
        let least = Int(type.lengthMin)
        let most = min(Int(type.lengthMax), least + 40)
        let length = choice == .required ? least : least + random.below(most - least + 1)
        return String((0..<length).map { _ in random.pick(Array("0123456789ABCabc-中华清单税")) })
    }

    private mutating func digits(_ count: Int) -> String {
        String((0..<count).map { random.pick(Array($0 == 0 ? "123456789" : "0123456789")) })
    }

    private func power(_ digits: Int32) -> Int {
        (0..<digits).reduce(1) { power, _ in power * 10 }
    }
}
