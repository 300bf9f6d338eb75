public import AsyncHTTPClient
import NIOCore
import Synchronization

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
        try await repeating(call.retry) { _ in try await once(call) }
    }

    private func once(_ call: HTTPCall) async throws -> HTTPReply {
        try await guarded(Watchdog(call.deadline)) {
            let response = try await client.execute(request(call), deadline: .distantFuture)
            let body = try await collect(response.body, upTo: call.longestReply)
            try check(response, body)
            return HTTPReply(status: Int(response.status.code), body: body)
        }
    }

    /// Makes the call and hands over the reply's bytes as they come. `take` is waited for, which slows the server down; time that
    /// it takes does not count as the server's. Throws what `take` throws, and `CallError`. As long as nothing was handed over,
    /// the call is made again where its policy says so, but not after a time-out.
    public func pieces(
        of call: HTTPCall, _ take: @escaping @Sendable ([UInt8]) async throws -> Progress
    ) async throws {
        let begun = Atomic(false)
        try await repeating(call.retry) { error in
            error.code != .timedOut && !begun.load(ordering: .relaxed)
        } _: { _ in
            try await stream(call) { piece in
                begun.store(true, ordering: .relaxed)
                return try await take(piece)
            }
        }
    }

    private func stream(
        _ call: HTTPCall, _ take: @escaping @Sendable ([UInt8]) async throws -> Progress
    ) async throws {
        let watchdog = Watchdog(call.deadline)
        let finished = Atomic(false)
        do {
            try await guarded(watchdog) {
                let response = try await client.execute(request(call), deadline: .distantFuture)
                guard response.status.code < 300 else {
                    let body = try await collect(response.body, upTo: call.longestReply)
                    return try check(response, body)
                }
                var taken = 0
                for try await piece in response.body {
                    taken += piece.readableBytes
                    guard taken <= call.longestReply else { throw tooLarge(call.longestReply) }
                    if finished.load(ordering: .relaxed) { continue }
                    watchdog.pause()
                    switch try await take(Array(piece.readableBytesView)) {
                    case .some: watchdog.waiting(call.idle)
                    case .none: watchdog.resume()
                    case .finished:
                        // The reply's end is due now; who waits for it can use the connection again.
                        finished.store(true, ordering: .relaxed)
                        watchdog.waiting(.milliseconds(250))
                    }
                }
                // A cancelled reader may see the end of a reply where there is none.
                try Task.checkCancellation()
            }
        } catch is CallError where finished.load(ordering: .relaxed) {
            // All that is needed was there.
        }
    }

    private func request(_ call: HTTPCall) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: address + call.path)
        request.method = .init(rawValue: call.method.rawValue)
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
        try Task.checkCancellation()
        return bytes
    }

    private func check(_ response: HTTPClientResponse, _ body: [UInt8]) throws {
        guard response.status.code >= 300 else { return }
        let wait = response.headers.first(name: "Retry-After").flatMap { Int($0) }.map { Duration.seconds($0) }
        throw CallError(
            .status(Int(response.status.code)), server: server, detail: redacted(ErrorBody.message(body)),
            retryAfter: wait)
    }

    /// Some servers repeat the key that they refuse.
    private func redacted(_ text: String) -> String {
        headers.reduce(text) { text, header in
            let secret = header.value.split(separator: " ").last ?? ""
            return secret.count < 8 ? text : text.replacing(secret, with: "…")
        }
    }

    private func tooLarge(_ limit: Int) -> CallError {
        CallError(.tooLarge, server: server, detail: "more than \(limit) bytes")
    }

    private func repeating<Value: Sendable>(
        _ policy: RetryPolicy, where allowed: (CallError) -> Bool = { _ in true },
        _ attempt: (Int) async throws -> Value
    ) async throws -> Value {
        var random = SystemRandomNumberGenerator()
        var number = 1
        while true {
            do {
                return try await attempt(number)
            } catch let error as CallError {
                number += 1
                guard allowed(error), let wait = policy.wait(before: number, after: error, using: &random) else {
                    throw error
                }
                try await Task.sleep(for: wait)
            }
        }
    }

    /// Makes every failure that is not the caller's own a `CallError`.
    private func guarded<Value: Sendable>(
        _ watchdog: Watchdog, _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        do {
            return try await watchdog.guarding(work)
        } catch {
            if Task.isCancelled { throw CancellationError() }
            throw CallError(translating: error, server: server) ?? error
        }
    }
}
