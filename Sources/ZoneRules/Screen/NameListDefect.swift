/// A list of names that cannot be used, with everything that is wrong with it.
public struct NameListError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, in the order of lines; at most `NameListImport.Limits.defectCountMax`.
    public var defects: [NameListDefect]
    /// How many defects there are, also those beyond the limit.
    public var defectCount: Int

    /// One defect a line, in English.
    public var description: String {
        let lines = defects.map { "line \($0.line): \($0.en)" }
        let rest = defectCount - defects.count
        return (lines + (rest > 0 ? ["and \(rest) more"] : [])).joined(separator: "\n")
    }
}

/// One thing that is wrong with a list of names.
public struct NameListDefect: Hashable, Sendable {
    /// The line on which the row begins, from 1; 0 for the file as a whole.
    public var line: Int
    /// What is wrong.
    public var kind: Kind
    /// The value or the column it is about, shortened to 80 characters.
    public var detail: String

    /// What can be wrong.
    public enum Kind: String, Sendable, CaseIterable {
        /// The file has more bytes than are read.
        case tooManyBytes
        /// The file has more rows than are read.
        case tooManyRows
        /// An entry has more names than are read.
        case tooManyNames
        /// A name has more bytes than are read.
        case nameTooLong
        /// The file is empty, or has no row below its heading.
        case noRows
        /// The bytes are not UTF-8.
        case notText
        /// The heading lacks a column.
        case missingColumn
        /// The row has more or fewer fields than the heading.
        case fieldCount
        /// A quote is not closed, or text follows one.
        case quote
        /// The row has no id.
        case missingID
        /// Another row has the same id.
        case duplicateID
        /// The row has no name.
        case missingName
        /// No such kind of party.
        case unknownKind
        /// Not a day, or the last before the first.
        case badDay
    }

    init(line: Int, kind: Kind, detail: String = "") {
        self.line = line
        self.kind = kind
        self.detail = String(detail.prefix(80))
    }

    /// What is wrong, in Chinese.
    public var zh: String {
        let text =
            switch kind {
            case .tooManyBytes: "文件字节数超过上限"
            case .tooManyRows: "行数超过上限"
            case .tooManyNames: "一个主体的名称数超过上限"
            case .nameTooLong: "名称过长"
            case .noRows: "文件没有数据行"
            case .notText: "文件不是 UTF-8 文本"
            case .missingColumn: "表头缺少列"
            case .fieldCount: "字段数与表头不一致"
            case .quote: "引号未闭合或引号后有多余文字"
            case .missingID: "缺少编号"
            case .duplicateID: "编号重复"
            case .missingName: "缺少名称"
            case .unknownKind: "主体类型无效"
            case .badDay: "日期无效或止日早于起日"
            }
        return detail.isEmpty ? text : "\(text)：\(detail)"
    }

    /// What is wrong, in English.
    public var en: String {
        let text =
            switch kind {
            case .tooManyBytes: "the file has more bytes than are read"
            case .tooManyRows: "the file has more rows than are read"
            case .tooManyNames: "the entry has more names than are read"
            case .nameTooLong: "the name is too long"
            case .noRows: "the file has no rows of data"
            case .notText: "the file is not UTF-8 text"
            case .missingColumn: "the heading lacks a column"
            case .fieldCount: "the row and the heading differ in their number of fields"
            case .quote: "a quote is not closed, or text follows it"
            case .missingID: "the row has no id"
            case .duplicateID: "another row has the same id"
            case .missingName: "the row has no name"
            case .unknownKind: "no such kind of party"
            case .badDay: "not a day, or the last day is before the first"
            }
        return detail.isEmpty ? text : "\(text): \(detail)"
    }
}
