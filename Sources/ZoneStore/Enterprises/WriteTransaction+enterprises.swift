extension WriteTransaction {
    /// The number of the last event of all enterprises: says whether a snapshot of their records is
    /// that of this transaction. One look at the end of an index.
    public func enterpriseRevision() throws -> Int64 {
        let select = statements.selectEnterpriseRevision
        defer { select.reset() }
        return try select.step() ? select.int(0) : 0
    }
}
