/// How much of a person's value leaves the zone. A value that is shorter than what a rule keeps is hidden whole.
public enum DutyMask: String, Sendable, CaseIterable {
    /// All of it; the catalogue has to say so.
    case full
    /// The first character of a name.
    case name
    /// The first six characters of an identity number: the place of registration, nothing of birth or person.
    case identity
    /// The first three characters of a telephone number.
    case phone
    /// An address as far as the city.
    case address

    /// The value as it leaves.
    public func masked(_ value: String) -> String {
        switch self {
        case .full: value
        case .name: Self.keep(1, of: value)
        case .identity: Self.keep(6, of: value)
        case .phone: Self.keep(3, of: value)
        case .address: Self.upToCity(value)
        }
    }

    /// The first characters, and a star for each other one.
    private static func keep(_ count: Int, of value: String) -> String {
        let kept = value.count > count ? value.prefix(count) : ""
        return kept + String(repeating: "*", count: value.count - kept.count)
    }

    /// Up to the city, or the prefecture where there is none, within the first characters; else nothing. How long the rest
    /// is doesn't show.
    private static func upToCity(_ value: String) -> String {
        guard !value.isEmpty else { return "" }
        let beginning = value.prefix(12)
        for mark in "市州盟" {
            if let end = beginning.firstIndex(of: mark), end != value.startIndex {
                return beginning[...end] + "***"
            }
        }
        return "***"
    }

    /// The rule in words.
    public var words: (zh: String, en: String) {
        switch self {
        case .full: ("不脱敏", "whole")
        case .name: ("只留第一个字", "first character only")
        case .identity: ("只留前六位", "first six characters only")
        case .phone: ("只留前三位", "first three characters only")
        case .address: ("只到城市", "as far as the city")
        }
    }
}
