public import ZoneCore

/// A released export list that is to be summed up.
public struct ListToSum: Sendable {
    /// Its declaration's number.
    public var id: Int64
    public var list: ExportInventory

    /// A list with its number.
    public init(id: Int64, list: ExportInventory) {
        self.id = id
        self.list = list
    }
}

/// A declaration that lists were summed up into.
public struct SummaryDeclaration: Hashable, Sendable {
    /// What its lists have in common: element names of CEB603 with their values.
    public var head: [String: String]
    public var lines: [Line] = []
    /// Of all lists, kilograms.
    public var grossWeight = Fixed5.zero
    public var netWeight = Fixed5.zero
    /// Numbers of the declarations in it, in order.
    public var lists: [Int64] = []

    /// A line of the declaration: the lines of lists with one code, unit and currency.
    public struct Line: Hashable, Sendable {
        public var gcode: String
        public var unit: String
        public var currency: String
        public var qty = Fixed5.zero
        public var totalPrice = Fixed5.zero
        public var members: [Member] = []

        /// A line with nothing in it.
        public init(gcode: String, unit: String, currency: String) {
            self.gcode = gcode
            self.unit = unit
            self.currency = currency
        }
    }

    /// A line of a list.
    public struct Member: Hashable, Sendable {
        /// The list's declaration.
        public var list: Int64
        public var gnum: Int32

        /// A line of that list.
        public init(list: Int64, gnum: Int32) {
            self.list = list
            self.gnum = gnum
        }
    }

    /// A declaration with nothing in it but what its lists have in common.
    public init(head: [String: String]) {
        self.head = head
    }
}

/// Sums released lists up into declarations: lists that agree in the rule book's key share one, until it is full.
///
/// A list is never divided. Nil where a sum is out of range, or the rule book has no key on the day.
///
/// Source: 海关总署公告2018年第194号 (list release, summary declaration); the key is `export.summary-key`.
public func sumUp(_ lists: [ListToSum], rules: Rules) -> [SummaryDeclaration]? {
    let key = SummaryKey(rules)
    guard !key.fields.isEmpty, let lineMax = rules.values.whole(.summaryLineMax) else { return nil }
    var declarations: [SummaryDeclaration] = []
    var open: [[String: String]: Int] = [:]
    for item in lists {
        let head = key.head(of: item.list)
        var declaration = open[head].map { declarations[$0] } ?? SummaryDeclaration(head: head)
        guard declaration.add(item) else { return nil }
        if let index = open[head], declaration.lines.count <= lineMax {
            declarations[index] = declaration
            continue
        }
        if open[head] != nil {
            declaration = SummaryDeclaration(head: head)
            guard declaration.add(item) else { return nil }
        }
        open[head] = declarations.count
        declarations.append(declaration)
    }
    return declarations
}

/// Which fields lists of one declaration have in common, as the rule book says on a day.
struct SummaryKey {
    let fields: [String]
    private static let readers: [(name: String, read: @Sendable (ExportInventory) -> String)] = [
        ("ebcCode", { $0.ebcCode }), ("ownerCode", { $0.ownerCode }),
        ("trafMode", { $0.trafMode }), ("country", { $0.country }), ("portCode", { $0.portCode }),
        ("agentCode", { $0.agentCode }), ("currency", { $0.lines.first?.currency ?? "" }),
    ]

    init(_ rules: Rules) {
        fields = Self.readers.map(\.name).filter {
            rules.contains($0, in: .summaryKey) == .member
        }
    }

    /// The values of a list; office and mode are those of one declaration always.
    func head(of list: ExportInventory) -> [String: String] {
        var head = ["customsCode": list.customsCode, "tradeMode": list.tradeMode]
        for reader in Self.readers where fields.contains(reader.name) {
            head[reader.name] = reader.read(list)
        }
        return head
    }
}

extension SummaryDeclaration {
    /// Adds a list; false where a sum leaves its range.
    fileprivate mutating func add(_ item: ListToSum) -> Bool {
        lists.append(item.id)
        guard let gross = grossWeight.adding(item.list.grossWeight),
            let net = netWeight.adding(item.list.netWeight)
        else { return false }
        (grossWeight, netWeight) = (gross, net)
        for own in item.list.lines {
            let place =
                lines.firstIndex {
                    $0.gcode == own.gcode && $0.unit == own.unit && $0.currency == own.currency
                } ?? lines.count
            if place == lines.count {
                lines.append(Line(gcode: own.gcode, unit: own.unit, currency: own.currency))
            }
            guard let qty = lines[place].qty.adding(own.qty),
                let total = lines[place].totalPrice.adding(own.totalPrice)
            else { return false }
            lines[place].qty = qty
            lines[place].totalPrice = total
            lines[place].members.append(Member(list: item.id, gnum: own.gnum))
        }
        return true
    }
}

extension Fixed5 {
    fileprivate func adding(_ other: Fixed5) -> Fixed5? {
        let sum = units.addingReportingOverflow(other.units)
        return sum.overflow ? nil : Fixed5(units: sum.partialValue)
    }
}
