import NIOCore

/// Tells whether a stream of events stands between two events (after an empty line), from the last bytes that went by.
struct EventStreamTail: Equatable, Sendable {
    private var last: (UInt8, UInt8, UInt8) = (0, 0, 0)
    private var isEmpty = true

    static func == (a: Self, b: Self) -> Bool { a.last == b.last && a.isEmpty == b.isEmpty }

    var isBetweenEvents: Bool {
        let lineFeed = UInt8(ascii: "\n")
        return isEmpty
            || (last.2 == lineFeed && (last.1 == lineFeed || (last.1 == UInt8(ascii: "\r") && last.0 == lineFeed)))
    }

    mutating func pass(_ buffer: ByteBuffer) {
        for byte in buffer.readableBytesView.suffix(3) {
            last = (last.1, last.2, byte)
            isEmpty = false
        }
    }

    /// The event that ends a stream, as the assistant's own interface has it.
    static func errorEvent(_ problem: GatewayProblem, requestId: String) -> String {
        "event: error\ndata: \(problem.json(requestId: requestId))\n\n"
    }
}
