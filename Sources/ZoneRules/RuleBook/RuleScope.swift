/// Where a value holds, or where a question is asked: a zone, a customs district, a supervision
/// mode. A part that is nil stands for all of them.
public struct RuleScope: Hashable, Sendable, CustomStringConvertible {
    /// The zone's code.
    public var zone: String?
    /// The customs district, by the four-digit code of its head office, such as `2900`.
    public var district: String?
    /// The supervision mode, such as `9610`.
    public var mode: String?

    /// The whole country, every mode.
    public static let everywhere = RuleScope()

    /// A scope with all its parts.
    public init(zone: String? = nil, district: String? = nil, mode: String? = nil) {
        self.zone = zone
        self.district = district
        self.mode = mode
    }

    /// The district that a customs office belongs to, by the first two digits of its code; nil
    /// unless the code is four digits.
    public static func district(ofOffice code: String) -> String? {
        guard code.utf8.count == 4, code.utf8.allSatisfy({ (48...57).contains($0) }) else {
            return nil
        }
        return code.prefix(2) + "00"
    }

    /// Whether what holds here holds for a question asked at `place`.
    public func holds(at place: RuleScope) -> Bool {
        (zone == nil || zone == place.zone) && (district == nil || district == place.district)
            && (mode == nil || mode == place.mode)
    }

    /// How special it is: a zone goes before a district, a place before a mode, and more parts
    /// before fewer of them. Two different scopes that hold at one place never weigh the same.
    var weight: Int { (zone == nil ? 0 : 4) + (district == nil ? 0 : 2) + (mode == nil ? 0 : 1) }

    /// Its parts, such as `district 2900, mode 9610`; `everywhere` where it has none.
    public var description: String {
        let parts = [("zone", zone), ("district", district), ("mode", mode)].compactMap { part in
            part.1.map { "\(part.0) \($0)" }
        }
        return parts.isEmpty ? "everywhere" : parts.joined(separator: ", ")
    }
}
