import Assistant
import BlankSpaceTesting
import HTTPAPI
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Search
import Shop
import Synchronization

/// The router under test around a fake assistant, with its log lines and metrics.
struct TestServer: Sendable {
    let assistant: FakeAssistant
    let metrics = PrometheusMetrics()
    let log = LogLines()
    var configuration = HTTPAPIConfiguration()
    var operators = OperatorView()
    var speech: SpeechParts?

    init(_ script: FakeAssistant.Script = .answer(), configure: (inout HTTPAPIConfiguration) -> Void = { _ in }) {
        self.init(FakeAssistant(script, products: [.sample]), configure: configure)
    }

    init(_ assistant: FakeAssistant, configure: (inout HTTPAPIConfiguration) -> Void = { _ in }) {
        self.assistant = assistant
        configure(&configuration)
    }

    var application: some ApplicationProtocol {
        let log = log
        let logger = Logger(label: "test") { label in JSONLogHandler(label: label, write: log.add) }
        return Application(
            router: buildRouter(
                assistant: assistant, configuration: configuration, metrics: metrics, operators: operators,
                speech: speech, logger: logger),
            server: buildServer(
                assistant: assistant, configuration: configuration, metrics: metrics, operators: operators,
                speech: speech),
            logger: logger)
    }

    /// One request, without a socket.
    func send(
        _ method: HTTPRequest.Method, _ uri: String, headers: HTTPFields = [:], body: String? = nil
    ) async throws -> TestResponse {
        try await send(method, uri, headers: headers, bytes: body.map { ByteBuffer(string: $0) })
    }

    func send(
        _ method: HTTPRequest.Method, _ uri: String, headers: HTTPFields = [:], bytes: ByteBuffer?
    ) async throws -> TestResponse {
        try await application.test(.router) { client in
            try await client.execute(uri: uri, method: method, headers: headers, body: bytes) { $0 }
        }
    }

    func chat(_ body: String, headers: HTTPFields = [.contentType: "application/json"]) async throws -> TestResponse {
        try await send(.post, "/api/llm/chat", headers: headers, body: body)
    }
}

final class LogLines: Sendable {
    private let lines = Mutex<[String]>([])
    @Sendable func add(_ line: String) { lines.withLock { $0.append(line) } }
    var all: [String] { lines.withLock { $0 } }
    var json: [JSONValue] { all.compactMap { try? JSONValue(parsing: .init($0.utf8)) } }
}

extension TestResponse {
    var text: String { String(buffer: body) }

    /// null where the body is not JSON.
    var json: JSONValue { (try? JSONValue(parsing: .init(body.readableBytesView))) ?? .null }

    /// The end of a problem's type; nil where this is no problem.
    var problem: String? {
        guard headers[.contentType] == "application/problem+json", let type = json["type"]?.string else { return nil }
        let prefix = "urn:blankspace:problem:"
        return type.hasPrefix(prefix) ? String(type.dropFirst(prefix.count)) : nil
    }

    subscript(_ name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }
}

extension HTTPField.Name {
    static func named(_ name: String) -> HTTPField.Name { HTTPField.Name(name) ?? .server }
}
