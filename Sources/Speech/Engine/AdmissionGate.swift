/// Lets a bounded number of calls run at the same time and a bounded number wait, first come, first served.
public final class AdmissionGate: Sendable {
    private let name: String
    private let places: AsyncSemaphore

    public init(name: String, concurrency: Int, backlog: Int) {
        self.name = name
        places = AsyncSemaphore(places: concurrency, backlog: backlog)
    }

    /// Makes the call when it is its turn; not where the task is cancelled by then. Throws what the call throws,
    /// `CancellationError`, and ``SpeechError`` with `busy`.
    public func run<Value: Sendable>(_ call: @Sendable () async throws -> Value) async throws -> Value {
        do {
            try await places.wait()
        } catch is AsyncSemaphore.Full {
            throw SpeechError(
                .busy, "\(name): as many calls wait already as may; try again in a while", retryAfter: .seconds(1))
        }
        defer { places.signal() }
        try Task.checkCancellation()
        return try await call()
    }
}
