/// What becomes of a proxied request when something fails: a pure state machine. Requests are tried again only where nothing
/// of them was sent, or where they change nothing and met a kept connection that was closed at that very moment.
package struct ExchangeState: Equatable, Sendable {
    package enum Phase: Equatable, Sendable {
        case connecting
        /// The request is on its way, nothing of the response has come.
        case waiting
        /// The head of the response has gone to the client.
        case streaming
        case done
    }

    package enum Failure: Equatable, Sendable {
        case unreachable(cause: String)
        case closed
        case reset(cause: String)
        case malformed
        case headTimeout
        case idleTimeout
        /// The upstream does not take the request's body.
        case bodyTimeout
    }

    package enum Outcome: Equatable, Sendable {
        /// Again, at another upstream where there is one, or else on a fresh connection.
        case again
        case problem(GatewayProblemCode, cause: String)
        /// The client has got a part: it is told by an event and an orderly end.
        case errorEvent(GatewayProblemCode, cause: String)
        /// The client has got a part: the connection is closed before the end, which HTTP has for this.
        case cutOff(cause: String)
        /// All is over already.
        case nothing
    }

    package private(set) var phase = Phase.connecting
    /// Whether sending the request twice does no more than sending it once, and nothing of it is lost by sending.
    let isRepeatable: Bool
    private(set) var onKeptConnection = false
    /// Attempts that may still be made.
    private(set) var attemptsLeft: Int

    package init(isRepeatable: Bool, attempts: Int) {
        self.isRepeatable = isRepeatable
        attemptsLeft = attempts - 1
    }

    package mutating func connected(kept: Bool) {
        phase = .waiting
        onKeptConnection = kept
    }

    package mutating func responseBegan() { phase = .streaming }
    package mutating func finished() { phase = .done }

    /// - Parameters:
    ///   - isEventStream: whether the client reads events.
    ///   - isBetweenEvents: whether the last event has gone out whole.
    package mutating func fail(_ failure: Failure, isEventStream: Bool = false, isBetweenEvents: Bool = false)
        -> Outcome
    {
        let (code, cause) = Self.meaning(failure)
        switch phase {
        case .done: return .nothing
        case .connecting:
            if attemptsLeft > 0 {
                attemptsLeft -= 1
                return .again
            }
            phase = .done
            return .problem(code, cause: cause)
        case .waiting:
            let wasStale = failure == .closed || failure.isReset
            if wasStale, onKeptConnection, isRepeatable {
                // Once: the next one is fresh.
                phase = .connecting
                return .again
            }
            phase = .done
            return .problem(code, cause: cause)
        case .streaming:
            phase = .done
            return isEventStream && isBetweenEvents ? .errorEvent(code, cause: cause) : .cutOff(cause: cause)
        }
    }

    private static func meaning(_ failure: Failure) -> (GatewayProblemCode, String) {
        switch failure {
        case .unreachable(let cause): (.upstreamUnreachable, cause)
        case .closed: (.upstreamFailed, "it closed the connection before the end of its response")
        case .reset(let cause): (.upstreamFailed, cause)
        case .malformed: (.upstreamFailed, "its response is not HTTP")
        case .headTimeout: (.upstreamTimeout, "it did not begin to answer in time")
        case .idleTimeout: (.upstreamTimeout, "it fell silent")
        case .bodyTimeout: (.upstreamTimeout, "it does not take the request's body")
        }
    }
}

extension ExchangeState.Failure {
    fileprivate var isReset: Bool { if case .reset = self { true } else { false } }
}
