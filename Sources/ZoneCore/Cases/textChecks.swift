/// What is wrong with a text that has to be there.
public func checkText(
    _ field: String, _ text: String, byteCountMax: Int = CaseLimits.textByteCountMax
) -> [FilingProblem] {
    if (1...byteCountMax).contains(text.utf8.count), text.contains(where: { $0 != " " }) {
        return []
    }
    return [
        FilingProblem(
            field: field, value: text, zh: "应为1至\(byteCountMax)字节的文字。",
            en: "It has 1 to \(byteCountMax) bytes of text.")
    ]
}

/// What is wrong with an id.
public func checkID(_ field: String, _ id: String) -> [FilingProblem] {
    isCreditID(id)
        ? []
        : [
            FilingProblem(
                field: field, value: id, zh: "应为1至64个字母、数字或.-_。",
                en: "It has 1 to 64 letters, digits or .-_")
        ]
}

/// What is wrong with the number of something.
public func checkCount(
    _ field: String, _ count: Int, _ range: ClosedRange<Int>
) -> [FilingProblem] {
    range.contains(count)
        ? []
        : [
            FilingProblem(
                field: field, value: String(count),
                zh: "数量应为\(range.lowerBound)至\(range.upperBound)。",
                en: "There have to be \(range.lowerBound) to \(range.upperBound).")
        ]
}

/// What is wrong with ids that have to differ.
public func checkUnique(_ field: String, _ ids: [String]) -> [FilingProblem] {
    var seen: Set<String> = []
    return ids.filter { !seen.insert($0).inserted }.map {
        FilingProblem(field: field, value: $0, zh: "不得重复。", en: "It stands twice.")
    }
}
