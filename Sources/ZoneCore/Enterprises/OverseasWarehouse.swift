/// A warehouse abroad, as the zone's register holds it; declarations of 9810 name it by its code.
public struct OverseasWarehouse: Hashable, Sendable, Codable {
    /// Its code in the register: ``isCreditID(_:)`` says the form.
    public var code: String
    /// Its name.
    public var name: String
    /// The country or region, by the three digits of customs.
    public var country: String
    /// Where it is.
    public var address: String
    /// Floor space, m².
    public var areaM2: Int64
    /// The enterprise that runs it.
    public var operatorCode: String
    /// How the operator has it.
    public var tenure: Tenure

    /// How a warehouse is had.
    public enum Tenure: String, Hashable, Sendable, CaseIterable, Codable {
        /// It is the operator's own.
        case own
        /// It is rented.
        case leased
    }

    /// A warehouse with all its parts.
    public init(
        code: String, name: String, country: String, address: String, areaM2: Int64,
        operatorCode: String, tenure: Tenure
    ) {
        self.code = code
        self.name = name
        self.country = country
        self.address = address
        self.areaM2 = areaM2
        self.operatorCode = operatorCode
        self.tenure = tenure
    }
}

/// The state of an overseas warehouse's filing with customs.
public enum WarehouseFilingState: String, Hashable, Sendable, CaseIterable, Codable {
    /// In the register, not filed.
    case registered
    /// Filed; the answer is due.
    case filed
    /// Accepted.
    case accepted
    /// Refused; what changes is filed anew.
    case refused
    /// No longer used.
    case closed

    /// Where an act leads; nil where it can't be done. A change needs a new filing.
    public func next(on act: WarehouseAct) -> WarehouseFilingState? {
        switch (self, act) {
        case (.closed, _): nil
        case (_, .change): .registered
        case (.registered, .file), (.refused, .file): .filed
        case (.filed, .accept): .accepted
        case (.filed, .refuse): .refused
        case (_, .close): .closed
        case (.registered, _), (.filed, _), (.accepted, _), (.refused, _): nil
        }
    }
}

/// What can happen to an overseas warehouse in the register.
public enum WarehouseAct: String, Hashable, Sendable, CaseIterable, Codable {
    /// Its content is entered or changed.
    case change
    /// It is filed with customs.
    case file
    /// Customs accepts.
    case accept
    /// Customs refuses.
    case refuse
    /// It is used no longer.
    case close
}

/// An entry of the history of an overseas warehouse.
public struct WarehouseEvent: Hashable, Sendable {
    /// What happened.
    public var act: WarehouseAct
    /// The warehouse from then on.
    public var warehouse: OverseasWarehouse
    /// The state from then on.
    public var state: WarehouseFilingState
    /// When, by the zone's clock.
    public var at: Timestamp
    /// Who did it, as the caller says.
    public var actor: String
    /// Why, in plain words; may be empty.
    public var reason: String

    /// An entry with all its parts.
    public init(
        act: WarehouseAct, warehouse: OverseasWarehouse, state: WarehouseFilingState,
        at: Timestamp, actor: String, reason: String = ""
    ) {
        self.act = act
        self.warehouse = warehouse
        self.state = state
        self.at = at
        self.actor = actor
        self.reason = reason
    }
}
