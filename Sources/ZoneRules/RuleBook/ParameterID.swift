/// A parameter that code reads, named as its file names it. Listing one in ``allCases`` makes
/// loading ask for its file; a file that nothing lists is reported too.
///
/// Each area of law lists its parameters in an extension of its own.
public struct ParameterID: Hashable, Sendable, CustomStringConvertible {
    /// The id that the file writes, such as `vat.standard`.
    public let rawValue: String
    /// What its value counts; the file has to say the same.
    public let unit: ParameterUnit
    /// What its value has to keep besides the unit.
    let bound: Bound?

    /// A bound that the arithmetic behind a parameter needs.
    enum Bound: Sendable {
        /// Ad valorem consumption taxes: the composition price divides by one less the rate.
        case belowOne
        /// Taxes by the litre: counted in units of 0.00001 yuan.
        case fiveDigits
    }

    init(_ rawValue: String, _ unit: ParameterUnit, _ bound: Bound? = nil) {
        self.rawValue = rawValue
        self.unit = unit
        self.bound = bound
    }

    /// The listed parameter of that name, or nil.
    public init?(rawValue: String) {
        guard let known = Self.named[rawValue] else { return nil }
        self = known
    }

    /// Every parameter, by area.
    public static let allCases: [ParameterID] = [
        retailImport, vat, consumptionTax, intake, taxation, postalTax, exportDeclaration,
        importReturn, supervision, exportReturn, deadlines, zoneExport, credit, risk, enterprises,
        warehouse, survey, paymentData,
    ].flatMap { $0 }

    private static let named = Dictionary(
        allCases.map { ($0.rawValue, $0) }, uniquingKeysWith: { first, _ in first })

    /// By name alone: no two parameters share one.
    public static func == (one: ParameterID, other: ParameterID) -> Bool {
        one.rawValue == other.rawValue
    }

    /// By name alone.
    public func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }

    /// The name.
    public var description: String { rawValue }
}
