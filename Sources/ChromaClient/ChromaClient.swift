public import AsyncHTTPClient
import Foundation
import HTTPCalls

/// One ChromaDB server, or Chroma Cloud, through version 2 of its REST API: tenants, databases, collections and their records.
///
/// Calls throw `ChromaError` where the server refuses, and `CallError` where it cannot be reached, is late or is not understood.
/// Calls that may be made twice are made again after passing failures.
public struct ChromaClient: Sendable {
    /// How the server knows its client.
    public enum Credentials: Sendable {
        case none
        /// Header `x-chroma-token`: Chroma Cloud, and servers that are set up so.
        case token(String)
        /// Header `Authorization: Bearer`.
        case bearer(String)
        /// Header `Authorization: Basic`, such as a proxy in front of the server asks for.
        case basic(user: String, password: String)

        var headers: [(name: String, value: String)] {
            switch self {
            case .none: []
            case .token(let token): [("x-chroma-token", token)]
            case .bearer(let token): [("Authorization", "Bearer \(token)")]
            case .basic(let user, let password):
                [("Authorization", "Basic \(Data("\(user):\(password)".utf8).base64EncodedString())")]
            }
        }
    }

    public let tenant: String
    public let database: String
    /// Until a reply is whole, but for queries, which are given their own.
    public var deadline = Duration.seconds(10)
    let caller: HTTPCaller

    /// - Parameters:
    ///   - address: `http://host:8000` or `https://api.trychroma.com`; no credentials.
    ///   - tenant: of Chroma Cloud, the tenant's id.
    public init(
        address: String, tenant: String = "default_tenant", database: String = "default_database",
        credentials: Credentials = .none, client: HTTPClient
    ) {
        self.tenant = tenant
        self.database = database
        caller = HTTPCaller(kind: "Chroma", address: address, headers: credentials.headers, client: client)
    }

    /// As messages name the server: without credentials.
    public var server: String { caller.server }

    // MARK: Server

    /// The server's clock, in nanoseconds.
    @discardableResult
    public func heartbeat() async throws -> Int {
        struct Reply: Decodable {
            var time: Int
            enum CodingKeys: String, CodingKey { case time = "nanosecond heartbeat" }
        }
        return try await get("/api/v2/heartbeat", as: Reply.self).time
    }

    /// Of the API, not of the package: 1.0.0 for chromadb 1.5.9.
    public func version() async throws -> String { try await get("/api/v2/version", as: String.self) }

    /// What the server takes.
    public struct Limits: Decodable, Sendable, Equatable {
        /// Records of one call.
        public var maxBatchSize: Int
        /// Whether embeddings may be sent as base64 of little-endian Float32.
        public var supportsBase64: Bool

        enum CodingKeys: String, CodingKey {
            case maxBatchSize = "max_batch_size"
            case supportsBase64 = "supports_base64_encoding"
        }

        public init(maxBatchSize: Int, supportsBase64: Bool) {
            self.maxBatchSize = maxBatchSize
            self.supportsBase64 = supportsBase64
        }

        public init(from decoder: any Decoder) throws {
            let members = try decoder.container(keyedBy: CodingKeys.self)
            maxBatchSize = try members.decode(Int.self, forKey: .maxBatchSize)
            supportsBase64 = try members.decodeIfPresent(Bool.self, forKey: .supportsBase64) ?? false
        }
    }

    public func limits() async throws -> Limits { try await get("/api/v2/pre-flight-checks", as: Limits.self) }

    // MARK: Tenants and databases

    /// Whether the client's tenant exists.
    public func tenantExists() async throws -> Bool { try await exists(tenantPath) }
    /// Throws `ChromaError` with `.alreadyExists` where it does.
    public func createTenant() async throws { try await create("/api/v2/tenants", name: tenant) }
    /// Whether the client's database exists.
    public func databaseExists() async throws -> Bool { try await exists(databasePath) }
    /// Throws `ChromaError` with `.alreadyExists` where it does.
    public func createDatabase() async throws { try await create("\(tenantPath)/databases", name: database) }

    private func exists(_ path: String) async throws -> Bool {
        do {
            _ = try await call(.get, path)
            return true
        } catch let error as ChromaError where error.code == .notFound {
            return false
        }
    }

    private func create(_ path: String, name: String) async throws {
        _ = try await call(.post, path, body: JSONEncoder().encode(["name": name]), retry: .never)
    }

    var tenantPath: String { "/api/v2/tenants/\(Self.segment(tenant))" }
    var databasePath: String { "\(tenantPath)/databases/\(Self.segment(database))" }
    var collectionsPath: String { "\(databasePath)/collections" }

    /// `text` as one segment of a path.
    static func segment(_ text: String) -> String {
        let plain = CharacterSet(charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_~")
        // A dot stands for itself, but not where it is all there is: "..".
        let encoded = text.addingPercentEncoding(withAllowedCharacters: plain.union(CharacterSet(charactersIn: ".")))
        return encoded?.allSatisfy { $0 == "." } == true
            ? text.replacingOccurrences(of: ".", with: "%2E") : encoded ?? ""
    }
}

extension ChromaClient {
    func get<Reply: Decodable>(_ path: String, as type: Reply.Type) async throws -> Reply {
        try decode(type, try await call(.get, path))
    }

    func post<Reply: Decodable>(
        _ path: String, _ body: Data, as type: Reply.Type, deadline: Duration? = nil,
        longestReply: Int = Self.longestReply, retry: RetryPolicy = .idempotent
    ) async throws -> Reply {
        try decode(
            type,
            try await call(.post, path, body: body, deadline: deadline, longestReply: longestReply, retry: retry))
    }

    /// Bytes of a reply; the longest are pages of records.
    static let longestReply = 32 << 20

    func call(
        _ method: HTTPCall.Method, _ path: String, body: Data? = nil, deadline: Duration? = nil,
        longestReply: Int = Self.longestReply, retry: RetryPolicy = .idempotent
    ) async throws -> [UInt8] {
        do {
            return try await caller.call(
                HTTPCall(
                    method, path, body: body.map { Array($0) }, deadline: deadline ?? self.deadline,
                    longestReply: longestReply, retry: retry)
            ).body
        } catch let error as CallError {
            throw ChromaError(error) ?? error
        }
    }

    func decode<Reply: Decodable>(_ type: Reply.Type, _ body: [UInt8]) throws -> Reply {
        try JSONBody.decode(type, body, server: server)
    }

    func malformed(_ detail: String) -> CallError { CallError(.malformed, server: server, detail: detail) }
}
