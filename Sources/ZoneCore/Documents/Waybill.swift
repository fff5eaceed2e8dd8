/// An import waybill (CEB511). Money in yuan (currency 142), weight in kilograms.
public struct Waybill: Hashable, Sendable {
    public var submission: Submission
    public var logisticsCode = ""
    public var logisticsNo = ""
    public var orderNo = ""
    public var freight = Fixed5.zero
    public var insuredFee = Fixed5.zero
    public var currency = ""
    public var weight = Fixed5.zero
    public var consignee = ""
    public var consigneeAddress = ""
    public var consigneeTelephone = ""

    /// A waybill with nothing in it but its submission.
    public init(submission: Submission) {
        self.submission = submission
    }
}

/// An import waybill status (CEB513): the parcel was signed for.
public struct WaybillStatus: Hashable, Sendable {
    public var submission: Submission
    public var logisticsCode = ""
    public var logisticsNo = ""
    public var logisticsStatus = ""
    /// `YYYYMMDDhhmmss`.
    public var logisticsTime = ""

    /// A status with nothing in it but its submission.
    public init(submission: Submission) {
        self.submission = submission
    }
}
