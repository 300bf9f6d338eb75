import Foundation
import Synchronization

/// Loads a model on a thread of its own and tells how far it is.
///
/// A model that could not be loaded is tried again when somebody asks for it or for its readiness, so that it may be put in place
/// while the program runs: a missing file every ten seconds, which costs nothing; another after ten, then twenty, up to 300.
public final class ModelLoader<Model: Sendable>: Sendable {
    private enum State: Sendable {
        case loading(Double)
        case loaded(Model)
        case failed(SpeechError, again: ContinuousClock.Instant)
    }

    private static var shortestPause: Duration { .seconds(10) }
    private static var longestPause: Duration { .seconds(300) }

    private struct Memory {
        var state = State.loading(0)
        var waiting: [CheckedContinuation<Void, Never>] = []
        var pause = ModelLoader.shortestPause
        /// While it is tried again: why the last try failed.
        var lastFailure: SpeechError?
    }

    public typealias Load = @Sendable (_ progress: @escaping (Double) -> Void) throws(SpeechError) -> Model

    private let load: Load
    private let memory = Mutex(Memory())
    private let clock = ContinuousClock()

    /// - Parameter load: blocks while it loads; tells `progress` the part that is done.
    public init(_ load: @escaping Load) {
        self.load = load
        start()
    }

    public var readiness: SpeechReadiness {
        tryAgainWhenDue()
        return memory.withLock { memory in
            switch memory.state {
            case .loading(let part): memory.lastFailure.map { .failed($0) } ?? .loading(part)
            case .loaded: .ready
            case .failed(let error, _): .failed(error)
            }
        }
    }

    /// The loaded model, or why there is none (yet).
    public func model() throws(SpeechError) -> Model {
        if let refusal = readiness.refusal { throw refusal }
        guard let loaded else { throw .notLoaded }
        return loaded
    }

    private func tryAgainWhenDue() {
        let isDue = memory.withLock { memory in
            guard case .failed(let error, let again) = memory.state, clock.now >= again else { return false }
            memory.state = .loading(0)
            memory.lastFailure = error
            return true
        }
        if isDue { start() }
    }

    /// The loaded model; nil while there is none. Starts nothing.
    public var loaded: Model? {
        memory.withLock { if case .loaded(let model) = $0.state { model } else { nil } }
    }

    /// Waits until loading has ended.
    public func wait() async throws(SpeechError) {
        await withCheckedContinuation { continuation in
            let isOver = memory.withLock { memory in
                guard case .loading = memory.state else { return true }
                memory.waiting.append(continuation)
                return false
            }
            if isOver { continuation.resume() }
        }
        if let refusal = readiness.refusal { throw refusal }
    }

    private func start() {
        // Not weak: a load that has begun is finished, whoever has gone meanwhile.
        let thread = Thread { [self] in
            let result = Result { () throws(SpeechError) in
                try load { part in
                    self.memory.withLock { if case .loading = $0.state { $0.state = .loading(part) } }
                }
            }
            let waiting = memory.withLock { memory in
                switch result {
                case .success(let model): memory.state = .loaded(model)
                case .failure(let error):
                    let pause = error.code == .modelMissing ? Self.shortestPause : memory.pause
                    memory.pause = min(memory.pause * 2, Self.longestPause)
                    memory.state = .failed(error, again: clock.now + pause)
                }
                memory.lastFailure = nil
                defer { memory.waiting = [] }
                return memory.waiting
            }
            for continuation in waiting { continuation.resume() }
        }
        thread.name = "load-model"
        thread.start()
    }
}

extension SpeechError {
    fileprivate static let notLoaded = SpeechError(.loading, "the speech model is being loaded")
}
