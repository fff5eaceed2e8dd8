/// How a signature is made, whatever URI names it.
package enum SignatureAlgorithm: String, Sendable, CaseIterable {
    /// RSASSA-PKCS1-v1_5.
    case rsaSHA1 = "rsa-sha1"
    case rsaSHA256 = "rsa-sha256"
    /// r and s, 32 bytes each, under the default user id (GB/T 32918, GM/T 0009).
    case sm2SM3 = "sm2-sm3"
}

/// How the content is digested, whatever URI names it.
package enum DigestAlgorithm: String, Sendable, CaseIterable {
    case sha1, sha256, sm3
}

/// A pair of URIs as they stand in messages, and what they mean. Which pairs there are is data: some that were seen at
/// work are in no standard.
package struct SignatureSuite: Hashable, Sendable {
    package let id: String
    package let signatureMethod: String
    package let digestMethod: String
    package let signature: SignatureAlgorithm
    package let digest: DigestAlgorithm

    package init(
        id: String, signatureMethod: String, digestMethod: String, signature: SignatureAlgorithm,
        digest: DigestAlgorithm
    ) {
        self.id = id
        self.signatureMethod = signatureMethod
        self.digestMethod = digestMethod
        self.signature = signature
        self.digest = digest
    }
}
