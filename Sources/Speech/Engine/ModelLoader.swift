import Foundation
import Synchronization

/// Loads a model on a thread of its own and tells how far it is.
///
/// A model whose file is missing is looked for again when somebody asks for it, at most every ten seconds, so that it may be
/// put in place while the program runs.
public final class ModelLoader<Model: Sendable>: Sendable {
    private enum State: Sendable {
        case loading(Double)
        case loaded(Model)
        case failed(SpeechError, at: ContinuousClock.Instant)
    }

    private struct Memory {
        var state = State.loading(0)
        var waiting: [CheckedContinuation<Void, Never>] = []
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
        memory.withLock { memory in
            switch memory.state {
            case .loading(let part): .loading(part)
            case .loaded: .ready
            case .failed(let error, _): .failed(error)
            }
        }
    }

    /// The loaded model, or why there is none (yet).
    public func model() throws(SpeechError) -> Model {
        let (result, again): (Result<Model, SpeechError>, Bool) = memory.withLock { memory in
            switch memory.state {
            case .loaded(let model): return (.success(model), false)
            case .loading(let part): return (.failure(SpeechReadiness.loading(part).refusal ?? .notLoaded), false)
            case .failed(let error, let moment):
                guard clock.now - moment > .seconds(10) else { return (.failure(error), false) }
                memory.state = .loading(0)
                return (.failure(error), true)
            }
        }
        if again { start() }
        return try result.get()
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
                case .failure(let error): memory.state = .failed(error, at: clock.now)
                }
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
