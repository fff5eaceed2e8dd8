/// Why a document has no canonical form. Nothing of it is signed or verified.
package struct XMLProblem: Error, Hashable, Sendable {
    /// Where, counted in bytes from the start.
    package let offset: Int
    package let reason: Reason

    package enum Reason: String, Sendable, CaseIterable {
        case malformed, encoding, character, dtd, entity, namespace, tooLarge, tooDeep, tooMany
    }

    /// What is wrong, in Chinese and English.
    package var text: (zh: String, en: String) {
        switch reason {
        case .malformed: ("XML格式不完整", "not well-formed XML")
        case .encoding: ("不是UTF-8编码", "not in UTF-8")
        case .character: ("含有XML不允许的字符", "a character that XML does not allow")
        case .dtd: ("拒绝DTD(DOCTYPE)", "a DTD (DOCTYPE) is refused")
        case .entity: ("未定义的实体引用", "an entity that is not defined")
        case .namespace: ("命名空间声明有误", "a namespace that is not declared, or declared wrongly")
        case .tooLarge: ("文档过大", "the document is too large")
        case .tooDeep: ("元素嵌套过深", "elements are nested too deeply")
        case .tooMany: ("属性、命名空间或签名元素过多", "too many attributes, namespaces or parts of a signature")
        }
    }
}
