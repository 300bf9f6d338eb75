import NIOCore
import NIOHTTP1
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
    private let answers: ScriptedAnswers
    private let listener: TestListener

    /// On 127.0.0.1.
    public var port: Int { listener.port }

    /// Begins to listen on a port of 127.0.0.1, a free one where it is 0.
    public static func start(
        model: String = "scripted:latest", _ script: ModelScript = ModelScript(), port: Int = 0
    ) async throws -> ScriptedModelServer {
        let answers = ScriptedAnswers(model: model, script)
        let listener = try await TestListener.start(port: port) { channel in
            // Without pipelining, which would not see a client hang up.
            try channel.pipeline.syncOperations.configureHTTPServerPipeline(withPipeliningAssistance: false)
        } _: { (connection: Connection) in
            try await answers.serve(connection)
        }
        return ScriptedModelServer(answers, listener)
    }

    private init(_ answers: ScriptedAnswers, _ listener: TestListener) {
        model = answers.model
        self.answers = answers
        self.listener = listener
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
    public func stop() async { await listener.stop() }
}
