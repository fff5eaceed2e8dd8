/// A signed or unsigned document in the forms that a signature is made over.
///
/// Canonical XML 1.0 without comments, inclusive: the form that the customs standard fixes.
package struct CanonicalMessage: Sendable {
    /// The document without its signature, as enveloped-signature leaves it.
    package internal(set) var content: [UInt8] = []
    /// `SignedInfo` by itself, with the namespaces that are in scope; empty where there is none.
    package internal(set) var signedInfo: [UInt8] = []
    /// The parts of the first signature that is a child of the root; empty where there is none.
    package internal(set) var parts: [SignaturePart] = []
    /// How many elements named `Signature` of XML-DSig there are, at any depth. The only one that is safe is one.
    package internal(set) var signatureCount = 0
    /// Where the root's start tag and its end tag stand, and where its last child begins.
    var rootStartTag = 0..<0
    var rootEndTag = 0..<0
    var rootName = 0..<0
    var lastChild: (start: Int, name: Range<Int>) = (0, 0..<0)
    /// Where the signature stands that was left out.
    var signatureElement: Range<Int>?

    /// Reads the document; `bytes` are UTF-8, whatever encoding its XML declaration names.
    package init(_ bytes: [UInt8], limits: CanonicalLimits = CanonicalLimits())
        throws(XMLProblem)
    {
        var canonicalizer = try Canonicalizer(bytes, limits: limits)
        self = try canonicalizer.run()
    }
}

/// An element of a signature: the signature itself first, then all below it in document order.
package struct SignaturePart: Sendable, Hashable {
    /// 0 for the signature.
    package let depth: Int
    /// Its name without prefix; nil where it is not of XML-DSig.
    package let name: String?
    /// Attributes by name as written, without those that declare namespaces.
    package let attributes: [String: String]
    /// Its own text, references resolved.
    package internal(set) var text: [UInt8] = []
}

/// What a document may have at most.
package struct CanonicalLimits: Sendable {
    package var byteCountMax = 16 << 20
    /// Of elements within each other; the message engine takes fewer.
    package var depthMax = 64
    /// Of attributes of one element, declarations of namespaces among them.
    package var attributeCountMax = 64
    /// Of namespaces in scope.
    package var bindingCountMax = 64
    /// Of elements of a signature.
    package var partCountMax = 64

    package init() {}
}
