import HTTPTypes
import Hummingbird
import Shop

extension Response {
    static func json(
        _ value: JSONValue, status: HTTPResponse.Status = .ok, contentType: String = "application/json"
    ) -> Response {
        Response(
            status: status,
            headers: [.contentType: contentType, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: value.line)))
    }
}

extension HTTPField.Name {
    static let prefer = Self.known("Prefer")
    static let lastEventID = Self.known("Last-Event-ID")
    static let requestID = Self.known("X-Request-Id")
    static let accelBuffering = Self.known("X-Accel-Buffering")
    static let contentTypeOptions = Self.known("X-Content-Type-Options")
    static let contentSecurity = Self.known("Content-Security-Policy")
    static let allowOrigin = Self.known("Access-Control-Allow-Origin")
    static let allowMethods = Self.known("Access-Control-Allow-Methods")
    static let allowHeaders = Self.known("Access-Control-Allow-Headers")
    static let exposeHeaders = Self.known("Access-Control-Expose-Headers")
    static let maxAge = Self.known("Access-Control-Max-Age")
    static let requestMethod = Self.known("Access-Control-Request-Method")

    /// Only for the literals above, each of which is a legal name.
    private static func known(_ name: String) -> HTTPField.Name {
        guard let field = HTTPField.Name(name) else { preconditionFailure("not a field name: \(name)") }
        return field
    }
}
