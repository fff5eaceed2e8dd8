/// What a signature says, read from its parts.
///
/// There is one shape that the standard has, and nothing else is taken: the usual tricks on XML signatures (a second
/// signature, a reference to another place, a transform that drops content) live in the freedom that the W3C leaves.
package struct XMLSignature: Hashable, Sendable {
    package var signatureMethod: String
    package var digestMethod: String
    package var digest: [UInt8]
    package var value: [UInt8]
    /// The certificate's serial number, as KeyInfo says.
    package var keyName: String
    /// The certificate in it; empty where there is none.
    package var certificate: [UInt8]

    package static let canonicalization = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
    package static let enveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"
}

extension CanonicalMessage {
    /// The message's signature, and everything that is wrong with its form; no signature where a part is missing without
    /// which nothing can be verified.
    package func readSignature() -> (signature: XMLSignature?, faults: [SignatureFault]) {
        guard signatureCount > 0 else { return (nil, [SignatureFault(.missing)]) }
        var reader = SignatureReader(parts)
        if signatureCount > 1 {
            reader.faults.append(
                SignatureFault(.count, value: String(signatureCount), expected: "1"))
        }
        guard !parts.isEmpty else {
            reader.faults.append(SignatureFault(.place))
            return (nil, reader.faults)
        }
        let signature = reader.read()
        return (signature, reader.faults)
    }
}

/// Takes the parts of a signature apart.
private struct SignatureReader {
    /// A part that may stand in a signature, and how often.
    private struct Rule {
        var path: String
        var count: ClosedRange<Int>
    }

    private static let rules: [Rule] = [
        Rule(path: "SignedInfo", count: 1...1),
        Rule(path: "SignedInfo/CanonicalizationMethod", count: 1...1),
        Rule(path: "SignedInfo/SignatureMethod", count: 1...1),
        Rule(path: "SignedInfo/Reference", count: 1...1),
        Rule(path: "SignedInfo/Reference/Transforms", count: 1...1),
        Rule(path: "SignedInfo/Reference/Transforms/Transform", count: 1...2),
        Rule(path: "SignedInfo/Reference/DigestMethod", count: 1...1),
        Rule(path: "SignedInfo/Reference/DigestValue", count: 1...1),
        Rule(path: "SignatureValue", count: 1...1),
        Rule(path: "KeyInfo", count: 0...1),
        Rule(path: "KeyInfo/KeyName", count: 0...1),
        Rule(path: "KeyInfo/X509Data", count: 0...1),
        Rule(path: "KeyInfo/X509Data/X509Certificate", count: 0...1),
    ]

    /// Parts by their path below the signature.
    private var parts: [String: [SignaturePart]] = [:]
    private var unknown: [String] = []
    var faults: [SignatureFault] = []

    init(_ list: [SignaturePart]) {
        var path: [String] = []
        for part in list.dropFirst() {
            path.removeLast(path.count - (part.depth - 1))
            path.append(part.name ?? "?")
            let name = path.joined(separator: "/")
            let isKnown = Self.rules.contains { $0.path == name }
            // What else a KeyInfo says of the key is nobody's business here.
            if isKnown { parts[name, default: []].append(part) }
            if !isKnown, !name.hasPrefix("KeyInfo/") { unknown.append(name) }
        }
    }

    mutating func read() -> XMLSignature? {
        for name in unknown { faults.append(SignatureFault(.form, value: name)) }
        for rule in Self.rules {
            let count = parts[rule.path]?.count ?? 0
            guard !rule.count.contains(count) else { continue }
            faults.append(
                SignatureFault(
                    .form, value: "\(rule.path) \(count)",
                    expected: "\(rule.path) \(rule.count.lowerBound)"))
        }
        checkReference()
        let digest = base64("SignedInfo/Reference/DigestValue")
        let value = base64("SignatureValue")
        let certificate = base64("KeyInfo/X509Data/X509Certificate", isOptional: true) ?? []
        let keyName = parts["KeyInfo/KeyName"]?.first.map { text($0.text) } ?? ""
        guard let signatureMethod = algorithm("SignedInfo/SignatureMethod"),
            let digestMethod = algorithm("SignedInfo/Reference/DigestMethod"), let digest,
            let value
        else { return nil }
        return XMLSignature(
            signatureMethod: signatureMethod, digestMethod: digestMethod, digest: digest,
            value: value, keyName: keyName.lowercased(), certificate: certificate)
    }

    /// The reference has to be to the whole message, by the one transform that leaves only the signature out.
    private mutating func checkReference() {
        expect(
            algorithm("SignedInfo/CanonicalizationMethod"), XMLSignature.canonicalization,
            .canonicalization)
        if let reference = parts["SignedInfo/Reference"]?.first {
            expect(reference.attributes["URI"] ?? "-", "", .reference)
        }
        let transforms = (parts["SignedInfo/Reference/Transforms/Transform"] ?? []).map {
            $0.attributes["Algorithm"] ?? ""
        }
        for (found, allowed) in zip(
            transforms, [XMLSignature.enveloped, XMLSignature.canonicalization])
        { expect(found, allowed, .transform) }
    }

    private mutating func expect(_ found: String?, _ right: String, _ code: SignatureFault.Code) {
        guard let found, found != right else { return }
        faults.append(SignatureFault(code, value: found, expected: right))
    }

    private func algorithm(_ path: String) -> String? {
        parts[path]?.first?.attributes["Algorithm"]
    }

    private mutating func base64(_ path: String, isOptional: Bool = false) -> [UInt8]? {
        guard let part = parts[path]?.first else { return nil }
        if let bytes = decodedBase64(part.text), !bytes.isEmpty { return bytes }
        if isOptional, part.text.isEmpty { return nil }
        faults.append(SignatureFault(.form, value: path, expected: "base64"))
        return nil
    }

    private func text(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.filter { !Canonicalizer.isSpace($0) }, as: UTF8.self)
    }
}
