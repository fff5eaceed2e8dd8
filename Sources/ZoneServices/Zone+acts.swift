import ZoneCore
import ZoneStore

/// Acts of officers and sites on declarations.
extension Zone {
    /// Does what an officer or a site does with a declaration (`party:orderNo`) or with goods of it that go back; returns
    /// after the durable write.
    public func act(_ act: DeclarationAct, on id: String) async throws -> ActOutcome {
        guard let row = try declarationRow(id) else { return .notFound }
        return try await perform { writer, cache in try writer.act(act, on: row.id, cache) }
    }

    /// The declaration of an id `party:orderNo`: the import list, or else the export list, with that order number.
    func declarationRow(_ id: String) throws -> DeclarationRow? {
        guard let colon = id.firstIndex(of: ":") else { return nil }
        let party = String(id[..<colon])
        let rows = try store.documents(orderNo: String(id[id.index(after: colon)...]))
        let list = rows.first {
            $0.party == party && DocumentKind(rawValue: UInt8($0.kind))?.isList ?? false
        }
        return try list.flatMap { try store.declaration($0.declarationID) }
    }
}
