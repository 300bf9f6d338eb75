import Logging
import Synchronization

/// The upstreams with their health and the number of requests under way at each; shared by all event loops.
final class UpstreamPool: Sendable {
    struct Status: Sendable {
        var address: UpstreamAddress
        var health: UpstreamHealth
        var since: ContinuousClock.Instant
        var outstanding: Int
    }

    private struct Shared {
        var health: [UpstreamHealth]
        /// Those of `health`, as a choice needs them.
        var states: [UpstreamHealth.State]
        var since: [ContinuousClock.Instant]
        var outstanding: [Int]
        var turn = 0
    }

    let addresses: [UpstreamAddress]
    let names: [String]
    let tokens: [String]
    private let shared: Mutex<Shared>
    private let logger: Logger

    init(_ addresses: [UpstreamAddress], logger: Logger) {
        self.addresses = addresses
        names = addresses.map(\.description)
        tokens = addresses.map(\.token)
        self.logger = logger
        shared = Mutex(
            Shared(
                health: addresses.map { _ in UpstreamHealth() }, states: addresses.map { _ in .unknown },
                since: addresses.map { _ in .now }, outstanding: addresses.map { _ in 0 }))
    }

    var isSingle: Bool { addresses.count == 1 }

    /// Takes an upstream for one request, which is given back with `release`.
    func take(_ affinity: Affinity, excluding excluded: Set<Int>) -> Int? {
        let preferred = affinity.token.flatMap { tokens.firstIndex(of: $0) }
        return shared.withLock { shared in
            shared.turn &+= 1
            let choice = UpstreamChoice.choose(
                states: shared.states, outstanding: shared.outstanding, names: names, excluded: excluded,
                preferred: preferred, key: affinity.key, turn: shared.turn & 0xffff)
            if let choice { shared.outstanding[choice] += 1 }
            return choice
        }
    }

    func release(_ index: Int) {
        shared.withLock { $0.outstanding[index] -= 1 }
    }

    func observe(_ observation: UpstreamHealth.Observation, of index: Int) {
        let changed = shared.withLock { shared -> UpstreamHealth? in
            guard shared.health[index].observe(observation) else { return nil }
            shared.states[index] = shared.health[index].state
            shared.since[index] = .now
            return shared.health[index]
        }
        guard let changed else { return }
        var metadata: Logger.Metadata = ["upstream": "\(names[index])", "state": "\(changed.state.rawValue)"]
        if !changed.cause.isEmpty { metadata["cause"] = "\(changed.cause)" }
        logger.log(level: changed.state == .down ? .warning : .info, "upstream", metadata: metadata)
    }

    var states: [UpstreamHealth.State] { shared.withLock { $0.states } }

    var statuses: [Status] {
        shared.withLock { shared in
            addresses.indices.map {
                Status(
                    address: addresses[$0], health: shared.health[$0], since: shared.since[$0],
                    outstanding: shared.outstanding[$0])
            }
        }
    }
}
