import ArgumentParser
@main struct PilotZone: ParsableCommand { }
