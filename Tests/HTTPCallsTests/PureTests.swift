import HTTPCalls
import Testing

@Suite struct RetryPolicyTests {
    private let error = CallError(.unreachable, server: "x", detail: "")

    @Test func waitsAreRandomAndBounded() {
        let policy = RetryPolicy(attempts: 10, firstWait: .milliseconds(100), longestWait: .milliseconds(400))
        var random = SystemRandomNumberGenerator()
        for (attempt, ceiling) in [(2, 100), (3, 200), (4, 400), (5, 400), (10, 400)] {
            let waits = (0..<50).compactMap { _ in policy.wait(before: attempt, after: error, using: &random) }
            #expect(waits.count == 50)
            #expect(waits.allSatisfy { $0 >= .zero && $0 <= .milliseconds(ceiling) })
            #expect(Set(waits).count > 1)
        }
        #expect(policy.wait(before: 11, after: error, using: &random) == nil)
    }

    @Test func whatTheServerAsksForIsKept() {
        let policy = RetryPolicy(attempts: 3, firstWait: .milliseconds(1), longestWait: .seconds(2))
        var random = SystemRandomNumberGenerator()
        var busy = CallError(.status(429), server: "x", detail: "", retryAfter: .seconds(1))
        #expect(policy.wait(before: 2, after: busy, using: &random) == .seconds(1))
        busy.retryAfter = .seconds(60)
        #expect(policy.wait(before: 2, after: busy, using: &random) == nil, "nobody waits that long")
    }
}

@Suite struct JSONBodyTests {
    private struct Question: Encodable { var model = "m" }

    @Test func aPartThatIsJSONKeepsTheOrderOfItsMembers() throws {
        let body = try JSONBody.encode(Question(), adding: "format", json: #"{"z":1,"a":2}"#, server: "x")
        #expect(String(decoding: body, as: UTF8.self) == #"{"model":"m","format":{"z":1,"a":2}}"#)
    }

    @Test func aPartThatIsNoneIsRefused() {
        #expect(throws: CallError.self) {
            try JSONBody.encode(Question(), adding: "format", json: #"{}},"x":{"#, server: "x")
        }
    }
}
