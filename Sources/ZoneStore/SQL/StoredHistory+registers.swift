import Foundation
public import ZoneCore

extension StoredHistory {
    /// Events of enterprises behind one number up to another, in order.
    public func enterpriseEvents(
        after first: Int64, through last: Int64
    ) throws -> [(code: SocialCreditCode, event: EnterpriseEvent)] {
        var rows: [(code: String, event: EnterpriseEvent?)] = []
        try forEach(
            """
            SELECT enterprise, at_ms, actor, department, act FROM enterprise_event
            WHERE id > \(first) AND id <= \(last) ORDER BY id
            """
        ) { row in
            let act = try? JSONDecoder().decode(
                EnterpriseAct.self, from: Data(row.text(4).utf8))
            let event = act.map {
                EnterpriseEvent(
                    act: $0, at: Timestamp(ms: row.int(1)), actor: row.text(2),
                    department: row.text(3))
            }
            rows.append((row.text(0), event))
        }
        return try rows.map { row in
            guard let code = SocialCreditCode(row.code), let event = row.event else {
                throw StoreError(
                    code: 11, description: "an event of enterprise \(row.code) can't be read")
            }
            return (code, event)
        }
    }
}
