import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Testing
import ZoneCore
import ZoneServices

@testable import ZoneServer

/// A server in memory over a zone of its own, at noon of 2026-11-23.
struct Site: Sendable {
    let zone: Zone
    let client: any TestClientProtocol

    /// Runs `body` against a new server; a body that closes the zone itself says so, for a zone is
    /// closed once.
    static func open(
        _ settings: ServerSettings = ServerSettings(), closesZone: Bool = true,
        change: (inout ZoneSettings) -> Void = { _ in },
        _ body: @escaping @Sendable (Site) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("pilotzone-server-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var zoneSettings = ZoneSettings(databasePath: folder.appendingPathComponent("zone").path)
        zoneSettings.access = .cheap
        change(&zoneSettings)
        let noon = try #require(Day(year: 2026, month: 11, day: 23))
        let zone = try Zone(settings: zoneSettings) {
            Timestamp(ms: Int64(noon.number) * 86_400_000 + 4 * 3_600_000)
        }
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let application = try makeApplication(zone: zone, settings: settings, logger: logger)
        try await application.test(.router) { client in
            try await body(Site(zone: zone, client: client))
        }
        if closesZone { await zone.close() }
    }

    /// Sends one request.
    func send(
        _ method: HTTPRequest.Method, _ uri: String, _ headers: HTTPFields = [:],
        _ body: [UInt8]? = nil
    ) async throws -> Answer {
        try await client.execute(
            uri: uri, method: method, headers: headers,
            body: body.map { ByteBuffer(bytes: $0) }
        ) { Answer($0) }
    }

    func get(_ uri: String, _ headers: HTTPFields = [:]) async throws -> Answer {
        try await send(.get, uri, headers)
    }

    /// Posts messages as XML.
    func post(
        _ body: [UInt8], to uri: String = "/v1/messages", _ headers: HTTPFields = [:]
    ) async throws -> Answer {
        var headers = headers
        if headers[.contentType] == nil { headers[.contentType] = "application/xml" }
        return try await send(.post, uri, headers, body)
    }

    /// Submits all four documents of an order, so that everything about it can be read.
    func submitAll(of orderNo: String) async throws {
        for message in [Sample.order(orderNo)] + Sample.rest(of: orderNo) {
            #expect(try await post(message).status == 202)
        }
    }
}

/// An answer with its body read.
struct Answer: Sendable {
    let status: Int
    let headers: HTTPFields
    let bytes: [UInt8]

    init(_ response: TestResponse) {
        status = response.status.code
        headers = response.headers
        bytes = Array(response.body.readableBytesView)
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The body as JSON.
    var json: JSON {
        get throws { try JSON(bytes) }
    }

    /// The code of a problem; nil where the answer is none.
    var problemCode: String? {
        guard headers[.contentType] == "application/problem+json" else { return nil }
        return try? json["code"].string
    }
}

/// A JSON value to look into; a step to nowhere gives null.
struct JSON {
    let value: Any

    init(_ bytes: [UInt8]) throws {
        value = try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
    }

    init(value: Any?) { self.value = value ?? NSNull() }

    subscript(_ key: String) -> JSON { JSON(value: (value as? [String: Any])?[key]) }

    subscript(_ index: Int) -> JSON {
        let array = array
        return array.indices.contains(index) ? array[index] : JSON(value: nil)
    }

    var array: [JSON] { (value as? [Any])?.map { JSON(value: $0) } ?? [] }
    var object: [String: JSON] { (value as? [String: Any])?.mapValues { JSON(value: $0) } ?? [:] }
    var string: String? { value as? String }
    var int: Int? { value as? Int }
    var bool: Bool? { value as? Bool }
    var isNull: Bool { value is NSNull }
}
