/// What the zone owes a department: which information, in which fields, within which time.
public struct DutyPlan: Hashable, Sendable {
    /// Which lists it is about.
    public enum Direction: String, Sendable, CaseIterable {
        case imports = "import"
        case exports = "export"
        case both

        /// Whether an event of an import list, or of an export list, belongs to it.
        public func covers(isExport: Bool) -> Bool {
            self == .both || (self == .exports) == isExport
        }
    }

    /// What one record stands for.
    public enum Grain: String, Sendable, CaseIterable { case list, line }

    /// How records are written where nobody asks for another form.
    public enum Format: String, Sendable, CaseIterable { case json, csv, xml }

    /// One field of a record. Only named fields leave the zone.
    public struct Field: Hashable, Sendable {
        public var value: DutyValue
        /// How it is masked; nil for what is no person's.
        public var mask: DutyMask?
        /// What the department needs it for.
        public var purposeZh: String
        public var purposeEn: String

        /// A field with its parts.
        public init(value: DutyValue, mask: DutyMask?, purposeZh: String, purposeEn: String) {
            self.value = value
            self.mask = mask
            self.purposeZh = purposeZh
            self.purposeEn = purposeEn
        }
    }

    /// The instrument it rests on.
    public struct Basis: Hashable, Sendable {
        /// Its number and article, or that it is the operator's setting.
        public var instrument: String
        /// Whether the instrument was seen in a source.
        public var isVerified: Bool
        /// What of it is and is not proven.
        public var note: String

        /// A basis with its parts.
        public init(instrument: String, isVerified: Bool, note: String) {
            self.instrument = instrument
            self.isVerified = isVerified
            self.note = note
        }
    }

    /// Its name in addresses.
    public var code: String
    public var departmentZh: String
    public var departmentEn: String
    public var titleZh: String
    public var titleEn: String
    public var direction: Direction
    /// The statuses of lists that are to be told.
    public var statuses: Set<Int>
    public var grain: Grain
    /// How long after the event the record has to be delivered, ms.
    public var dueMs: Int64
    /// How long before that the alarm is raised, ms.
    public var alarmMs: Int64
    public var format: Format
    public var basis: Basis
    public var fields: [Field]

    /// A duty with its parts.
    public init(
        code: String, department: (zh: String, en: String), title: (zh: String, en: String),
        direction: Direction, statuses: Set<Int>, grain: Grain, dueMs: Int64, alarmMs: Int64,
        format: Format, basis: Basis, fields: [Field]
    ) {
        self.code = code
        (departmentZh, departmentEn) = department
        (titleZh, titleEn) = title
        self.direction = direction
        self.statuses = statuses
        self.grain = grain
        self.dueMs = dueMs
        self.alarmMs = alarmMs
        self.format = format
        self.basis = basis
        self.fields = fields
    }

    /// Whether its records say something about a person.
    public var isPersonal: Bool { fields.contains { $0.value.isPersonal } }
}

/// A value that a record may hold, by its name in records.
public enum DutyValue: String, Sendable, CaseIterable {
    // Of the event.
    case time, status
    // Of the list.
    case invtNo, orderNo, tradeMode, customsCode, portCode, ebpCode, ebcCode, agentCode
    case logisticsCode, logisticsNo, country, grossWeight, netWeight, goodsValue, currency
    case exportDate, duty, valueAddedTax, consumptionTax
    // Of a line.
    case gnum, hsCode, goodsName, origin, quantity, unit, unitPrice, amount
    // Of a person.
    case buyerName, buyerIdNumber, buyerTelephone, consigneeAddress

    /// Whether it says something about a person, so that it needs a mask.
    public var isPersonal: Bool {
        switch self {
        case .buyerName, .buyerIdNumber, .buyerTelephone, .consigneeAddress: true
        default: false
        }
    }

    /// Whether only a line has it.
    public var isOfLine: Bool {
        switch self {
        case .gnum, .hsCode, .goodsName, .origin, .quantity, .unit, .unitPrice, .amount: true
        default: false
        }
    }

    /// The lists that have it.
    public var direction: DutyPlan.Direction {
        switch self {
        case .buyerName, .buyerIdNumber, .buyerTelephone, .consigneeAddress, .duty,
            .valueAddedTax, .consumptionTax:
            .imports
        case .exportDate: .exports
        default: .both
        }
    }
}
