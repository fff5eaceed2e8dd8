/// What is wrong with a formula: where, what stands there, and what may.
public struct FormulaProblem: Error, Hashable, Sendable {
    /// The character, from 1 on.
    public var position: Int
    public var zh: String
    public var en: String
}

extension Formula {
    /// Most characters, and most brackets within each other.
    public static let lengthMax = 500
    public static let depthMax = 16

    /// Reads a formula such as `count[flow=export, status=released] / count`.
    public init(_ text: String) throws(FormulaProblem) {
        guard text.unicodeScalars.count <= Self.lengthMax else {
            throw FormulaProblem(
                position: Self.lengthMax,
                zh: "公式有 \(text.unicodeScalars.count) 个字符，最多 \(Self.lengthMax) 个",
                en:
                    "the formula has \(text.unicodeScalars.count) characters, at most \(Self.lengthMax)"
            )
        }
        var parser = FormulaParser(text)
        self = try parser.sum()
        guard parser.token.isEmpty else {
            throw parser.unexpected("运算符或结尾", "an operator or the end")
        }
    }
}

/// Reads formulas from left to right, one token ahead.
private struct FormulaParser {
    private let scalars: [Unicode.Scalar]
    private var at = 0
    private var depth = 0
    /// The next token, empty at the end, and where it begins.
    private(set) var token = ""
    private var start = 0

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
        advance()
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
            || ("0"..."9").contains(scalar) || scalar == "."
    }

    private mutating func advance() {
        while at < scalars.count, scalars[at] == " " { at += 1 }
        start = at
        guard at < scalars.count else { return token = "" }
        at += 1
        if Self.isWord(scalars[start]) {
            while at < scalars.count, Self.isWord(scalars[at]) { at += 1 }
        }
        token = String(String.UnicodeScalarView(scalars[start..<at]))
    }

    private mutating func take(_ expected: String) -> Bool {
        guard token == expected else { return false }
        advance()
        return true
    }

    private mutating func expect(_ expected: String) throws(FormulaProblem) {
        guard take(expected) else { throw unexpected("“\(expected)”", "\"\(expected)\"") }
    }

    func unexpected(_ zh: String, _ en: String) -> FormulaProblem {
        let isEnd = token.isEmpty
        return FormulaProblem(
            position: start + 1,
            zh: "第 \(start + 1) 个字符：\(isEnd ? "公式已结束" : "“\(token)”")，应为\(zh)",
            en: "character \(start + 1): \(isEnd ? "the end" : "\"\(token)\""), expected \(en)")
    }

    mutating func sum() throws(FormulaProblem) -> Formula {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Formula.depthMax else {
            throw unexpected(
                "最多 \(Formula.depthMax) 层括号",
                "at most \(Formula.depthMax) brackets within each other")
        }
        var left = try product()
        while token == "+" || token == "-" {
            let operation: Formula.Operation = token == "+" ? .plus : .minus
            advance()
            left = .binary(operation, left, try product())
        }
        return left
    }

    private mutating func product() throws(FormulaProblem) -> Formula {
        var left = try factor()
        while token == "*" || token == "/" {
            let operation: Formula.Operation = token == "*" ? .times : .divided
            advance()
            left = .binary(operation, left, try factor())
        }
        return left
    }

    private mutating func factor() throws(FormulaProblem) -> Formula {
        if take("-") { return .negative(try product()) }
        if take("(") {
            let inner = try sum()
            try expect(")")
            return inner
        }
        if token.utf8.first.map({ (48...57).contains($0) }) ?? false {
            guard let number = Fraction(decimal: token) else {
                throw unexpected(
                    "最多九位整数和九位小数的数", "a number of at most nine digits and nine decimals")
            }
            advance()
            return .number(number)
        }
        return try named()
    }

    private mutating func named() throws(FormulaProblem) -> Formula {
        switch token {
        case "previous":
            advance()
            try expect("(")
            let inner = try sum()
            try expect(")")
            return .previous(inner)
        case "given":
            advance()
            try expect("(")
            let name = token
            guard name.utf8.first.map({ $0 > 57 }) ?? false else {
                throw unexpected("名称", "a name")
            }
            advance()
            try expect(")")
            return .given(name)
        case "percentile":
            advance()
            try expect("(")
            guard let percent = Int64(token), (1...100).contains(percent) else {
                throw unexpected("1 至 100", "1 to 100")
            }
            advance()
            try expect(",")
            let name = try figure { $0 == .time }
            try expect(")")
            return .percentile(percent, name)
        case "distinct":
            advance()
            try expect("(")
            guard let dimension = StatisticsDimension(name: token), dimension != .all else {
                throw unexpected(
                    "country、chapter、enterprise 或 port", "country, chapter, enterprise or port")
            }
            advance()
            var name = FigureName(.count)
            try filters(&name)
            guard name.dimension == .all else { throw unexpected("无维度条件", "no dimension in it") }
            name.dimension = dimension
            try expect(")")
            return .distinct(name)
        default: return .sum(try figure { $0 != .time })
        }
    }

    private mutating func figure(
        _ isFit: (StatisticsMeasure.Name) -> Bool
    ) throws(FormulaProblem) -> FigureName {
        guard let measure = StatisticsMeasure.Name(rawValue: token), isFit(measure) else {
            let names = StatisticsMeasure.Name.allCases.filter(isFit).map(\.rawValue)
            throw unexpected(
                "数、括号、函数或指标量 " + names.joined(separator: "、"),
                "a number, a bracket, a function or one of " + names.joined(separator: ", "))
        }
        var name = FigureName(measure)
        advance()
        try filters(&name)
        if measure == .value, name.currency == nil {
            throw unexpected("value 的币制条件 [currency=...]", "a currency for value: [currency=...]")
        }
        if measure == .dutiable, name.dimension == .chapter {
            throw unexpected("无章的 dutiable", "dutiable without chapter: it is not kept by chapter")
        }
        return name
    }

    private mutating func filters(_ name: inout FigureName) throws(FormulaProblem) {
        guard take("[") else { return }
        repeat { try filter(&name) } while take(",")
        try expect("]")
    }

    private mutating func filter(_ name: inout FigureName) throws(FormulaProblem) {
        let key = token
        let place = unexpected(
            "mode、flow、status、currency、country、chapter、enterprise 或 port（至多一个维度）",
            "mode, flow, status, currency, country, chapter, enterprise or port, one dimension at most"
        )
        advance()
        try expect("=")
        switch key {
        case "mode": name.modes = try words()
        case "status" where name.measure.hasStatus:
            name.statuses = try words().flatMap { $0 == "released" ? ["800", "899"] : [$0] }
        case "currency" where name.measure == .value:
            name.currency = token
            advance()
        case "flow":
            guard token == "import" || token == "export" else {
                throw unexpected("import 或 export", "import or export")
            }
            name.flow = token == "import" ? "I" : "E"
            advance()
        default:
            guard let dimension = StatisticsDimension(name: key), dimension != .all,
                name.dimension == .all
            else { throw place }
            name.dimension = dimension
            name.value = token
            advance()
        }
    }

    /// Words with `|` between them.
    private mutating func words() throws(FormulaProblem) -> [String] {
        var words: [String] = []
        repeat {
            guard let first = token.unicodeScalars.first, Self.isWord(first) else {
                throw unexpected("代码", "a code")
            }
            words.append(token)
            advance()
        } while take("|")
        return words
    }
}
