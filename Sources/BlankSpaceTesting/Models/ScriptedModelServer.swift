import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A server of the tests' own that speaks the protocols of Ollama and OpenAI and behaves as a test says. Its words follow a
/// script; its vectors are real in that texts which share letters are near each other.
public final class ScriptedModelServer: Sendable {
    /// A request that came.
    public struct Request: Sendable {
        public var method: String
        public var path: String
        /// Names in lower case.
        public var headers: [String: String]
        public var body: [UInt8]
        public var text: String { String(decoding: body, as: UTF8.self) }
    }

    /// What happened so far.
    public struct Record: Sendable {
        public var requests: [Request] = []
        /// Requests whose client closed the connection before they were answered.
        public var hangUps = 0
    }

    struct State {
        var script: ModelScript
        var record = Record()
    }

    typealias Connection = NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>

    /// The name of the only model.
    public let model: String
    /// On 127.0.0.1.
    public let port: Int
    private let answers: ScriptedAnswers
    private let serving: Task<Void, any Error>

    /// Begins to listen on a port of 127.0.0.1, a free one where it is 0.
    public static func start(
        model: String = "scripted:latest", _ script: ModelScript = ModelScript(), port: Int = 0
    ) async throws -> ScriptedModelServer {
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .bind(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    // Without pipelining, which would not see a client hang up.
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline(withPipeliningAssistance: false)
                    return try Connection(wrappingChannelSynchronously: channel)
                }
            }
        let answers = ScriptedAnswers(model: model, script)
        let serving = Task {
            try await listener.executeThenClose { connections in
                try await withThrowingDiscardingTaskGroup { group in
                    for try await connection in connections {
                        group.addTask { try? await answers.serve(connection) }
                    }
                }
            }
        }
        return ScriptedModelServer(listener.channel.localAddress?.port ?? 0, answers, serving)
    }

    private init(_ port: Int, _ answers: ScriptedAnswers, _ serving: Task<Void, any Error>) {
        model = answers.model
        self.port = port
        self.answers = answers
        self.serving = serving
    }

    /// `http://127.0.0.1:PORT`
    public var address: String { "http://127.0.0.1:\(port)" }

    /// What it does from now on.
    public var script: ModelScript {
        get { answers.state.withLock { $0.script } }
        set { answers.state.withLock { $0.script = newValue } }
    }

    public var record: Record { answers.state.withLock { $0.record } }

    /// Closes the port and all connections.
    public func stop() async {
        serving.cancel()
        _ = await serving.result
    }
}
