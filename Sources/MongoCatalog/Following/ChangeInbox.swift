internal import Shop
internal import Storage
internal import Synchronization

/// Which documents have changed since somebody last looked. A document that changes often stands here once, so there are
/// never more entries than documents.
final class ChangeInbox: Sendable {
    struct Content: Sendable {
        var keys: [CatalogKind: Set<JSONValue>] = [:]
        /// Behind all of these.
        var place: JSONValue?
        /// A collection was dropped, renamed or the like: only reading everything tells what is left.
        var reread: String?

        var isEmpty: Bool { keys.isEmpty && reread == nil }
    }

    private struct State {
        var content = Content()
        var isTaking = false
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    func add(_ key: JSONValue, of kind: CatalogKind, place: JSONValue?) {
        change { content in
            content.keys[kind, default: []].insert(key)
            content.place = place ?? content.place
        }
    }

    func demandReread(_ reason: String) { change { $0.reread = reason } }

    /// Nothing happened up to here.
    func advance(to place: JSONValue?) { state.withLock { $0.content.place = place ?? $0.content.place } }

    /// Waits until there is something. For one task at a time.
    func wait() async throws {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isDue = state.withLock { state in
                    guard state.content.isEmpty, !Task.isCancelled else { return true }
                    state.waiter = continuation
                    return false
                }
                if isDue { continuation.resume() }
            }
        } onCancel: {
            wake()
        }
        try Task.checkCancellation()
    }

    /// Takes out what is there, to be followed by `taken`. The place stays known.
    func drain() -> Content {
        state.withLock { state in
            state.isTaking = true
            defer { state.content = Content(place: state.content.place) }
            return state.content
        }
    }

    /// nil while something is there, or is being taken in.
    var placeWhereIdle: JSONValue? {
        state.withLock { $0.content.isEmpty && !$0.isTaking ? $0.content.place : nil }
    }

    /// What was drained is taken in.
    func taken() { state.withLock { $0.isTaking = false } }

    private func change(_ body: (inout Content) -> Void) {
        state.withLock { body(&$0.content) }
        wake()
    }

    private func wake() {
        let waiter = state.withLock { $0.waiter.take() }
        waiter?.resume()
    }
}
