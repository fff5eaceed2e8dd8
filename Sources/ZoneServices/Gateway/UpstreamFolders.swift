import Foundation
import Glibc

/// The four folders of a watched folder. A file is there in full or not at all: it is written beside them, synced and
/// moved in.
struct UpstreamFolders {
    /// Most files of the folder of receipts that are looked at in one round.
    static let fileCountMax = 500
    /// Largest file that is read, bytes.
    static let fileByteCountMax = 32 << 20

    /// A file or folder that could not be used, with the system's reason.
    struct Failure: Error, CustomStringConvertible {
        var path: String
        var reason: String

        var description: String { "\(path): \(reason)" }
    }

    let root: URL
    private var written: URL { root.appending(path: "tmp") }
    private var outbox: URL { root.appending(path: "out") }
    private var inbox: URL { root.appending(path: "in") }
    private var done: URL { root.appending(path: "done") }
    private var bad: URL { root.appending(path: "bad") }

    /// Makes what is missing of them.
    func make() throws {
        for folder in [written, outbox, inbox, done, bad] {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true)
        }
    }

    /// Puts a file to those that go out; one of that name that waits there is not written again.
    func put(_ bytes: [UInt8], as name: String) throws(Failure) {
        let target = outbox.appending(path: name)
        guard !FileManager.default.fileExists(atPath: target.path) else { return }
        try write(bytes, to: written.appending(path: name))
        try move(written.appending(path: name), to: target)
        try sync(outbox)
    }

    /// Names of the files that came in, in order. A name that begins with a dot is still being written.
    func arrivedNames() throws -> [String] {
        let names = try FileManager.default.contentsOfDirectory(atPath: inbox.path)
        return Array(names.filter { !$0.hasPrefix(".") }.sorted().prefix(Self.fileCountMax))
    }

    /// The bytes of a file that came in; nil where it is larger than may be.
    func read(_ name: String) throws -> [UInt8]? {
        let file = try FileHandle(forReadingFrom: inbox.appending(path: name))
        defer { try? file.close() }
        let bytes = try file.read(upToCount: Self.fileByteCountMax + 1) ?? Data()
        return bytes.count > Self.fileByteCountMax ? nil : [UInt8](bytes)
    }

    /// Puts a file that came in to those that were read.
    func finish(_ name: String) throws(Failure) {
        try move(inbox.appending(path: name), to: done.appending(path: name))
    }

    /// Puts a file that came in to those that can't be read, and the reason beside it.
    func reject(_ name: String, reason: String) throws(Failure) {
        try write(Array((reason + "\n").utf8), to: bad.appending(path: name + ".reason.txt"))
        try move(inbox.appending(path: name), to: bad.appending(path: name))
    }

    private func move(_ source: URL, to target: URL) throws(Failure) {
        guard rename(source.path, target.path) == 0 else { throw failure(target) }
    }

    /// Written and on the disk when it returns.
    private func write(_ bytes: [UInt8], to url: URL) throws(Failure) {
        let file = open(url.path, O_WRONLY | O_CREAT | O_TRUNC, 0o640)
        guard file >= 0 else { throw failure(url) }
        defer { close(file) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            guard count > 0 else { throw failure(url) }
            rest = rest.dropFirst(count)
        }
        guard fsync(file) == 0 else { throw failure(url) }
    }

    private func sync(_ folder: URL) throws(Failure) {
        let file = open(folder.path, O_RDONLY | O_DIRECTORY)
        guard file >= 0 else { throw failure(folder) }
        defer { close(file) }
        guard fsync(file) == 0 else { throw failure(folder) }
    }

    private func failure(_ url: URL) -> Failure {
        Failure(path: url.path, reason: String(cString: strerror(errno)))
    }
}
