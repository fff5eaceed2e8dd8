import ZoneCore
import ZoneServices

/// The form of a filing, with what was filled in and what is wrong beside each field.
struct FilingPage {
    struct Field {
        var name: String
        var label: String
        var value: String
        var error: String?
        var isOptional: Bool
    }

    struct Box {
        var name: String
        var value: String
        var label: String
        var isChecked: Bool
    }

    struct Licence {
        var kind: String
        var label: String
        var number: String
        var lastDay: String
    }

    struct ErrorLink {
        var anchor: String
        var words: String
    }

    /// The licences that the form asks for: which role shows which.
    static let licences: [(role: EnterpriseRole, need: QualificationNeed)] = [
        (.logistics, .expressLicence), (.payer, .financialLicence), (.payer, .paymentLicence),
    ]
    /// The text fields, in order.
    static let textFields = [
        "code", "customsCode", "name", "nameEn", "address", "contactName", "contactPhone",
        "contactEmail", "domesticAgent", "by",
    ]
    private static let optional: Set = ["nameEn", "contactEmail", "domesticAgent"]

    var text: EnterpriseText
    var actionURL: String
    var fields: [Field]
    var roles: [Box]
    var rolesError: String?
    var kinds: [Box]
    var licences: [Licence]
    var qualificationsError: String?
    var errors: [ErrorLink]
    var hasErrors: Bool

    init(_ form: FilingForm, problems: [FilingProblem] = [], visit: Visit) {
        let language = visit.language
        func error(_ field: String) -> String? {
            let texts = problems.filter { $0.field == field }.map {
                language == .zh ? $0.zh : $0.en
            }
            return texts.isEmpty ? nil : texts.joined(separator: " ")
        }
        text = .of(language)
        actionURL = visit.formURL("/filing")
        fields = Self.textFields.map {
            Field(
                name: $0, label: EnterpriseText.label($0, language), value: form.texts[$0] ?? "",
                error: error($0), isOptional: Self.optional.contains($0))
        }
        roles = EnterpriseRole.allCases.map {
            Box(
                name: "roles", value: $0.rawValue, label: $0.label(language),
                isChecked: form.roles.contains($0))
        }
        rolesError = error("roles")
        kinds = [("overseas", form.isOverseas), ("bank", form.isBank)].map {
            Box(
                name: $0.0, value: "yes", label: EnterpriseText.label($0.0, language),
                isChecked: $0.1)
        }
        licences = Self.licences.map { _, need in
            Licence(
                kind: need.rawValue, label: language == .zh ? need.zh : need.en,
                number: form.texts[need.rawValue] ?? "",
                lastDay: form.texts[need.rawValue + "-last"] ?? "")
        }
        qualificationsError = error("qualifications")
        errors = problems.map {
            ErrorLink(
                anchor: $0.field,
                words: EnterpriseText.label($0.field, language) + ": "
                    + (language == .zh ? $0.zh : $0.en))
        }
        hasErrors = !errors.isEmpty
    }
}

/// What the form sent, as it was filled in.
struct FilingForm {
    /// Largest body of the form, bytes.
    static let byteCountMax = 64 << 10

    var texts: [String: String] = [:]
    var roles: Set<EnterpriseRole> = []
    var isOverseas = false
    var isBank = false
    var submits = false

    /// An empty form.
    init() {}

    /// The form of a filing that is there.
    init(_ code: SocialCreditCode, _ filing: EnterpriseFiling) {
        for (name, value) in filing.fields { texts[name] = value }
        texts["code"] = code.description
        roles = filing.roles
        isOverseas = filing.isOverseas
        isBank = filing.isBank
        for one in filing.qualifications {
            texts[one.kind] = one.number
            texts[one.kind + "-last"] = one.lastDay?.description
        }
    }

    init(_ fields: [(name: String, value: String)]) {
        for (name, value) in fields {
            switch name {
            case "roles": EnterpriseRole(rawValue: value).map { _ = roles.insert($0) }
            case "overseas": isOverseas = true
            case "bank": isBank = true
            case "do": submits = value == "submit"
            default: texts[name] = value.trimmed()
            }
        }
    }

    /// The content and what has not the form of its field; `old` gives what the form does not show.
    func filing(_ old: EnterpriseFiling?) -> (filing: EnterpriseFiling, problems: [FilingProblem]) {
        var problems: [FilingProblem] = []
        let shownKinds = Set(FilingPage.licences.map(\.need.rawValue))
        var shown = (old?.qualifications ?? []).filter { !shownKinds.contains($0.kind) }
        for (role, need) in FilingPage.licences {
            let number = texts[need.rawValue] ?? ""
            let last = texts[need.rawValue + "-last"] ?? ""
            let day = last.utf8.count == 10 ? Day(last) : nil
            if !last.isEmpty, day == nil {
                problems.append(
                    FilingProblem(
                        field: "qualifications", value: last, zh: "日期应为YYYY-MM-DD。",
                        en: "A day is YYYY-MM-DD."))
            }
            if !number.isEmpty {
                shown.append(
                    .init(role: role, kind: need.rawValue, number: number, lastDay: day))
            }
        }
        if SocialCreditCode(texts["code"] ?? "") == nil {
            problems.append(
                FilingProblem(
                    field: "code", value: texts["code"] ?? "", zh: "应为18位，且校验码正确。",
                    en: "It has 18 characters, the last of which is a check character."))
        }
        func text(_ name: String) -> String { texts[name] ?? "" }
        let filing = EnterpriseFiling(
            customsCode: text("customsCode"), name: text("name"), nameEn: text("nameEn"),
            address: text("address"), contactName: text("contactName"),
            contactPhone: text("contactPhone"), contactEmail: text("contactEmail"),
            isOverseas: isOverseas, isBank: isBank, domesticAgent: text("domesticAgent"),
            roles: roles, qualifications: shown)
        return (filing, problems)
    }
}
