/// Where a submitted document stands, as receipts say it (returnStatus of the standard).
///
/// One state set for every document kind; a receipt of a given kind may carry only some of them
/// (``receipts``). `withdrawn` has no code on the wire: it is the end of a document that its sender
/// deleted or cancelled. The raw value is the wire code, and 0 for `withdrawn`, for storage.
///
/// Source: message standard 202205, tables of CEB622, CEB214 and the other receipts.
public enum ReturnStatus: UInt16, Sendable, CaseIterable {
    /// 已撤销: deleted or cancelled by its sender; no code on the wire.
    case withdrawn = 0
    /// 电子口岸已暂存
    case saved = 1
    /// 电子口岸申报中
    case submitting = 2
    /// 发送海关成功
    case sentToCustoms = 3
    /// 发送海关失败
    case sendingFailed = 4
    /// 海关退单
    case rejected = 100
    /// 海关入库
    case stored = 120
    /// 人工审核
    case underReview = 300
    /// 海关审结
    case settled = 399
    /// 查验
    case inspection = 500
    /// 扣留移送通关
    case detainedForClearance = 501
    /// 扣留移送缉私
    case detainedForSmuggling = 502
    /// 扣留移送法规
    case detainedForLegal = 503
    /// 移交
    case handedOver = 505
    /// 其它扣留
    case detainedOtherwise = 599
    /// 挂起
    case suspended = 600
    /// 退运
    case sentBack = 700
    /// 放行
    case released = 800
    /// 结关
    case closed = 899

    /// What can happen to a submitted document. Each case names the act; its result is `next(on:)`.
    public enum Event: String, Sendable, CaseIterable {
        /// The sender declares a draft, or declares again after a failure or a rejection.
        case submit
        /// The sender changes the document (appType 2).
        case amend
        /// The sender deletes the document (appType 3) or a cancellation of it is granted.
        case withdraw
        /// The platform passed it to customs.
        case send
        /// The platform could not pass it to customs.
        case failSending
        /// The logic check passed.
        case store
        /// An officer has to look at the papers.
        case refer
        /// An officer has to look at the goods.
        case inspect
        /// Detained and handed to the clearance department.
        case detainForClearance
        /// Detained and handed to the anti-smuggling department.
        case detainForSmuggling
        /// Detained and handed to the legal department.
        case detainForLegal
        /// Detained for another reason.
        case detainOtherwise
        /// Handed over to another authority.
        case handOver
        /// Put on hold.
        case suspend
        /// Customs has decided; for documents that are not goods this is the good end.
        case settle
        /// Rejected: the sender may change it and declare again.
        case reject
        /// The goods go back abroad.
        case sendBack
        /// The goods are released.
        case release
        /// Customs closes the file of released goods.
        case close
    }

    /// The state after `event`, or nil where the event is not allowed from here.
    ///
    /// | event | allowed from | to |
    /// | --- | --- | --- |
    /// | submit | 1, 4, 100 | 2 |
    /// | amend | 1 | 1 |
    /// | amend | 2, 4, 100 | 2 |
    /// | withdraw | 1, 2, 3, 4, 100, 120, 300 | withdrawn |
    /// | send | 2, 4 | 3 |
    /// | failSending | 2 | 4 |
    /// | store | 2, 3 | 120 |
    /// | refer | 2, 3, 120, 500, 600 | 300 |
    /// | inspect | 2, 3, 120, 300, 399, 600 | 500 |
    /// | detain... | 300, 500, and from another detention | 501, 502, 503, 599 |
    /// | handOver | 500, 501, 502, 503, 599 | 505 |
    /// | suspend | 120, 300, 500 | 600 |
    /// | settle | 2, 3, 120, 300, 500, 600 | 399 |
    /// | reject | 2, 3, 120, 300, 500, 600 | 100 |
    /// | sendBack | 300, 399, 500, 501, 502, 503, 505, 599, 600 | 700 |
    /// | release | 2, 3, 120, 300, 399, 500, 501, 502, 503, 505, 599, 600 | 800 |
    /// | close | 399, 800 | 899 |
    ///
    /// From 700, 899 and withdrawn nothing is allowed. The standard lists the codes and not the
    /// moves; the moves are PilotZone's reading of them.
    public func next(on event: Event) -> ReturnStatus? {
        switch event {
        case .submit: from(.saved, .sendingFailed, .rejected, to: .submitting)
        case .amend:
            self == .saved
                ? .saved : from(.submitting, .sendingFailed, .rejected, to: .submitting)
        case .withdraw:
            from(
                .saved, .submitting, .sentToCustoms, .sendingFailed, .rejected, .stored,
                .underReview, to: .withdrawn)
        case .send: from(.submitting, .sendingFailed, to: .sentToCustoms)
        case .failSending: from(.submitting, to: .sendingFailed)
        case .store: from(.submitting, .sentToCustoms, to: .stored)
        case .refer:
            from(.submitting, .sentToCustoms, .stored, .inspection, .suspended, to: .underReview)
        case .inspect:
            from(
                .submitting, .sentToCustoms, .stored, .underReview, .settled, .suspended,
                to: .inspection)
        case .detainForClearance: detained(as: .detainedForClearance)
        case .detainForSmuggling: detained(as: .detainedForSmuggling)
        case .detainForLegal: detained(as: .detainedForLegal)
        case .detainOtherwise: detained(as: .detainedOtherwise)
        case .handOver: isDetained || self == .inspection ? .handedOver : nil
        case .suspend: from(.stored, .underReview, .inspection, to: .suspended)
        case .settle: isWithCustoms ? .settled : nil
        case .reject: isWithCustoms ? .rejected : nil
        case .sendBack:
            isDetained
                ? .sentBack
                : from(
                    .underReview, .settled, .inspection, .handedOver, .suspended, to: .sentBack)
        case .release:
            isWithCustoms || isDetained
                ? .released : from(.settled, .handedOver, to: .released)
        case .close: from(.settled, .released, to: .closed)
        }
    }

    /// `next` where this state is one of `states`, else nil.
    private func from(_ states: ReturnStatus..., to next: ReturnStatus) -> ReturnStatus? {
        states.contains(self) ? next : nil
    }

    /// 501, 502, 503, 599: the goods are detained.
    public var isDetained: Bool {
        switch self {
        case .detainedForClearance, .detainedForSmuggling, .detainedForLegal, .detainedOtherwise:
            true
        case .withdrawn, .saved, .submitting, .sentToCustoms, .sendingFailed, .rejected, .stored,
            .underReview, .settled, .inspection, .handedOver, .suspended, .sentBack, .released,
            .closed:
            false
        }
    }

    /// Declared and not decided: 2, 3, 120, 300, 500, 600.
    private var isWithCustoms: Bool {
        switch self {
        case .submitting, .sentToCustoms, .stored, .underReview, .inspection, .suspended: true
        case .withdrawn, .saved, .sendingFailed, .rejected, .settled, .detainedForClearance,
            .detainedForSmuggling, .detainedForLegal, .detainedOtherwise, .handedOver, .sentBack,
            .released, .closed:
            false
        }
    }

    /// `detention` from 300, 500 and from another detention; nil from elsewhere.
    private func detained(as detention: ReturnStatus) -> ReturnStatus? {
        guard self == .underReview || self == .inspection || isDetained else { return nil }
        return self == detention ? nil : detention
    }
}

extension ReturnStatus {
    /// The state of a code as receipts write it, or nil where the standard has no such code.
    public init?(code: Int) {
        guard code > 0, let value = UInt16(exactly: code) else { return nil }
        self.init(rawValue: value)
    }

    /// The code as receipts write it; nil for `withdrawn`.
    public var code: Int? { self == .withdrawn ? nil : Int(rawValue) }

    /// Nothing can happen to the document any more.
    public var isFinal: Bool { Event.allCases.allSatisfy { next(on: $0) == nil } }

    /// The goods may leave customs control.
    public var isReleased: Bool { self == .released || self == .closed }

    /// The sender may change the document (official error -621012 otherwise).
    public var mayChange: Bool { next(on: .amend) != nil }

    /// The sender may delete the document.
    public var mayDelete: Bool { next(on: .withdraw) != nil }

    /// Numbers of the receipts that may carry the state: 622 for CEB622. Empty for `withdrawn`.
    ///
    /// Source: receipt tables of the message standard 202205. 1 is missing from 312, 412, 512 and
    /// 514 there.
    public var receipts: Set<Int> {
        switch self {
        case .withdrawn: []
        case .saved: Self.exportReceipts.union([622, 624, 626, 712])
        case .submitting, .sentToCustoms, .sendingFailed, .rejected:
            Self.exportReceipts.union(Self.importReceipts)
        case .stored: Self.importReceipts.union([214, 304, 404, 604, 608])
        case .underReview, .inspection, .released: [214, 604, 622]
        case .settled: [216, 506, 508, 510, 604, 606, 622, 624, 626, 702, 712]
        case .detainedForClearance, .detainedForSmuggling, .detainedForLegal, .detainedOtherwise,
            .sentBack:
            [622]
        case .handedOver, .suspended: [214]
        case .closed: [604, 622]
        }
    }

    private static let importReceipts: Set = [312, 412, 512, 514, 622, 624, 626, 712]
    private static let exportReceipts: Set = [
        214, 216, 304, 404, 506, 508, 510, 604, 606, 608, 702,
    ]

    /// The state's name in Chinese, as the standard writes it.
    public var zh: String {
        switch self {
        case .withdrawn: "已撤销"
        case .saved: "电子口岸已暂存"
        case .submitting: "电子口岸申报中"
        case .sentToCustoms: "发送海关成功"
        case .sendingFailed: "发送海关失败"
        case .rejected: "海关退单"
        case .stored: "海关入库"
        case .underReview: "人工审核"
        case .settled: "海关审结"
        case .inspection: "查验"
        case .detainedForClearance: "扣留移送通关"
        case .detainedForSmuggling: "扣留移送缉私"
        case .detainedForLegal: "扣留移送法规"
        case .handedOver: "移交"
        case .detainedOtherwise: "其它扣留"
        case .suspended: "挂起"
        case .sentBack: "退运"
        case .released: "放行"
        case .closed: "结关"
        }
    }

    /// The state's name in English.
    public var en: String {
        switch self {
        case .withdrawn: "withdrawn"
        case .saved: "saved as draft"
        case .submitting: "being declared"
        case .sentToCustoms: "sent to customs"
        case .sendingFailed: "sending to customs failed"
        case .rejected: "rejected by customs"
        case .stored: "stored by customs"
        case .underReview: "manual review"
        case .settled: "decided by customs"
        case .inspection: "inspection"
        case .detainedForClearance: "detained, handed to clearance"
        case .detainedForSmuggling: "detained, handed to anti-smuggling"
        case .detainedForLegal: "detained, handed to legal"
        case .handedOver: "handed over"
        case .detainedOtherwise: "other detention"
        case .suspended: "suspended"
        case .sentBack: "returned"
        case .released: "released"
        case .closed: "customs closed"
        }
    }
}
