import Assistant
import Foundation
import Logging
import Resilience
import ServiceLifecycle
import Synchronization

/// Looks after one server in the background: whether it is there, since when, and why not. The program starts without it, and
/// takes it up whenever it comes.
final class DependencyWatch: Service {
    /// What a look at the server says, in words for everybody: no host, no path, no key.
    typealias Look = @Sendable () async throws -> String

    let name: String
    private let look: Look
    /// What is to be done each time that it has come up, such as loading a model.
    private let prepare: @Sendable () async throws -> Void
    private let explain: @Sendable (any Error) -> String
    private let logger: Logger
    private let state: Mutex<DependencyStatus>

    private static let interval = Duration.seconds(10)

    /// - Parameter explain: an error in words for everybody.
    init(
        name: String, logger: Logger, explain: @escaping @Sendable (any Error) -> String = { _ in "cannot be reached" },
        prepare: @escaping @Sendable () async throws -> Void = {}, look: @escaping Look
    ) {
        self.name = name
        self.look = look
        self.prepare = prepare
        self.explain = explain
        self.logger = logger
        state = Mutex(
            DependencyStatus(name: name, state: .starting, required: false, detail: "not asked yet", since: Date()))
    }

    var status: DependencyStatus { state.withLock { $0 } }

    /// Ends with the graceful shutdown, or where its task is cancelled.
    func run() async throws {
        try await cancelWhenGracefulShutdown { [self] in
            do { try await watch() } catch is CancellationError {}
        }
    }

    private func watch() async throws {
        var backoff = Backoff(first: .seconds(1), longest: .seconds(15))
        var isPrepared = false
        while true {
            do {
                let detail = try await look()
                if !isPrepared {
                    note(.starting, detail + ", getting ready")
                    try await prepare()
                    isPrepared = true
                }
                note(.up, detail)
                backoff.reset()
                try await Task.sleep(for: Self.interval)
            } catch {
                try Task.checkCancellation()
                isPrepared = false
                note(.down, explain(error), because: error)
                try await backoff.wait()
            }
        }
    }

    private func note(_ now: DependencyStatus.State, _ detail: String, because error: (any Error)? = nil) {
        let isNew = state.withLock { status in
            status.detail = detail
            guard status.state != now else { return false }
            status.state = now
            status.since = Date()
            return true
        }
        guard isNew else { return }
        if let error {
            logger.warning("\(name) is down", metadata: ["reason": "\(error)"])
        } else {
            logger.info("\(name): \(detail)")
        }
    }
}
