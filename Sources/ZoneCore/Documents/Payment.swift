/// An import payment document (CEB411). Money in yuan (currency 142).
public struct Payment: Hashable, Sendable {
    public var submission: Submission
    public var payCode = ""
    public var payTransactionId = ""
    public var orderNo = ""
    public var ebpCode = ""
    public var payerIdNumber = ""
    public var payerName = ""
    public var amountPaid = Fixed5.zero
    public var currency = ""
    /// `YYYYMMDDhhmmss`.
    public var payTime = ""

    /// A payment with nothing in it but its submission.
    public init(submission: Submission) {
        self.submission = submission
    }
}
