import ZoneCore
import ZoneServices

/// The ledger of duties.
struct DutyLedgerAnswer: Encodable {
    var duties: [DutyAnswer]
}

/// A duty and where it stands.
struct DutyAnswer: Encodable {
    struct Field: Encodable {
        var name: String
        var mask: String?
        var purposeZh: String
        var purposeEn: String
    }

    var code: String
    var departmentZh: String
    var departmentEn: String
    var titleZh: String
    var titleEn: String
    var basis: String
    var basisVerified: Bool
    var basisNote: String
    var statuses: [Int]
    var grain: String
    var format: String
    var dueMinutes: Int64
    var fields: [Field]
    var alarm: String
    var waitingCount: Int
    var hasMoreWaiting: Bool
    var overdueCount: Int
    var due: String?
    var forecast: String?
    var deliveredCount: Int64
    var acknowledgedCount: Int64
    var lateCount: Int64
    var latestMinutes: Int64
    var delivered: String
    var acknowledged: String
    var attemptCount: Int
    var problem: String?

    init(_ entry: DutyEntry) {
        let (plan, lane) = (entry.plan, entry.lane)
        code = plan.code
        (departmentZh, departmentEn) = (plan.departmentZh, plan.departmentEn)
        (titleZh, titleEn) = (plan.titleZh, plan.titleEn)
        basis = plan.basis.instrument
        basisVerified = plan.basis.isVerified
        basisNote = plan.basis.note
        statuses = plan.statuses.sorted()
        grain = plan.grain.rawValue
        format = plan.format.rawValue
        dueMinutes = plan.dueMs / 60_000
        fields = plan.fields.map {
            Field(
                name: $0.value.rawValue, mask: $0.mask?.rawValue, purposeZh: $0.purposeZh,
                purposeEn: $0.purposeEn)
        }
        alarm = entry.outlook.alarm.rawValue
        waitingCount = entry.waitingCount
        hasMoreWaiting = entry.hasMoreWaiting
        overdueCount = entry.overdueCount
        due = entry.outlook.due?.iso8601
        forecast = entry.outlook.finish?.iso8601
        deliveredCount = lane.deliveredCount
        acknowledgedCount = lane.acknowledgedCount
        lateCount = lane.lateCount
        latestMinutes = lane.lateMsMax / 60_000
        delivered = lane.delivered.description
        acknowledged = lane.acknowledged.description
        attemptCount = lane.attemptCount
        problem = lane.problem.isEmpty ? nil : lane.problem
    }
}

/// How far a department acknowledged.
struct AcknowledgementAnswer: Encodable {
    var duty: String
    var acknowledged: String
    var acknowledgedCount: Int64
}

/// A page of the log of a duty, newest first.
struct DeliveriesAnswer: Encodable {
    var deliveries: [DeliveryAnswer]
    var nextBefore: Int64?
}

/// A delivery or an acknowledgement.
struct DeliveryAnswer: Encodable {
    var id: Int64
    var at: String
    var channel: String
    var from: String
    var to: String
    var itemCount: Int
    var newCount: Int
    var lateCount: Int

    init(_ delivery: DutyDelivery) {
        id = delivery.id
        at = delivery.at.iso8601
        channel = delivery.channel
        from = delivery.from.description
        to = delivery.to.description
        itemCount = delivery.itemCount
        newCount = delivery.newCount
        lateCount = delivery.lateCount
    }
}

/// A page of accesses to persons' data, newest first.
struct PersonAccessesAnswer: Encodable {
    var accesses: [PersonAccessAnswer]
    var nextBefore: Int64?
}

/// Who got to see data of the person of a declaration.
struct PersonAccessAnswer: Encodable {
    var id: Int64
    var at: String
    var declaration: String
    var who: String
    var purpose: String
    var channel: String

    init(_ access: PersonAccess) {
        id = access.id
        at = access.at.iso8601
        declaration = access.declaration
        who = access.who
        purpose = access.purpose
        channel = access.channel
    }
}
