/// A person's year of the allowance.
struct BuyerYear: Hashable {
    var buyer: String
    var year: Int64
}

/// What a list takes of a person's year; negative when it gives back.
struct AllowanceUse {
    var buyer: String
    var year: Int64
    var fen: Int64
    var limitFen: Int64
}

/// A waybill number of a logistics firm.
struct WaybillKey: Hashable, Sendable {
    var logisticsNo: String
    var logisticsCode: String
}

/// What a session knows of a waybill number, and whether it has to be written.
enum WaybillChange {
    case known(orderNo: String?)
    case put(orderNo: String)
    case signed(orderNo: String, atMs: Int64)
    case deleted
}

/// A sum of the figures that the books keep by day and hour of arrival.
struct DailyCountKey: Hashable {
    var day: Int64
    var hour: Int64
    var status: Int64
    var tradeMode: String
}

/// Declarations of a sum, their dutiable value and their taxes.
struct DailyCountSum: Equatable {
    var declarations: Int64 = 0
    var dutiableFen: Int64 = 0
    var taxFen: Int64 = 0
}
