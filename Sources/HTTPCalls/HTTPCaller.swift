public import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Calls one server over HTTP/1.1 with deadlines, bounded replies and bounded retries.
///
/// Cancelling the calling task closes the connection, so the server notices.
public struct HTTPCaller: Sendable {
    /// Scheme, host, port and path prefix, without a slash at the end.
    public let address: String
    /// As errors name the server.
    public let server: String
    private let headers: [(name: String, value: String)]
    private let client: HTTPClient

    /// - Parameters:
    ///   - kind: what the server is, for messages: "Ollama".
    ///   - address: `http://host:port/prefix`; no credentials.
    ///   - headers: sent with each call, such as authorization; never part of a message.
    public init(kind: String, address: String, headers: [(name: String, value: String)] = [], client: HTTPClient) {
        self.address = address.hasSuffix("/") ? String(address.dropLast()) : address
        server = "\(kind) at \(self.address)"
        self.headers = headers
        self.client = client
    }

    /// The client that all callers of a program share: connects within 2 seconds to whichever address of a name answers, follows
    /// no redirects, and says at once where nothing listens.
    public static func makeClient() -> HTTPClient {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: .seconds(2)))
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 32
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// Makes the call, again where its policy says so. Throws `CallError`; a status of 300 or more is one.
    public func call(_ call: HTTPCall) async throws -> HTTPReply {
        var random = SystemRandomNumberGenerator()
        var attempt = 1
        while true {
            do {
                return try await once(call)
            } catch let error as CallError {
                attempt += 1
                guard let wait = call.retry.wait(before: attempt, after: error, using: &random) else { throw error }
                try await Task.sleep(for: wait)
            }
        }
    }

    private func once(_ call: HTTPCall) async throws -> HTTPReply {
        try await guarded(Watchdog(call.deadline), within: call.deadline) {
            let response = try await client.execute(request(call), deadline: .distantFuture)
            let body = try await collect(response.body, upTo: call.longestReply)
            try check(response, body)
            return HTTPReply(status: Int(response.status.code), body: body)
        }
    }

    /// Makes the call once and hands over the reply's lines as they come, the last one too where it has no end. `take` is waited
    /// for, which slows the server down; it says whether to read on. Throws what `take` throws, and `CallError`.
    public func lines(
        of call: HTTPCall, longest: Int = 1 << 20, _ take: @escaping @Sendable ([UInt8]) async throws -> Bool
    ) async throws {
        let watchdog = Watchdog(call.deadline)
        try await guarded(watchdog, within: max(call.deadline, call.idle)) {
            let response = try await client.execute(request(call), deadline: .distantFuture)
            guard response.status.code < 300 else {
                let body = try await collect(response.body, upTo: call.longestReply)
                return try check(response, body)
            }
            var splitter = LineSplitter(longest: longest)
            var taken = 0
            for try await piece in response.body {
                watchdog.answered()
                taken += piece.readableBytes
                guard taken <= call.longestReply else { throw tooLarge(call.longestReply) }
                do {
                    for line in try splitter.add(piece.readableBytesView) where try await !take(line) { return }
                } catch is LineSplitter.LineTooLong {
                    throw tooLarge(longest)
                }
                watchdog.waiting(call.idle)
            }
            watchdog.answered()
            if !splitter.unfinished.isEmpty { _ = try await take(splitter.unfinished) }
        }
    }

    private func request(_ call: HTTPCall) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: address + call.path)
        request.method = HTTPMethod(rawValue: call.method.rawValue)
        if let body = call.body {
            request.body = .bytes(body)
            request.headers.add(name: "Content-Type", value: "application/json")
        }
        for header in headers + call.headers { request.headers.replaceOrAdd(name: header.name, value: header.value) }
        return request
    }

    private func collect(_ body: HTTPClientResponse.Body, upTo limit: Int) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await piece in body {
            guard bytes.count + piece.readableBytes <= limit else { throw tooLarge(limit) }
            bytes.append(contentsOf: piece.readableBytesView)
        }
        return bytes
    }

    private func check(_ response: HTTPClientResponse, _ body: [UInt8]) throws {
        guard response.status.code >= 300 else { return }
        let wait = response.headers.first(name: "Retry-After").flatMap { Int($0) }.map { Duration.seconds($0) }
        throw CallError(
            .status(Int(response.status.code)), server: server,
            detail: String(decoding: body.prefix(2_000), as: UTF8.self), retryAfter: wait)
    }

    private func tooLarge(_ limit: Int) -> CallError {
        CallError(.tooLarge, server: server, detail: "more than \(limit) bytes")
    }

    /// Makes every failure that is not the caller's own a `CallError`.
    private func guarded<Value: Sendable>(
        _ watchdog: Watchdog, within limit: Duration, _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        do {
            return try await watchdog.guarding(work)
        } catch {
            if Task.isCancelled { throw CancellationError() }
            throw translated(error, limit)
        }
    }

    private func translated(_ error: any Error, _ limit: Duration) -> any Error {
        switch error {
        case is Watchdog.Expired:
            CallError(.timedOut, server: server, detail: "silent for \(limit)")
        case let error as HTTPClientError:
            switch error {
            case .connectTimeout, .getConnectionFromPoolTimeout:
                CallError(.unreachable, server: server, detail: "no connection in time")
            case .invalidURL, .emptyHost, .emptyScheme, .unsupportedScheme:
                CallError(.unreachable, server: server, detail: "the address is not a URL of http or https")
            default: CallError(.interrupted, server: server, detail: "\(error)")
            }
        case let error as NIOConnectionError:
            CallError(
                .unreachable, server: server,
                detail: error.connectionErrors.isEmpty ? "the name is not known" : "nothing listens there")
        case is HTTPParserError: CallError(.malformed, server: server, detail: "not HTTP")
        case is ChannelError, is IOError: CallError(.interrupted, server: server, detail: "the connection broke")
        default: error
        }
    }
}
