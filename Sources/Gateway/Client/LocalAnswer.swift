import NIOCore
import NIOHTTP1

/// An answer that the gateway gives by itself.
struct LocalAnswer {
    var status: HTTPResponseStatus
    var headers: HTTPHeaders
    var content: ByteBuffer
    var problem: GatewayProblem?

    init(status: HTTPResponseStatus = .ok, headers: HTTPHeaders, content: ByteBuffer = ByteBuffer()) {
        self.status = status
        self.headers = headers
        self.content = content
    }

    static func json(_ text: String, status: HTTPResponseStatus = .ok) -> LocalAnswer {
        LocalAnswer(
            status: status, headers: ["Content-Type": "application/json", "Cache-Control": "no-store"],
            content: ByteBuffer(string: text))
    }

    static func problem(_ problem: GatewayProblem) -> LocalAnswer {
        var answer = LocalAnswer(
            status: problem.code.status,
            headers: ["Content-Type": "application/problem+json", "Cache-Control": "no-store"])
        if let seconds = problem.code.retryAfter { answer.headers.add(name: "Retry-After", value: String(seconds)) }
        if problem.code == .methodNotServed {
            answer.headers.add(name: "Allow", value: "GET, HEAD, POST, DELETE, OPTIONS")
        }
        answer.problem = problem
        return answer
    }

    func head(requestId: String, keepsConnection: Bool) -> HTTPResponseHead {
        var headers = headers
        headers.add(name: "X-Request-Id", value: requestId)
        headers.add(name: "X-Content-Type-Options", value: "nosniff")
        if !keepsConnection { headers.add(name: "Connection", value: "close") }
        return HTTPResponseHead(version: .http1_1, status: status, headers: headers)
    }

    func body(requestId: String) -> ByteBuffer {
        problem.map { ByteBuffer(string: $0.json(requestId: requestId)) } ?? content
    }

    /// What went wrong, for the log; nothing where only the client did.
    var cause: String? {
        guard let problem, problem.code.status.code >= 500 else { return nil }
        return problem.cause ?? problem.code.rawValue
    }
}
