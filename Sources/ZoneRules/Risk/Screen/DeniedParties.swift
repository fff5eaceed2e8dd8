import ZoneCore

/// Holds the names of a declaration against the operator's list of denied parties.
///
/// A name is no identity: people share names, so a hit is a reason to look, and only the same name
/// holds goods. Names are compared as ``NameIndex`` compares them.
public struct DeniedParties: Sendable {
    private let index: NameIndex
    private var scratch = NameScratch()

    /// Parties of a list.
    public init(_ index: NameIndex) {
        self.index = index
    }

    /// The parties, listed on the day of the subject, whose names buyer, payer or consignee has.
    public mutating func facts(about subject: RiskSubject, _ limits: RiskLimits) -> [PartyFact] {
        guard let threshold = limits.partyAlikeScoreMin else { return [] }
        var facts: [PartyFact] = []
        find(subject.buyerName, .buyer, subject.day, Int(threshold), &facts)
        if subject.payerName != subject.buyerName {
            find(subject.payerName, .payer, subject.day, Int(threshold), &facts)
        }
        if subject.consignee != subject.buyerName, subject.consignee != subject.payerName {
            find(subject.consignee, .consignee, subject.day, Int(threshold), &facts)
        }
        return facts
    }

    private mutating func find(
        _ name: String, _ role: PartyFact.Role, _ day: Day, _ threshold: Int,
        _ facts: inout [PartyFact]
    ) {
        if name.isEmpty { return }
        for hit in index.match(name, threshold: threshold, scratch: &scratch) {
            let entry = index.list.entries[hit.entry]
            guard entry.isListed(on: day, knownBy: day) else { continue }
            facts.append(PartyFact(role: role, entry: entry.id, score: Int64(hit.score)))
        }
    }
}
