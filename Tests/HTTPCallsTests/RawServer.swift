import BlankSpaceTesting
import NIOCore
import Synchronization

/// Listens on 127.0.0.1 and sends bytes by a script, whatever it is asked.
final class RawServer: Sendable {
    enum Step: Sendable {
        case send(String)
        case wait(Duration)
        /// Keeps the connection open until the client closes it.
        case hang
        /// Waits for another request on the same connection.
        case receive
    }

    struct Record { var connections = 0, requests: [String] = [], clientCloses = 0 }

    private let listener: TestListener
    private let state: Board

    final class Board: Sendable {
        let record = Mutex(Record())
        let script: @Sendable (Int) -> [Step]
        init(_ script: @escaping @Sendable (Int) -> [Step]) { self.script = script }
    }

    var port: Int { listener.port }
    var address: String { "http://127.0.0.1:\(port)" }
    var record: Record { state.record.withLock { $0 } }

    /// - Parameter script: what happens on the connection of that number, the first of which is 1, after its first request; then
    ///   it is closed.
    static func start(_ script: @escaping @Sendable (Int) -> [Step]) async throws -> RawServer {
        let board = Board(script)
        let listener = try await TestListener.start { (connection: NIOAsyncChannel<ByteBuffer, ByteBuffer>) in
            try await serve(connection, board)
        }
        return RawServer(listener, board)
    }

    private init(_ listener: TestListener, _ state: Board) {
        self.listener = listener
        self.state = state
    }

    func stop() async { await listener.stop() }

    private static func serve(_ connection: NIOAsyncChannel<ByteBuffer, ByteBuffer>, _ board: Board) async throws {
        let number = board.record.withLock { record in
            record.connections += 1
            return record.connections
        }
        try await connection.executeThenClose { inbound, outbound in
            var requests = inbound.makeAsyncIterator()
            func receive() async throws -> Bool {
                guard let piece = try await requests.next() else {
                    board.record.withLock { $0.clientCloses += 1 }
                    return false
                }
                board.record.withLock { $0.requests.append(String(buffer: piece)) }
                return true
            }
            guard try await receive() else { return }
            for step in board.script(number) {
                switch step {
                case .send(let text): try await outbound.write(ByteBuffer(string: text))
                case .wait(let duration): try await Task.sleep(for: duration)
                case .hang: while try await receive() {}
                case .receive: guard try await receive() else { return }
                }
            }
        }
    }
}

extension RawServer.Step {
    static func reply(_ body: String, status: String = "200 OK", headers: String = "") -> Self {
        .send("HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\(headers)\r\n\(body)")
    }
    static let chunkedHead = Self.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    static func chunk(_ text: String) -> Self { .send("\(String(text.utf8.count, radix: 16))\r\n\(text)\r\n") }
    static let end = Self.send("0\r\n\r\n")
}
