import ZoneCore

/// Looks at the message, and findings.
extension MessageDecoder {
    // MARK: Finding things out

    func text(_ start: Int, _ length: Int) -> String {
        String(decoding: UnsafeBufferPointer(start: bytes + start, count: length), as: UTF8.self)
    }

    /// Whether two runs of the message hold the same bytes.
    mutating func isSame(_ start: Int, _ length: Int, _ other: Int, _ otherLength: Int) -> Bool {
        guard length == otherLength else { return false }
        return Self.isSame(bytes + start, bytes + other, length)
    }

    mutating func isText(_ start: Int, _ length: Int, _ literal: StaticString) -> Bool {
        guard length == literal.utf8CodeUnitCount else { return false }
        for index in 0..<length where bytes[start + index] != literal.utf8Start[index] {
            return false
        }
        return true
    }

    /// Whether a run of the message is the local name of a particle.
    mutating func isName(_ start: Int, _ length: Int, of index: Int32) -> Bool {
        let particle = particles + Int(index)
        guard Int(particle.pointee.nameLength) == length, !particle.pointee.isWildcard else {
            return false
        }
        return Self.isSame(bytes + start, names + Int(particle.pointee.nameStart), length)
    }

    /// A few characters from `start` on, for a message.
    func nameAt(_ start: Int) -> String {
        var length = 0
        while length < 24, start + length < end, bytes[start + length] >= 0x20 { length += 1 }
        return start >= end ? "the end" : "'\(text(start, length))'"
    }

    mutating func isNext(_ literal: StaticString) -> Bool {
        let start = literal.utf8Start
        for index in 0..<literal.utf8CodeUnitCount where bytes[at + index] != start[index] {
            return false
        }
        return true
    }

    func find(_ literal: StaticString, from start: Int) -> Int? {
        literal.withUTF8Buffer { literal in
            var here = start
            while here + literal.count <= end {
                if bytes[here] == literal[0],
                    (1..<literal.count).allSatisfy({ bytes[here + $0] == literal[$0] })
                {
                    return here
                }
                here += 1
            }
            return nil
        }
    }

    /// The name of the element now open.
    var openBlockName: String {
        depth > 0 ? grammar.blockNames[Int(frames[depth - 1].block)].name : ""
    }

    func currentPath() -> String {
        depth > 0
            ? message.unfinishedPath(of: Int(frames[depth - 1].record), grammar: grammar) : ""
    }

    // MARK: Findings

    mutating func add(
        _ code: String, path: String, field: String, zh: String = "", value: String? = nil,
        expected: String? = nil, repair: String? = nil
    ) {
        let finding = FindingCatalog.standard.finding(
            code, at: path, field: field, zh: zh, value: value, expected: expected, repair: repair)
        message.add(finding, limit: limits.findingCountMax)
    }

    /// Adds a finding about the child or attribute `index` of the element now open.
    mutating func report(
        _ code: String, _ index: Int32, value: String?, expected: String?, repair: String? = nil
    ) {
        guard index >= 0 else {
            return add(
                code, path: currentPath(), field: openBlockName, value: value,
                expected: expected, repair: repair)
        }
        let particle = particles[Int(index)]
        let name = grammar.name(index)
        add(
            code, path: currentPath() + (particle.isAttribute ? "/@" : "/") + name, field: name,
            zh: grammar.labels[Int(index)].zh, value: value, expected: expected, repair: repair)
    }

    mutating func report(_ code: String, block name: String) {
        add(code, path: currentPath(), field: name, expected: "1")
    }

    /// Ends the decoding: the message is not well-formed here.
    mutating func malformed(_ found: String, _ expected: String) {
        guard !isStopped else { return }
        isStopped = true
        message.completeness = .malformed
        var line = 1
        var lineStart = 0
        for index in 0..<min(at, end) where bytes[index] == 0x0A {
            line += 1
            lineStart = index + 1
        }
        add(
            "xml.malformed", path: currentPath(), field: "",
            value: "\(found), line \(line), byte \(at - lineStart + 1)", expected: expected)
    }

    mutating func stopAtBadBytes(_ here: Int) {
        at = here
        guard !isStopped else { return }
        if here >= end { return malformed("the end", "more of the message") }
        isStopped = true
        message.completeness = .malformed
        let shown = (0..<min(4, end - here)).map { "0x" + String(bytes[here + $0], radix: 16) }
        add(
            "xml.characters", path: currentPath(), field: "",
            value: "byte \(here): " + shown.joined(separator: " "), expected: "UTF-8")
    }

    /// Ends the decoding: the message is beyond what is read at all.
    mutating func refuse(_ code: String, value: String?, expected: String?) {
        guard !isStopped else { return }
        isStopped = true
        message.completeness = .refused
        add(code, path: currentPath(), field: "", value: value, expected: expected)
    }
}

extension String {
    /// Whether one insertion, deletion or change of a character turns one into the other.
    func isWithinOneEdit(of other: String) -> Bool {
        let (left, right) = (Array(utf8), Array(other.utf8))
        guard abs(left.count - right.count) <= 1 else { return false }
        var index = 0
        while index < left.count, index < right.count, left[index] == right[index] { index += 1 }
        let leftTail = left[index...]
        let rightTail = right[index...]
        return leftTail.dropFirst() == rightTail.dropFirst() || leftTail.dropFirst() == rightTail
            || leftTail == rightTail.dropFirst()
    }
}
