public import ZoneCore

/// Why something of an enterprise was not taken. Nothing was stored.
public enum EnterpriseError: Error, Hashable, Sendable {
    /// Fields that are not as they have to be, all of them.
    case invalid([FilingProblem])
    /// There is no such enterprise, document or warehouse.
    case notFound
    /// The step can't be taken in that state.
    case notAllowed(step: String, zh: String, en: String)
    /// The record has as many events as it may.
    case full(countMax: Int)
    /// The document is empty.
    case documentEmpty
    /// The document, or all of the enterprise with it, would be larger than this.
    case documentTooLarge(byteCountMax: Int)
    /// The document is no PDF, PNG or JPEG by its first bytes.
    case documentType
    /// The enterprise has as many documents as it may.
    case documentsFull(countMax: Int)
}

extension EnterpriseError {
    /// One field.
    static func field(_ name: String, _ value: String, zh: String, en: String) -> EnterpriseError {
        .invalid([FilingProblem(field: name, value: value, zh: zh, en: en)])
    }

    /// What the record refused.
    init(_ refusal: EnterpriseRefusal) {
        switch refusal {
        case .notAllowed(let step, let state):
            self = .notAllowed(step: step, zh: state.zh, en: state.en)
        case .roleNotAsked(let role):
            self = .field(
                "role", role.rawValue, zh: "该版本未申请此角色。", en: "The version does not ask for it.")
        case .roleDecided(let role):
            self = .field(
                "role", role.rawValue, zh: "该角色已审核。", en: "The role was decided already.")
        case .full: self = .full(countMax: EnterpriseRecord.eventCountMax)
        }
    }
}

/// What `body` gives, with what core and store refuse as the services' errors.
func enterpriseErrors<T>(_ body: () throws -> T) throws -> T {
    do {
        return try body()
    } catch let refusal as EnterpriseRefusal {
        throw EnterpriseError(refusal)
    }
}
