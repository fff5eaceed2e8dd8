import ArgumentParser

/// The command line of the zone.
@main
struct PilotZone: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pilotzone",
        abstract: "Runs a cross-border e-commerce comprehensive pilot zone.",
        version: "0.1.0",
        subcommands: [
            Check.self, Serve.self, Demo.self, Load.self, Drill.self, Schema.self, Docs.self,
            Recompute.self, RulesCommand.self, Simulate.self, Certify.self, Verify.self, Audit.self,
            Case.self, WitnessCommand.self, Tax.self, Evaluate.self, Zones.self, Sign.self,
            TestCertificate.self, Platform.self,
            Account.self, MeasuresCommand.self, Bench.self,
        ])
}
