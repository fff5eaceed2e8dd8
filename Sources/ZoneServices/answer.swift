/// What `ask` gives within a time; nil where it takes longer, and then it is cancelled.
func answer<T: Sendable>(
    within time: Duration, on clock: any Clock<Duration>,
    _ ask: @escaping @Sendable () async throws -> T
) async throws -> T? {
    try await withThrowingTaskGroup(of: T?.self) { group in
        defer { group.cancelAll() }
        group.addTask { try await ask() }
        group.addTask {
            try? await clock.sleep(for: time)
            return nil
        }
        return try await group.next() ?? nil
    }
}
