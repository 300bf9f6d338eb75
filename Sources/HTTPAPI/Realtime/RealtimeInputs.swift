import NIOCore
import NIOWebSocket
import Shop
import Synchronization
import VoiceTurns

/// A WebSocket's frames as inputs of a conversation. Binary messages are sound; text messages are JSON objects with a `type`:
/// `played` and `cancel`. Ends when the client closes.
struct RealtimeInputs: AsyncSequence, Sendable {
    typealias Element = RealtimeSession.Input

    let frames: NIOAsyncChannelInboundStream<WebSocketFrame>
    let sender: RealtimeSender
    let activity = Activity()

    func makeAsyncIterator() -> Iterator {
        Iterator(frames: frames.makeAsyncIterator(), sender: sender, activity: activity)
    }

    struct Iterator: AsyncIteratorProtocol {
        var frames: NIOAsyncChannelInboundStream<WebSocketFrame>.AsyncIterator
        let sender: RealtimeSender
        let activity: Activity

        mutating func next() async throws -> RealtimeSession.Input? {
            while let frame = try await frames.next() {
                activity.note()
                let data = frame.unmaskedData
                switch frame.opcode {
                case .binary: return .audio(Array(data.readableBytesView))
                case .text:
                    if let input = try Self.command(Array(data.readableBytesView)) { return input }
                case .ping: try await sender.pong(data)
                case .connectionClose: return nil
                default: continue
                }
            }
            return nil
        }

        private static func command(_ bytes: [UInt8]) throws(Problem) -> RealtimeSession.Input? {
            let members = try RequestMembers(try JSONValue(requestBody: bytes))
            switch try members.text("type") {
            case "played": return .played
            case "cancel": return .cancel
            default: throw members.problem("type", "has to be one of: played, cancel.")
            }
        }
    }

    /// When something has come last.
    final class Activity: Sendable {
        private let last = Mutex(ContinuousClock.now)

        func note() { last.withLock { $0 = .now } }

        /// Returns when nothing has come for `silence`, or after `longest`.
        func watch(silence: Duration, longest: Duration) async throws {
            let end = ContinuousClock.now + longest
            while true {
                let due = Swift.min(last.withLock { $0 } + silence, end)
                if ContinuousClock.now >= due { return }
                try await ContinuousClock().sleep(until: due)
            }
        }
    }
}
