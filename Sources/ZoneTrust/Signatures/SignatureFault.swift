/// One thing that is wrong with a signature. Texts in Chinese and English are the catalogue's of findings.
package struct SignatureFault: Hashable, Sendable {
    package let code: Code
    /// What was found.
    package let value: String
    /// What would have been right.
    package let expected: String

    package init(_ code: Code, value: String = "", expected: String = "") {
        self.code = code
        self.value = value
        self.expected = expected
    }

    package enum Code: String, Sendable, CaseIterable {
        case missing = "signature.missing"
        /// The message has no canonical form.
        case unreadable = "signature.unreadable"
        case count = "signature.count"
        case place = "signature.place"
        /// A part is missing, stands twice, or may not be there.
        case form = "signature.form"
        case canonicalization = "signature.canonicalization"
        case reference = "signature.reference"
        case transform = "signature.transform"
        /// A pair of URIs that nobody knows.
        case algorithm = "signature.algorithm"
        /// A pair that is known, but not accepted on that day or of that enterprise.
        case notAccepted = "signature.notAccepted"
        case digest = "signature.digest"
        case value = "signature.value"
        case certificateUnknown = "signature.certificateUnknown"
        case certificateOwner = "signature.certificateOwner"
        case certificateDates = "signature.certificateDates"
        case certificateRevoked = "signature.certificateRevoked"
        case certificateKey = "signature.certificateKey"
    }
}
