import ArgumentParser
import ZoneServer

/// TLS by the server itself.
struct TLSOptions: ParsableArguments {
    @Option(
        help: """
            PEM file with the server's certificate and its chain: the server speaks TLS 1.2 and 1.3. SIGHUP reads it \
            again.
            """)
    var tlsCertificate: String?
    @Option(help: "PEM file with the private key of the certificate, without a passphrase.")
    var tlsKey: String?
    @Option(
        name: .customLong("client-ca"),
        help: """
            PEM file with the authorities whose certificates name API clients: clients are asked for one, and a \
            registered one stands in for a token.
            """)
    var clientAuthorities: String?

    func validate() throws {
        guard (tlsCertificate == nil) == (tlsKey == nil) else {
            throw ValidationError(
                "--tls-certificate 与 --tls-key 须同时给出 / are given together or not at all")
        }
        guard clientAuthorities == nil || tlsCertificate != nil else {
            throw ValidationError(
                "--client-ca 须与 --tls-certificate、--tls-key 一起给出 / needs --tls-certificate and --tls-key"
            )
        }
    }

    /// The files; nil where the server speaks plain HTTP.
    func files() throws -> TLSFiles? {
        guard let tlsCertificate, let tlsKey else { return nil }
        return try TLSFiles(
            certificatePath: tlsCertificate, keyPath: tlsKey, clientAuthorityPath: clientAuthorities
        )
    }
}
