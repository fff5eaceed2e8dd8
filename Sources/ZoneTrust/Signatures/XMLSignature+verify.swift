extension XMLSignature {
    /// The suite that its two URIs name.
    package func suite(among suites: [SignatureSuite]) -> SignatureSuite? {
        suites.first { $0.signatureMethod == signatureMethod && $0.digestMethod == digestMethod }
    }

    /// Everything that is wrong with it over that message, by that certificate; without one, what can be said without.
    /// `keys` keeps keys from one message to the next.
    package func faults(
        over message: CanonicalMessage, suites: [SignatureSuite], certificate: Certificate?,
        keys: PublicKeyCache? = nil
    ) -> [SignatureFault] {
        guard let suite = suite(among: suites) else {
            return [
                SignatureFault(
                    .algorithm, value: signatureMethod + " " + digestMethod,
                    expected: suites.map(\.id).joined(separator: ", "))
            ]
        }
        var faults: [SignatureFault] = []
        let actual = (try? suite.digest.digest(of: message.content)) ?? []
        if actual != digest {
            faults.append(
                SignatureFault(.digest, value: base64(digest), expected: base64(actual)))
        }
        guard let certificate else { return faults }
        if !certificate.key.makes(suite.signature) {
            faults.append(
                SignatureFault(
                    .certificateKey, value: certificate.key.text, expected: suite.signature.rawValue
                ))
        } else if !certificate.verifies(
            value, over: message.signedInfo, by: suite.signature, keys: keys)
        {
            faults.append(SignatureFault(.value, value: certificate.serial))
        }
        return faults
    }
}
