/// Signs messages by one key.
package struct MessageSigner: Sendable {
    package let suite: SignatureSuite
    package let key: PrivateKey
    package let certificate: Certificate

    package init(suite: SignatureSuite, key: PrivateKey, certificate: Certificate) {
        self.suite = suite
        self.key = key
        self.certificate = certificate
    }

    /// Why a message can't be signed.
    package enum Problem: Error {
        case document(XMLProblem)
        /// It has no root with content, or signatures elsewhere than among the root's children.
        case form
        case key(LibCryptoError)
    }

    /// The message with a signature in place of the one it had; else as the last of the root's children, or before the
    /// last where that is named `follower`.
    ///
    /// Nothing else changes, not even white space: the digest is that of the message as it came.
    package func sign(
        _ message: [UInt8], before follower: String = "ExtendMessage"
    ) throws(Problem) -> [UInt8] {
        let canonical: CanonicalMessage
        do { canonical = try CanonicalMessage(message) } catch { throw .document(error) }
        guard !canonical.rootEndTag.isEmpty,
            canonical.signatureCount == (canonical.parts.isEmpty ? 0 : 1)
        else { throw .form }
        let signature = try signature(over: canonical, message)
        var place = canonical.rootEndTag.lowerBound..<canonical.rootEndTag.lowerBound
        if let old = canonical.signatureElement {
            place = old
        } else if message[canonical.lastChild.name].elementsEqual(follower.utf8) {
            place = canonical.lastChild.start..<canonical.lastChild.start
        }
        return message[..<place.lowerBound] + Array(signature.utf8) + message[place.upperBound...]
    }

    private func signature(
        over canonical: CanonicalMessage, _ message: [UInt8]
    ) throws(Problem) -> String {
        let digest: String
        do { digest = base64(try suite.digest.digest(of: canonical.content)) } catch {
            throw .key(error)
        }
        // SignedInfo takes over the namespaces of the root, and of nothing else.
        let stub =
            message[canonical.rootStartTag] + Array(element(digest: digest, value: "").utf8)
            + Array("</".utf8) + message[canonical.rootName] + Array(">".utf8)
        let signedInfo: [UInt8]
        do { signedInfo = try CanonicalMessage(Array(stub)).signedInfo } catch {
            throw .document(error)
        }
        do {
            let value = try key.signature(over: signedInfo, by: suite.signature)
            return element(digest: digest, value: base64(value))
        } catch { throw .key(error) }
    }

    private func element(digest: String, value: String) -> String {
        """
        <ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo>\
        <ds:CanonicalizationMethod Algorithm="\(XMLSignature.canonicalization)"/>\
        <ds:SignatureMethod Algorithm="\(suite.signatureMethod)"/><ds:Reference URI="">\
        <ds:Transforms><ds:Transform Algorithm="\(XMLSignature.enveloped)"/></ds:Transforms>\
        <ds:DigestMethod Algorithm="\(suite.digestMethod)"/><ds:DigestValue>\(digest)\
        </ds:DigestValue></ds:Reference></ds:SignedInfo><ds:SignatureValue>\(value)\
        </ds:SignatureValue><ds:KeyInfo><ds:KeyName>\(certificate.serial)</ds:KeyName>\
        <ds:X509Data><ds:X509Certificate>\(base64(certificate.der))</ds:X509Certificate>\
        </ds:X509Data></ds:KeyInfo></ds:Signature>
        """
    }
}
