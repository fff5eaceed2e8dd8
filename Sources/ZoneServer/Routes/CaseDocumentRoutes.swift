import HTTPTypes
import Hummingbird
import ZoneCore
import ZoneServices

/// Documents of the cases of a book.
struct CaseDocumentRoutes: Sendable {
    let zone: Zone
    let book: CaseBook
    let path: String

    func add(to router: Router<ZoneContext>) {
        router.get("\(path)/{id}/documents", use: list)
        router.post("\(path)/{id}/documents", use: add)
        router.get("\(path)/{id}/documents/{number}", use: document)
    }

    @Sendable func list(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let documents = try zone.documents(of: book, try context.parameter("id"))
        return jsonResponse(EnterpriseDocumentsAnswer(documents, zone.enterpriseLimits))
    }

    /// The file as the body, what it is in the query. 201 where it is new.
    @Sendable func add(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let id = try context.parameter("id")
        let query = Query(request)
        let content = try await collectBytes(
            of: request, upTo: zone.enterpriseLimits.documentByteCountMax)
        return try answeringCase {
            let (number, isNew) = try zone.addDocument(
                content, kind: try query.text("kind") ?? "",
                name: try query.text("name", lengthMax: 200) ?? "", to: book, id,
                by: actingAs(try query.text("by") ?? ""))
            guard let (document, _) = try zone.document(number, of: book, id) else {
                throw Problem.notFound
            }
            return jsonResponse(
                EnterpriseDocumentAnswer(document), status: isNew ? .created : .ok)
        }
    }

    /// The file itself, always to be saved and never shown in place: its sender is not trusted.
    @Sendable func document(_ request: Request, _ context: ZoneContext) async throws -> Response {
        guard let number = Int64(try context.parameter("number")),
            let (document, content) = try zone.document(
                number, of: book, try context.parameter("id"))
        else { throw Problem.notFound }
        return fileResponse(document, content)
    }
}
