import Foundation
import HummingbirdTLS
import NIOCore
import NIOSSL
import Synchronization
import ZoneServices

/// The certificate and the key that the server shows, from two PEM files, and where certificates count as names of
/// API clients the authorities that issue them.
public final class TLSFiles: Sendable {
    /// Largest file that is read, bytes.
    static let fileByteCountMax = 1 << 20

    private let certificatePath: String
    private let keyPath: String
    private let first: Pair
    /// What new connections get; nothing while it is what the server started with.
    private let newest = Mutex(NIOSSLContextConfigurationOverride.noChanges)
    /// The authorities of client certificates; nil where no client is asked for one.
    let clientAuthorities: ClientAuthorities?
    private let clientRoots: [NIOSSLCertificate]

    /// A certificate with its chain, and its key.
    private struct Pair: Sendable {
        var chain: [NIOSSLCertificate]
        var key: NIOSSLPrivateKey
    }

    /// Reads the files; throws everything that is wrong with them at once.
    public init(
        certificatePath: String, keyPath: String, clientAuthorityPath: String? = nil
    ) throws(TLSFilesError) {
        self.certificatePath = certificatePath
        self.keyPath = keyPath
        var problems: [String] = []
        let pair = Self.pair(certificatePath, keyPath, &problems)
        clientRoots = clientAuthorityPath.map { Self.certificates($0, &problems) ?? [] } ?? []
        let authorities = clientRoots.compactMap { try? $0.toDERBytes() }
        clientAuthorities = clientAuthorityPath.map { _ in ClientAuthorities(authorities) }
        guard let pair, problems.isEmpty else { throw TLSFilesError(problems: problems) }
        first = pair
    }

    /// Reads certificate and key again, for the connections to come; what is wrong leaves the old ones.
    public func reload() throws(TLSFilesError) {
        var problems: [String] = []
        guard let pair = Self.pair(certificatePath, keyPath, &problems) else {
            throw TLSFilesError(problems: problems)
        }
        newest.withLock { newest in
            newest.certificateChain = pair.chain.map { .certificate($0) }
            newest.privateKey = .privateKey(pair.key)
        }
    }

    /// TLS 1.2 with forward secrecy and authenticated encryption, or 1.3. Client certificates are asked for, not demanded;
    /// the handshake proves that the client has the key, and the gate says with a reason what is wrong with it.
    func configuration() -> TLSChannelConfiguration {
        var configuration = Self.configuration(first)
        configuration.sslContextCallback = { [self] _, promise in
            promise.succeed(newest.withLock { $0 })
        }
        guard clientAuthorities != nil else {
            return TLSChannelConfiguration(tlsConfiguration: configuration)
        }
        configuration.certificateVerification = .optionalVerification
        configuration.trustRoots = .certificates(clientRoots)
        configuration.sendCANameList = true
        return TLSChannelConfiguration(tlsConfiguration: configuration) { _, promise in
            promise.succeed(.certificateVerified)
        }
    }

    private static func configuration(_ pair: Pair) -> TLSConfiguration {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: pair.chain.map { .certificate($0) }, privateKey: .privateKey(pair.key)
        )
        configuration.minimumTLSVersion = .tlsv12
        configuration.cipherSuiteValues = [
            .TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, .TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
            .TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, .TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
            .TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
            .TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
        ]
        configuration.applicationProtocols = ["http/1.1"]
        return configuration
    }

    private static func pair(
        _ certificatePath: String, _ keyPath: String, _ problems: inout [String]
    ) -> Pair? {
        let chain = certificates(certificatePath, &problems)
        let key = key(keyPath, &problems)
        guard let chain, let key else { return nil }
        let pair = Pair(chain: chain, key: key)
        do {
            _ = try NIOSSLContext(configuration: configuration(pair))
        } catch {
            problems.append(
                "\(keyPath): 私钥与 \(certificatePath) 的首张证书不匹配，或其算法不受支持（应为 RSA 或 ECDSA P-256、P-384）"
                    + " / it is not the key of the first certificate in \(certificatePath), or TLS "
                    + "does not know its kind (RSA, or ECDSA over P-256 or P-384)")
            return nil
        }
        return pair
    }

    private static func certificates(
        _ path: String, _ problems: inout [String]
    ) -> [NIOSSLCertificate]? {
        guard let bytes = bytes(path, &problems) else { return nil }
        guard let chain = try? NIOSSLCertificate.fromPEMBytes(bytes), !chain.isEmpty else {
            problems.append(
                "\(path): 没有PEM格式的证书（-----BEGIN CERTIFICATE-----） / it holds no certificate as PEM")
            return nil
        }
        return chain
    }

    private static func key(_ path: String, _ problems: inout [String]) -> NIOSSLPrivateKey? {
        guard let bytes = bytes(path, &problems) else { return nil }
        guard let key = try? NIOSSLPrivateKey(bytes: bytes, format: .pem) else {
            problems.append(
                "\(path): 没有未加密的PEM格式私钥（-----BEGIN PRIVATE KEY-----）"
                    + " / it holds no private key as PEM without a passphrase")
            return nil
        }
        return key
    }

    private static func bytes(_ path: String, _ problems: inout [String]) -> [UInt8]? {
        guard let file = FileHandle(forReadingAtPath: path),
            let data = try? file.read(upToCount: fileByteCountMax + 1)
        else {
            problems.append("\(path): 无法读取 / it can't be read")
            return nil
        }
        guard data.count <= fileByteCountMax else {
            problems.append(
                "\(path): 大于\(fileByteCountMax)字节 / it has more than \(fileByteCountMax) bytes")
            return nil
        }
        return [UInt8](data)
    }
}

/// Everything that is wrong with the files of TLS.
public struct TLSFilesError: Error, CustomStringConvertible {
    public var problems: [String]

    public var description: String { problems.joined(separator: "\n") }
}
