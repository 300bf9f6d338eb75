import HTTPTypes
import Hummingbird
import Shop

/// One failed request. `detail` says what to do and is fit to be shown; it never names what is inside the server.
struct Problem: Error, Sendable {
    var code: ProblemCode
    var detail: String
    /// The member of the body or the parameter that is meant.
    var member: String?
    /// The byte of the body, 0-based, where reading stopped.
    var offset: Int?
    /// Methods that the route takes, for `Allow`.
    var allow: [HTTPRequest.Method] = []
    /// Seconds for `Retry-After`, where more is known than the code says.
    var retryAfter: Int?

    init(_ code: ProblemCode, _ detail: String, member: String? = nil, offset: Int? = nil) {
        self.code = code
        self.detail = detail
        self.member = member
        self.offset = offset
    }

    static func member(_ name: String, _ detail: String) -> Problem {
        Problem(.invalidMember, "`\(name)` \(detail)", member: name)
    }

    static func parameter(_ name: String, _ detail: String) -> Problem {
        Problem(.invalidParameter, "`\(name)` \(detail)", member: name)
    }

    static let internalError = Problem(
        .internalError, "Try again. If it goes on, tell the operator of the shop the requestId.")

    static func methodNotAllowed(_ allow: [HTTPRequest.Method]) -> Problem {
        var problem = Problem(
            .methodNotAllowed, "Use one of: " + allow.map(\.rawValue).joined(separator: ", ") + ".")
        problem.allow = allow
        return problem
    }

    func json(requestId: String) -> JSONValue {
        var members: [String: JSONValue] = [
            "type": .string(code.type),
            "title": .string(code.title),
            "status": JSONValue(code.status),
            "detail": .string(detail),
            "requestId": .string(requestId),
        ]
        members["member"] = member.map(JSONValue.string)
        members["offset"] = offset.map { JSONValue($0) }
        return .object(members)
    }

    func response(requestId: String) -> Response {
        var response = Response.json(
            json(requestId: requestId), status: HTTPResponse.Status(code: code.status),
            contentType: "application/problem+json")
        if let seconds = retryAfter ?? code.retryAfter { response.headers[.retryAfter] = String(seconds) }
        if !allow.isEmpty { response.headers[.allow] = allow.map(\.rawValue).joined(separator: ", ") }
        // What is left of the body is of no use to anyone: the client should not go on sending it.
        if code == .bodyTooLarge { response.headers[.connection] = "close" }
        return response
    }
}
