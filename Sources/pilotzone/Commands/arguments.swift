public import ArgumentParser
public import ZoneCore

/// A day as an argument.
extension Day: ExpressibleByArgument {
    /// Reads `YYYY-MM-DD`.
    public init?(argument: String) { self.init(argument) }
}

/// A zone's status as an argument: `active` or `revoked`.
extension RegisteredZone.Status: ExpressibleByArgument {}
