import HTTPTypes
import Hummingbird

/// Cross-origin requests (CORS) for a fixed list of origins. Cookies are never allowed along: we have none.
struct CrossOrigin: Sendable {
    private let origins: Set<String>

    init(origins: [String]) { self.origins = Set(origins) }

    /// The request's origin where it may read our answers.
    func allowedOrigin(of request: Request) -> String? {
        guard let origin = request.headers[.origin], origins.contains(origin) else { return nil }
        return origin
    }

    /// The answer to a preflight; nil where `request` is none, or none that we allow.
    func preflight(_ request: Request, methods: [HTTPRequest.Method]) -> Response? {
        guard request.method == .options, request.headers[.requestMethod] != nil, !methods.isEmpty,
            allowedOrigin(of: request) != nil
        else { return nil }
        return Response(
            status: .noContent,
            headers: [
                .allowMethods: methods.map(\.rawValue).joined(separator: ", "),
                .allowHeaders: "Accept, Content-Type, Last-Event-ID, Prefer, X-Conversation-Id, X-Request-Id",
                .maxAge: "600",
            ])
    }

    func decorate(_ response: inout Response, for request: Request) {
        guard !origins.isEmpty else { return }
        response.headers.append(HTTPField(name: .vary, value: "Origin"))
        guard let origin = allowedOrigin(of: request) else { return }
        response.headers[.allowOrigin] = origin
        response.headers[.exposeHeaders] = "Retry-After, X-Conversation-Id, X-Request-Id"
    }
}
