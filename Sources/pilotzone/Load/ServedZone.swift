import CoreFoundation
import Foundation
import Glibc

/// A server process of this very program on a database in a folder; both are gone after `stop`.
final class ServedZone: Sendable {
    /// Where it listens.
    let url: String
    private let process: Process
    private let folder: URL

    /// What the server process used.
    struct Usage {
        var cpuSeconds: Double
        var peakMemoryMib: Int
        var databaseMib: Int

        var text: String {
            """
            server CPU     \(cpuSeconds) s
            server memory  \(peakMemoryMib) MiB at most
            database       \(databaseMib) MiB
            """
        }
    }

    /// What the first line of a server looks like.
    private static let greeting = "PilotZone: "
    private static let lineByteCountMax = 4096

    /// A folder that no other process uses.
    static var temporaryFolder: URL {
        FileManager.default.temporaryDirectory.appendingPathComponent("pilotzone-\(getpid())")
    }

    /// Starts the process, on the database that is in the folder or a new one, and returns when it accepts connections.
    init(folder: URL = ServedZone.temporaryFolder, options: [String] = []) throws {
        self.folder = folder
        let process = Process()
        self.process = process
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments =
            [
                "serve", "--accounts", "open", "--port", "0", "--database",
                folder.appendingPathComponent("zone.sqlite").path,
            ] + options
        process.standardOutput = output
        try process.run()
        var line = Data()
        while line.last != UInt8(ascii: "\n"), line.count < Self.lineByteCountMax,
            let byte = try output.fileHandleForReading.read(upToCount: 1), !byte.isEmpty
        {
            line += byte
        }
        let text = String(decoding: line.dropLast(), as: UTF8.self)
        guard text.hasPrefix(Self.greeting) else { throw ServedZoneError(said: text) }
        url = String(text.dropFirst(Self.greeting.count))
    }

    deinit {
        if process.isRunning { process.terminate() }
    }

    /// Processor seconds that the process has used so far, user and system; 0 where the system does not say.
    var cpuSeconds: Double {
        let path = "/proc/\(process.processIdentifier)/stat"
        guard let text = try? String(contentsOfFile: path, encoding: .utf8),
            let end = text.lastIndex(of: ")")
        else { return 0 }
        // Behind the name come state, parents and the like; the times are the twelfth and thirteenth.
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12])
        else { return 0 }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// Kills the process, if it lives, with no chance to finish anything; the database stays.
    func kill() {
        guard process.isRunning else { return }
        _ = Glibc.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Takes the write-ahead log away from a database whose process was killed.
    func removeLog() throws {
        try FileManager.default.removeItem(at: folder.appendingPathComponent("zone.sqlite-wal"))
    }

    /// Stops the process and removes its database.
    func stop() -> Usage {
        process.terminate()
        process.waitUntilExit()
        var usage = rusage()
        getrusage(RUSAGE_CHILDREN.rawValue, &usage)
        let seconds = Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
        let microseconds = Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec)
        let file = folder.appendingPathComponent("zone.sqlite").path
        let size = try? FileManager.default.attributesOfItem(atPath: file)[.size] as? Int
        try? FileManager.default.removeItem(at: folder)
        return Usage(
            cpuSeconds: ((seconds + microseconds / 1e6) * 1000).rounded() / 1000,
            peakMemoryMib: Int(usage.ru_maxrss) >> 10, databaseMib: (size ?? 0) >> 20)
    }
}

/// The server process did not come up.
struct ServedZoneError: Error, CustomStringConvertible {
    var said: String
    var description: String { "The server did not start. It said: \(said)" }
}
