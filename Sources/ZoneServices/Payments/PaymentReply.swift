public import ZoneCore

/// What the zone says to an upload of payment data, in the interface's own terms.
public struct PaymentReply: Hashable, Sendable {
    /// The codes that were published: success, failure, and of the exceptions 20001 to 21000 the one whose meaning is
    /// known.
    public enum Code: String, Sendable, CaseIterable {
        case taken = "10000"
        case failed = "20000"
        /// The certificate is not registered for the platform.
        case certificateUnknown = "20004"
    }

    public var code: Code
    public var message: String
    public var at: Timestamp

    init(_ code: Code, zh: String, en: String, at: Timestamp) {
        self.code = code
        message = "\(zh) / \(en)"
        self.at = at
    }
}

/// Why an upload was not taken.
enum PaymentRefusal {
    case tooLarge(byteCountMax: Int)
    case invalid(String)
    case unknownSession
    case otherPlatform(asked: String, uploaded: String)
    case certificateUnknown
    case wrongSignature
    case answeredBefore
    case stopped

    func reply(at now: Timestamp) -> PaymentReply {
        let (zh, en) = texts
        let code: PaymentReply.Code =
            if case .certificateUnknown = self { .certificateUnknown } else { .failed }
        return PaymentReply(code, zh: zh, en: en, at: now)
    }

    /// What is wrong and how to mend it.
    var texts: (zh: String, en: String) {
        switch self {
        case .tooLarge(let byteCountMax):
            ("上传失败：超过\(byteCountMax)字节", "more than \(byteCountMax) bytes")
        case .invalid(let text): ("上传失败：\(text)", text)
        case .unknownSession:
            (
                "上传失败：sessionID不是本系统发出的，请原样返回platDataOpen中的sessionID",
                "the session is none of this zone's: send back the sessionID of platDataOpen"
            )
        case .otherPlatform(let asked, let uploaded):
            (
                "上传失败：ebpCode为\(uploaded)，询问的是\(asked)",
                "ebpCode is \(uploaded), asked was \(asked)"
            )
        case .certificateUnknown:
            (
                "企业实时数据获取验签证书未在服务系统注册", "the certificate certNo is not registered for ebpCode"
            )
        case .wrongSignature:
            (
                "上传失败：验签失败，请核对加签原文的字段次序与引号",
                "the signature does not fit: check order and quotes of the signed text"
            )
        case .answeredBefore:
            ("上传失败，入库失败：该sessionID已有数据", "this session has its data already")
        case .stopped: ("上传失败：系统繁忙，请稍后重试", "the zone is busy: send it again later")
        }
    }
}
