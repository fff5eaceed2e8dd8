import Crypto
public import ZoneCore
import ZoneStore

/// The documents that enterprises show.
extension Zone {
    /// What enterprises may file.
    public var enterpriseLimits: EnterpriseLimits { settings.enterpriseLimits }

    /// Keeps a PDF, PNG or JPEG of an enterprise with its SHA-256; the same content again is not
    /// kept twice. Its number and whether it is new.
    public func addDocument(
        _ content: [UInt8], kind: String, name: String, of code: SocialCreditCode, by actor: String
    ) throws -> (id: Int64, isNew: Bool) {
        try keepDocument(content, kind: kind, name: name, by: actor) { document, limits in
            try store.addEnterpriseDocument(
                document, content: content, of: code, countMax: limits.documentCountMax,
                totalByteCountMax: limits.documentTotalByteCountMax)
        }
    }

    /// What every book does with a file: looks at it, then `keep` stores it within the limits.
    func keepDocument<Kept>(
        _ content: [UInt8], kind: String, name: String, by actor: String,
        _ keep: (EnterpriseDocument, EnterpriseLimits) throws -> Kept
    ) throws -> Kept {
        let limits = settings.enterpriseLimits
        let problems =
            textProblems("kind", kind) + textProblems("name", name) + textProblems("by", actor)
        guard problems.isEmpty else { throw EnterpriseError.invalid(problems) }
        guard !content.isEmpty else { throw EnterpriseError.documentEmpty }
        guard content.count <= limits.documentByteCountMax else {
            throw EnterpriseError.documentTooLarge(byteCountMax: limits.documentByteCountMax)
        }
        guard let type = documentType(of: content) else { throw EnterpriseError.documentType }
        let document = EnterpriseDocument(
            id: 0, kind: kind, name: name, type: type, byteCount: content.count,
            digest: Array(SHA256.hash(data: content)), actor: actor, at: now)
        do {
            return try keep(document, limits)
        } catch let refusal as DocumentRefusal {
            switch refusal {
            case .unknownEnterprise: throw EnterpriseError.notFound
            case .tooMany(let countMax): throw EnterpriseError.documentsFull(countMax: countMax)
            case .tooLarge(let byteCountMax):
                throw EnterpriseError.documentTooLarge(byteCountMax: byteCountMax)
            }
        }
    }

    /// The documents of an enterprise, oldest first.
    public func documents(of code: SocialCreditCode) throws -> [EnterpriseDocument] {
        try store.enterpriseDocuments(code)
    }

    /// One document with its content; nil where the enterprise has none of that number.
    public func document(
        _ id: Int64, of code: SocialCreditCode
    ) throws -> (document: EnterpriseDocument, content: [UInt8])? {
        try store.enterpriseDocument(id, of: code)
    }
}

/// The media type that the first bytes of a file tell; nil where it is no PDF, PNG or JPEG.
func documentType(of content: [UInt8]) -> String? {
    if content.starts(with: Array("%PDF-".utf8)) { return "application/pdf" }
    if content.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
        return "image/png"
    }
    if content.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
    return nil
}
