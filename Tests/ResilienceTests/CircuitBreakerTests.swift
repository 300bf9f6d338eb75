import Resilience
import Testing

@Suite struct CircuitBreakerTests {
    private let start = ContinuousClock.now

    private func expect(
        _ breaker: inout CircuitBreaker, admits: Bool, at moment: ContinuousClock.Instant,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let isAdmitted = breaker.admits(at: moment)
        #expect(isAdmitted == admits, sourceLocation: sourceLocation)
    }

    @Test func opensAfterFailuresInARowAndClosesAfterATrial() {
        var breaker = CircuitBreaker(failures: 2, firstPause: .seconds(1), longestPause: .seconds(8))
        breaker.failed(at: start)
        breaker.succeeded()
        breaker.failed(at: start)
        expect(&breaker, admits: true, at: start)
        breaker.failed(at: start)
        expect(&breaker, admits: false, at: start + .milliseconds(999))
        expect(&breaker, admits: true, at: start + .seconds(1))
        // One trial at a time.
        expect(&breaker, admits: false, at: start + .seconds(1))
        breaker.succeeded()
        expect(&breaker, admits: true, at: start + .seconds(1))
    }

    @Test func thePauseDoublesUpToItsLimit() {
        var breaker = CircuitBreaker(failures: 1, firstPause: .seconds(1), longestPause: .seconds(3))
        var now = start
        breaker.failed(at: now)
        for pause in [1, 2, 3, 3] {
            expect(&breaker, admits: false, at: now + .seconds(pause) - .milliseconds(1))
            now += .seconds(pause)
            expect(&breaker, admits: true, at: now)
            breaker.failed(at: now)
        }
    }

    @Test func aLostTrialDoesNotKeepTheCircuitOpenForEver() {
        var breaker = CircuitBreaker(failures: 1, firstPause: .seconds(1), longestPause: .seconds(4))
        breaker.failed(at: start)
        expect(&breaker, admits: true, at: start + .seconds(1))
        expect(&breaker, admits: true, at: start + .seconds(5))
    }

    @Test func cancellationBlamesNobody() async throws {
        let guarded = Guarded("model", breaker: CircuitBreaker(failures: 1))
        await #expect(throws: CancellationError.self) { try await guarded.run { throw CancellationError() } }
        #expect(guarded.health.state == .unknown)
        #expect(try await guarded.run { 7 } == 7)
        #expect(guarded.health.state == .up)
    }

    @Test func anOpenCircuitAnswersAtOnceAndNamesTheReason() async {
        struct Gone: Error, CustomStringConvertible { let description = "nothing listens there" }
        let guarded = Guarded("chroma", breaker: CircuitBreaker(failures: 1, firstPause: .seconds(60)))
        await #expect(throws: Gone.self) { try await guarded.run { throw Gone() } }
        await #expect(throws: Guarded.Open.self) { try await guarded.run { 1 } }
        #expect(guarded.health.state == .down)
        #expect(guarded.health.reason == "nothing listens there")
    }
}
