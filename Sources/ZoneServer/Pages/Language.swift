import HTTPTypes
import Hummingbird

/// The languages of the pages and of error texts.
enum Language: String, CaseIterable, Sendable {
    case zh, en

    /// As HTML's lang attribute says it.
    var tag: String {
        switch self {
        case .zh: "zh-CN"
        case .en: "en"
        }
    }

    /// The other one, for the switch.
    var other: Language { self == .zh ? .en : .zh }

    /// What the header prefers; Chinese where it doesn't say.
    init(accepting header: String?) {
        let accept = Accept(header)
        func weight(_ names: [String]) -> Int { names.map(accept.weight).max() ?? 0 }
        let english = weight(["en", "en-us", "en-gb", "en-sg", "en-hk", "en-au", "en-ca", "en-in"])
        let chinese = weight(["zh", "zh-cn", "zh-hans", "zh-hans-cn", "zh-sg", "zh-tw", "zh-hk"])
        self = english > chinese ? .en : .zh
    }
}

/// Who looks at what: the language, and the address to come back to.
struct Visit: Sendable {
    var language: Language
    /// True where `?lang=` said so; links then say it too.
    var isExplicit: Bool
    /// The path as asked for.
    var path: String
    /// The query without `lang`, as asked for.
    var query: String

    init(_ request: Request) {
        let chosen = request.uri.queryParameters["lang"].flatMap { Language(rawValue: String($0)) }
        language = chosen ?? Language(accepting: request.headers[.acceptLanguage])
        isExplicit = chosen != nil
        path = request.uri.path
        query = (request.uri.query ?? "").split(separator: "&")
            .filter { !$0.hasPrefix("lang=") && !$0.hasPrefix(FormToken.name + "=") }.joined(
                separator: "&")
    }

    /// The address of a page of ours, with the language where it was chosen.
    func url(_ path: String, _ parameters: [(name: String, value: String)] = []) -> String {
        var pairs = parameters.map { "\($0.name)=\($0.value.percentEncoded())" }
        if isExplicit { pairs.append("lang=\(language.rawValue)") }
        return path + (pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&"))
    }

    /// Where a form of ours is sent: with what shows that this person's page sent it.
    func formURL(_ path: String, _ parameters: [(name: String, value: String)] = []) -> String {
        let token = Caller.current.formToken.map { [(name: FormToken.name, value: $0)] } ?? []
        return url(path, token + parameters)
    }

    /// This same page in the other language.
    var otherLanguageURL: String {
        path + "?" + (query.isEmpty ? "" : query + "&") + "lang=\(language.other.rawValue)"
    }
}
