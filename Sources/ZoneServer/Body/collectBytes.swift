import HTTPTypes
import Hummingbird
import NIOCore

/// The whole body, each byte copied once.
///
/// Throws `bodyTooLarge`, before reading where the length is said.
func collectBytes(of request: Request, upTo byteCountMax: Int) async throws -> [UInt8] {
    let announced = request.headers[.contentLength].flatMap { Int($0) } ?? 0
    guard announced <= byteCountMax else {
        throw Problem.bodyTooLarge(byteCountMax: byteCountMax)
    }
    var bytes: [UInt8] = []
    // What the client announces costs it nothing, so it may reserve only so much.
    bytes.reserveCapacity(min(announced, 1 << 20))
    for try await chunk in request.body {
        guard bytes.count + chunk.readableBytes <= byteCountMax else {
            throw Problem.bodyTooLarge(byteCountMax: byteCountMax)
        }
        chunk.withUnsafeReadableBytes { bytes.append(contentsOf: $0) }
    }
    return bytes
}
