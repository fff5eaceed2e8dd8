/// One part of a multipart body.
struct BodyPart: Equatable {
    /// Header fields by their name in lower case.
    var headers: [String: String]
    /// Where its content stands in the body.
    var content: Range<Int>

    /// The name of the form's field.
    var fieldName: String? {
        headers["content-disposition"].flatMap { HeaderValue($0).parameters["name"] }
    }
}

/// Finds the parts of a multipart body (RFC 2046) without copying it.
///
/// Bounded: at most `partCountMax` parts with at most 16 header fields in 8 KiB each. Text before
/// the first boundary and after the last one is ignored. Throws `multipartMalformed`.
func splitMultipart(
    _ body: [UInt8], boundary: String, partCountMax: Int
) throws(Problem) -> [BodyPart] {
    guard (1...70).contains(boundary.utf8.count), boundary.utf8.allSatisfy({ $0 >= 0x20 }) else {
        throw .multipartMalformed(reason: "boundary: 1...70")
    }
    let delimiter = Array("--\(boundary)".utf8)
    var parts: [BodyPart] = []
    var marks = DelimiterSearch(body: body, delimiter: delimiter)
    guard var mark = marks.next() else {
        throw .multipartMalformed(reason: "no boundary line")
    }
    while !mark.isLast {
        guard let next = marks.next() else {
            throw .multipartMalformed(reason: "no closing boundary")
        }
        guard parts.count < partCountMax else {
            throw .multipartMalformed(reason: "more than \(partCountMax) parts")
        }
        parts.append(try readPart(body, mark.end..<max(mark.end, next.start)))
        mark = next
    }
    return parts
}

/// Goes through a body from boundary line to boundary line.
private struct DelimiterSearch {
    struct Mark {
        /// Where the content before it ends: before the line break that belongs to the boundary.
        var start: Int
        /// Where the content after it begins.
        var end: Int
        /// Whether it is the closing one.
        var isLast: Bool
    }

    let body: [UInt8]
    let delimiter: [UInt8]
    private var position = 0

    init(body: [UInt8], delimiter: [UInt8]) {
        self.body = body
        self.delimiter = delimiter
    }

    /// The next boundary line; it begins at the start of a line.
    mutating func next() -> Mark? {
        while position + delimiter.count <= body.count {
            let line = position
            if let mark = mark(at: line) {
                position = mark.end
                return mark
            }
            guard let newline = body[line...].firstIndex(of: UInt8(ascii: "\n")) else { break }
            position = newline + 1
        }
        position = body.count
        return nil
    }

    private func mark(at line: Int) -> Mark? {
        guard body[line..<line + delimiter.count].elementsEqual(delimiter) else { return nil }
        var end = line + delimiter.count
        let isLast = body[end...].starts(with: [UInt8(ascii: "-"), UInt8(ascii: "-")])
        if isLast { end += 2 }
        while end < body.count, body[end] == UInt8(ascii: " ") || body[end] == UInt8(ascii: "\t") {
            end += 1
        }
        if end < body.count, body[end] == UInt8(ascii: "\r") { end += 1 }
        guard end == body.count || body[end] == UInt8(ascii: "\n") else { return nil }
        var start = line
        if start > 0 { start -= 1 }
        if start > 0, body[start - 1] == UInt8(ascii: "\r") { start -= 1 }
        return Mark(start: start, end: min(end + 1, body.count), isLast: isLast)
    }
}

private func readPart(_ body: [UInt8], _ range: Range<Int>) throws(Problem) -> BodyPart {
    var headers: [String: String] = [:]
    var position = range.lowerBound
    while true {
        guard let newline = body[position..<range.upperBound].firstIndex(of: UInt8(ascii: "\n")),
            newline - range.lowerBound <= 8192, headers.count <= 16
        else {
            // A part may consist of its header fields only, or have none at all and be empty.
            if position == range.upperBound { break }
            throw .multipartMalformed(reason: "part head")
        }
        let line = String(decoding: body[position..<newline], as: UTF8.self).filter { $0 != "\r" }
        position = newline + 1
        if line.isEmpty || line == "\r" { break }
        guard let colon = line.firstIndex(of: ":") else {
            throw .multipartMalformed(reason: "part head")
        }
        headers[line[..<colon].trimmed().lowercased()] = line[line.index(after: colon)...].trimmed()
    }
    return BodyPart(headers: headers, content: position..<range.upperBound)
}
