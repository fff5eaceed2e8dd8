import Synchronization
import ZoneCore
import ZoneStore
import ZoneTrust

/// A certificate with its registration.
struct RegisteredCertificate: Sendable {
    var row: CertificateRow
    var certificate: Certificate
    var suites: [String]

    init(_ row: CertificateRow) throws(LibCryptoError) {
        self.row = row
        certificate = try Certificate(row.der)
        suites = row.suites.split(separator: ",").map(String.init)
    }
}

/// All registered certificates, in memory: signatures are verified in the requests' own tasks, which never read the store.
final class CertificateDesk: Sendable {
    /// Most certificates of a zone.
    static let countMax = 100_000

    /// Keys of certificates that messages were verified by.
    let keys = PublicKeyCache()

    private let certificates: Mutex<[String: [RegisteredCertificate]]>

    init(_ rows: [CertificateRow]) throws {
        certificates = Mutex([:])
        for row in rows { try put(row) }
    }

    var count: Int { certificates.withLock { $0.values.reduce(0) { $0 + $1.count } } }

    /// Those with a serial number, which only one issuer's certificates have to themselves.
    func certificates(serial: String) -> [RegisteredCertificate] {
        certificates.withLock { $0[serial] ?? [] }
    }

    /// All of them, oldest first.
    func all(where isWanted: (CertificateRow) -> Bool) -> [RegisteredCertificate] {
        certificates.withLock { known in
            known.values.joined().filter { isWanted($0.row) }
        }.sorted { $0.row.id < $1.row.id }
    }

    /// Puts one in, or what changed of it.
    func put(_ row: CertificateRow) throws {
        let known = try RegisteredCertificate(row)
        certificates.withLock { certificates in
            var same = certificates[row.serial] ?? []
            if let place = same.firstIndex(where: { $0.row.id == row.id }) {
                same[place] = known
            } else {
                same.append(known)
            }
            certificates[row.serial] = same
        }
    }
}
