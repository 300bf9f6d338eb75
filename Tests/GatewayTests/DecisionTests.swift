import Gateway
import Testing

@Suite("What a failure means for a request")
struct ExchangeStateTests {
    @Test("Nothing was sent: the other upstreams are tried, then the cause is told")
    func connecting() {
        var state = ExchangeState(isRepeatable: false, attempts: 2)
        #expect(state.fail(.unreachable(cause: "connection refused")) == .again)
        #expect(state.fail(.unreachable(cause: "no route")) == .problem(.upstreamUnreachable, cause: "no route"))
        #expect(state.fail(.closed) == .nothing)
    }

    @Test("Something was sent: only a safe request on a kept connection is sent once more")
    func waiting() {
        for (isRepeatable, isKept) in [(true, true), (true, false), (false, true), (false, false)] {
            for failure in [
                ExchangeState.Failure.closed, .reset(cause: "it reset the connection"), .headTimeout, .malformed,
            ] {
                var state = ExchangeState(isRepeatable: isRepeatable, attempts: 3)
                state.connected(kept: isKept)
                let outcome = state.fail(failure)
                let isStale = failure == .closed || failure == .reset(cause: "it reset the connection")
                #expect((outcome == .again) == (isRepeatable && isKept && isStale))
                if outcome == .again {
                    state.connected(kept: false)
                    #expect(state.fail(.closed) != .again)
                }
            }
        }
    }

    @Test("The response has begun: an event where one fits, else a cut")
    func streaming() {
        for (isEvents, isBetween) in [(true, true), (true, false), (false, true), (false, false)] {
            var state = ExchangeState(isRepeatable: true, attempts: 3)
            state.connected(kept: true)
            state.responseBegan()
            switch state.fail(.idleTimeout, isEventStream: isEvents, isBetweenEvents: isBetween) {
            case .errorEvent(.upstreamTimeout, _): #expect(isEvents && isBetween)
            case .cutOff: #expect(!(isEvents && isBetween))
            case let other: Issue.record("\(other)")
            }
            #expect(state.phase == .done)
        }
    }
}

@Suite("Health and choice of upstreams")
struct UpstreamDecisionTests {
    @Test("One failure is no outage, two are; an answer ends it")
    func health() {
        var health = UpstreamHealth()
        #expect(health.observe(.ready) && health.state == .up)
        #expect(!health.observe(.failed(cause: "a")) && health.state == .up && health.cause == "a")
        #expect(health.observe(.failed(cause: "b")) && health.state == .down && health.cause == "b")
        #expect(health.observe(.notReady(status: 503)) && health.state == .starting)
        #expect(health.observe(.ready) && health.cause.isEmpty)
        var fresh = UpstreamHealth()
        #expect(fresh.observe(.failed(cause: "a")) && fresh.state == .down)
    }

    private func choose(
        _ states: [UpstreamHealth.State], _ outstanding: [Int], excluded: Set<Int> = [], preferred: Int? = nil,
        key: String? = nil, turn: Int = 0
    ) -> Int? {
        UpstreamChoice.choose(
            states: states, outstanding: outstanding, names: states.indices.map { "server\($0):8080" },
            excluded: excluded,
            preferred: preferred, key: key, turn: turn)
    }

    @Test("Up before starting, never down, never one that was tried")
    func states() {
        #expect(choose([.down, .up, .starting], [0, 9, 0]) == 1)
        #expect(choose([.down, .up, .starting], [0, 9, 0], excluded: [1]) == 2)
        #expect(choose([.down, .down], [0, 0]) == nil)
        #expect(choose([.unknown], [5]) == 0)
        #expect(choose([.up, .up], [0, 0], excluded: [0, 1]) == nil)
    }

    @Test("The least to do, and equals in turn; the preferred one whatever it has to do")
    func balance() {
        #expect(choose([.up, .up, .up], [2, 1, 3]) == 1)
        #expect(Set((0..<6).compactMap { choose([.up, .up, .up], [1, 1, 1], turn: $0) }) == [0, 1, 2])
        #expect(choose([.up, .up], [50, 0], preferred: 0) == 0)
        #expect(choose([.down, .up], [0, 0], preferred: 0) == 1)
    }

    @Test("When one leaves, only its own conversations move, and all spread evenly")
    func rendezvous() {
        var counts = [0, 0, 0, 0]
        for id in 0..<2_000 {
            let home = choose([.up, .up, .up, .up], [0, 0, 0, 0], key: "conversation-\(id)") ?? -1
            counts[home] += 1
            let later = choose([.up, .up, .down, .up], [0, 0, 0, 0], key: "conversation-\(id)")
            if home != 2 { #expect(later == home) }
        }
        for count in counts { #expect((350...650).contains(count), "\(counts)") }
    }
}
