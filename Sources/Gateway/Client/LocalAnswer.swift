import NIOCore

/// An answer that the gateway gives by itself.
struct LocalAnswer {
    var status: Int
    var fields: FieldLines
    var content: ByteBuffer
    var problem: GatewayProblem?

    init(status: Int = 200, _ fields: FieldLines, content: ByteBuffer = ByteBuffer()) {
        self.status = status
        self.fields = fields
        self.content = content
    }

    static func json(_ text: String, status: Int = 200) -> LocalAnswer {
        LocalAnswer(
            status: status, FieldLines(["Content-Type": "application/json", "Cache-Control": "no-store"]),
            content: ByteBuffer(string: text))
    }

    static func problem(_ problem: GatewayProblem) -> LocalAnswer {
        var fields = FieldLines(["Content-Type": "application/problem+json", "Cache-Control": "no-store"])
        if let seconds = problem.code.retryAfter { fields.add("Retry-After", String(seconds)) }
        if problem.code == .methodNotServed { fields.add("Allow", "GET, HEAD, POST, DELETE, OPTIONS") }
        var answer = LocalAnswer(status: problem.code.status, fields)
        answer.problem = problem
        return answer
    }

    /// - Parameter length: of the body.
    func head(requestId: String, length: Int, keepsConnection: Bool) -> ByteBuffer {
        var head = ByteBuffer()
        head.reserveCapacity(fields.bytes.readableBytes + 256)
        head.writeStatusLine(status)
        head.writeImmutableBuffer(fields.bytes)
        head.writeField("X-Request-Id", requestId)
        head.writeStaticString("X-Content-Type-Options: nosniff\r\n")
        if !keepsConnection { head.writeStaticString("Connection: close\r\n") }
        if hasBody { head.writeField("Content-Length", length) }
        head.writeStaticString("\r\n")
        return head
    }

    var hasBody: Bool { status != 304 }

    func body(requestId: String) -> ByteBuffer {
        problem.map { ByteBuffer(string: $0.json(requestId: requestId)) } ?? content
    }

    /// What went wrong, for the log; nothing where only the client did.
    var cause: String? {
        guard let problem, problem.code.status >= 500 else { return nil }
        return problem.cause ?? problem.code.rawValue
    }
}
