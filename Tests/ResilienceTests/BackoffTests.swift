import Resilience
import Testing

@Suite struct BackoffTests {
    @Test("pauses double up to the longest, each half of it at least, and begin anew after a success")
    func doubles() {
        var backoff = Backoff(first: .seconds(1), longest: .seconds(5))
        for ceiling in [1, 2, 4, 5, 5, 1, 2] {
            if backoff.attempts == 5 { backoff.reset() }
            let pause = backoff.pause()
            #expect(pause >= .seconds(ceiling) / 2 && pause <= .seconds(ceiling))
        }
        #expect(backoff.attempts == 2)
    }

    @Test("two that lose the same server at once come back at different times")
    func drawn() {
        let pauses = Set(
            (0..<32).map { _ in
                var backoff = Backoff(every: .seconds(30))
                return backoff.pause()
            })
        #expect(pauses.count > 16)
    }
}
