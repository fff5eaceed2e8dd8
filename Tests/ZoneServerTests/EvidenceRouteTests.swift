import Foundation
import HTTPTypes
import Testing
import ZoneServices

@testable import ZoneServer

@Suite struct EvidenceRouteTests {
    private static let witness = Witness(secret: [UInt8](repeating: 5, count: 32), name: "tax")!

    private func open(_ body: @escaping @Sendable (Site) async throws -> Void) async throws {
        try await Site.open(change: {
            $0.secret = [UInt8](repeating: 9, count: 32)
            let isTaken = $0.addWitness(Self.witness.key)
            #expect(isTaken)
        }) { site in
            try await site.submitAll(of: "A1")
            try await body(site)
        }
    }

    private func expectDescribed(_ answer: Answer, _ method: String, _ template: String) throws {
        let checker = SchemaChecker(document: OpenAPITests.document)
        let operation = OpenAPITests.document["paths"][template][method]
        let content = operation["responses"][String(answer.status)]["content"]
        let schema = content["application/json"]["schema"]
        #expect(!schema.isNull, "\(template): \(answer.status)")
        #expect(checker.complaints(try answer.json, schema) == [])
    }

    /// A department's whole way over HTTP: look, check, sign, and check a receipt offline.
    @Test func witnessAndVerifierNeedNothingElse() async throws {
        try await open { site in
            let answer = try await site.get("/v1/evidence/key")
            try expectDescribed(answer, "get", "/v1/evidence/key")
            let key = try #require(try answer.json["key"].string)
            var memory = WitnessMemory(key: key)
            for order in ["A2", "A3"] {
                let answer = try await site.get("/v1/evidence/head")
                try expectDescribed(answer, "get", "/v1/evidence/head")
                let head = try #require(try answer.json["note"].string)
                var proof: EvidenceConsistency?
                if let (from, to) = try Self.witness.proofNeeded(for: head, after: memory) {
                    let answer = try await site.get(
                        "/v1/evidence/consistency?from=\(from)&to=\(to)")
                    try expectDescribed(answer, "get", "/v1/evidence/consistency")
                    proof = try JSONDecoder().decode(
                        EvidenceConsistency.self, from: Data(answer.bytes))
                }
                memory = try Self.witness.look(at: head, proof: proof, after: memory)
                let (size, line) = try Self.witness.sign(memory, at: 1_795_822_800)
                let taken = try await site.send(
                    .post, "/v1/evidence/cosignatures", [.contentType: "application/json"],
                    Array(#"{"size":\#(size),"signature":"\#(line)"}"#.utf8))
                #expect(taken.status == 201)
                try expectDescribed(taken, "post", "/v1/evidence/cosignatures")
                #expect(try taken.json["witnesses"][0].string == "tax")
                try await site.submitAll(of: order)
            }
            let file = try await site.get("/v1/receipts/1.1/evidence")
            try expectDescribed(file, "get", "/v1/receipts/{cursor}/evidence")
            #expect(file.headers[.contentDisposition]?.contains("evidence-1.1.json") == true)
            let check = EvidenceCheck(file.bytes, key: key, witnesses: [Self.witness.key])
            #expect(check.verdict == .valid, "\(check.faults)")
        }
    }

    @Test(arguments: [
        (#"{"size":1,"signature":"x"}"#, 422), (#"{"size":1}"#, 400),
        (#"{"size":99999,"signature":"\#u{2014} tax \#(line)"}"#, 422),
    ])
    func wrongCosignaturesAreRefused(_ body: String, _ status: Int) async throws {
        try await open { site in
            let answer = try await site.send(
                .post, "/v1/evidence/cosignatures", [.contentType: "application/json"],
                Array(body.utf8))
            #expect(answer.status == status)
            #expect(answer.problemCode != nil)
        }
    }

    private static let line = Data(repeating: 1, count: 76).base64EncodedString()

    /// A zone without a secret signs nothing, and says so instead of showing heads that nobody can check.
    @Test func withoutASecretThereIsNoHead() async throws {
        try await Site.open { site in
            try await site.submitAll(of: "A1")
            for uri in ["key", "head"] {
                #expect(try await site.get("/v1/evidence/" + uri).status == 404)
            }
            #expect(try await site.get("/v1/receipts/1.1/evidence").status == 404)
            #expect(try await site.get("/v1/evidence/proof?index=0").status == 200)
        }
    }

    /// The page shows how far witnesses are, and leads from a receipt to its proof and file.
    @Test func theAuditPageLeadsToAProof() async throws {
        try await open { site in
            let key = try #require(try await site.get("/v1/evidence/key").json["key"].string)
            let list = try await site.get("/receipts").text
            #expect(list.contains("/audit?receipt=1.1"))
            let page = try await site.get("/audit?receipt=1.1&lang=en").text
            #expect(page.contains(key.replacing("+", with: "&#43;")) || page.contains(key))
            #expect(page.contains("never") && page.contains("/v1/receipts/1.1/evidence"))
            let proof = try await site.get("/v1/evidence/proof?index=0").json
            let hash = try #require(proof["leafHash"].string)
            #expect(page.contains(hash) || page.contains(hash.replacing("=", with: "&#61;")))
            let wrong = try await site.get("/audit?receipt=zzz&lang=en").text
            #expect(wrong.contains("There is no such receipt."))
        }
    }
}
