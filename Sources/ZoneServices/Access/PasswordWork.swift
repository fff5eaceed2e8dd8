import Synchronization
import ZoneTrust

/// Computes password hashes one after the other, so that logins never take more than one core from the intake.
actor PasswordWork {
    private let cost: PasswordCost
    private nonisolated let waiting = Mutex(0)
    private nonisolated let waitingCountMax: Int
    private let decoy: PasswordHash

    init(cost: PasswordCost, waitingCountMax: Int) {
        self.cost = cost
        self.waitingCountMax = waitingCountMax
        decoy = PasswordHash(decoyOf: cost)
    }

    /// Whether a password is that of a hash; false where there is no hash, after the same work.
    nonisolated func matches(_ password: String, _ text: String?) async throws -> Bool {
        try enter()
        defer { leave() }
        return try await compare(password, text.flatMap { PasswordHash($0) })
    }

    /// The text of a new hash.
    nonisolated func hash(_ password: String) async throws -> String {
        try enter()
        defer { leave() }
        return try await compute(password)
    }

    private nonisolated func enter() throws(AccessError) {
        let isIn = waiting.withLock { count in
            guard count < waitingCountMax else { return false }
            count += 1
            return true
        }
        guard isIn else { throw .busy }
    }

    private nonisolated func leave() { waiting.withLock { $0 -= 1 } }

    private func compare(_ password: String, _ hash: PasswordHash?) throws -> Bool {
        let isEqual = try (hash ?? decoy).matches(password)
        return isEqual && hash != nil
    }

    private func compute(_ password: String) throws -> String {
        try PasswordHash(
            password, salt: randomBytes(PasswordHash.saltByteCount), cost: cost
        ).text
    }
}
