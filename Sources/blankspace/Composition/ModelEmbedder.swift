import Assistant
import Search
import Synchronization

/// The embedding model as the rest sees it: there from the start, usable once it is loaded.
///
/// It also holds the allowance for passages: a search may need vectors for its query while nobody is to wait for those of
/// the catalogue.
final class ModelEmbedder: Embedder {
    /// Until when passages are embedded. Queries always are.
    enum Allowance: Sendable {
        case none
        case until(ContinuousClock.Instant)
        case unlimited
    }

    /// Thrown for passages beyond the allowance.
    struct AllowanceSpent: Error {}

    struct Unavailable: Error, CustomStringConvertible {
        let description: String
    }

    private enum State {
        case unloaded
        case ready(any Embedder)
        case failed(String)
    }

    let dimension: Int
    private let make: @Sendable () async throws -> any Embedder
    private let state = Mutex(State.unloaded)
    private let allowance: Mutex<Allowance>

    init(dimension: Int, allowance: Allowance, make: @escaping @Sendable () async throws -> any Embedder) {
        self.dimension = dimension
        self.allowance = Mutex(allowance)
        self.make = make
    }

    /// Empty until the model is loaded.
    var identity: String {
        state.withLock { if case .ready(let model) = $0 { model.identity } else { "" } }
    }

    func allow(_ allowance: Allowance) { self.allowance.withLock { $0 = allowance } }

    /// Loads the model where it is not loaded yet. Tries again where that failed before. For one task at a time.
    func load() async throws {
        if case .ready = state.withLock({ $0 }) { return }
        do {
            let model = try await make()
            guard model.dimension == dimension else {
                throw Unavailable(
                    description: "the model makes vectors of \(model.dimension) components, not \(dimension)")
            }
            state.withLock { $0 = .ready(model) }
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            state.withLock { $0 = .failed("\(error)") }
            throw error
        }
    }

    func embed(_ texts: [String], as kind: EmbeddingKind) async throws -> [[Float]] {
        guard case .ready(let model) = state.withLock({ $0 }) else {
            throw Unavailable(description: "the embedding model is not loaded")
        }
        if kind == .passage {
            switch allowance.withLock({ $0 }) {
            case .unlimited: break
            case .until(let deadline) where ContinuousClock.now < deadline: break
            case .none, .until: throw AllowanceSpent()
            }
        }
        return try await model.embed(texts, as: kind)
    }

    var dependency: DependencyStatus {
        let (state, detail): (DependencyStatus.State, String) =
            switch self.state.withLock({ $0 }) {
            case .unloaded: (.starting, "loading the model")
            case .ready(let model): (.up, model.identity)
            case .failed: (.down, "the model cannot be loaded; see the log, or run blankspace doctor")
            }
        return DependencyStatus(name: "embedder", state: state, required: false, detail: detail)
    }
}
