import ArgumentParser
import CoreFoundation
import Glibc

/// Measurements that need the program from within; docs/benchmarks.md has what they gave.
struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measures parts of the program on this machine.",
        subcommands: [SignatureBench.self])
}

/// Milliseconds of processor time that this thread has used.
func threadMs() -> Double {
    var used = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used)
    return Double(used.tv_sec) * 1e3 + Double(used.tv_nsec) / 1e6
}
