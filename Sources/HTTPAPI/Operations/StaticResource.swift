import HTTPTypes
import Hummingbird
import Search

/// A file that is part of the program, with an entity tag so that it is sent once to each browser.
struct StaticResource: Sendable {
    private let buffer: ByteBuffer
    private let contentType: String
    private let tag: String
    private let headers: HTTPFields

    init(_ bytes: [UInt8], contentType: String, headers: HTTPFields = [:]) {
        buffer = ByteBuffer(bytes: bytes)
        self.contentType = contentType
        self.headers = headers
        let hash = ContentHash(of: bytes)
        tag = "\"" + String(hash.high, radix: 16) + String(hash.low, radix: 16) + "\""
    }

    static let openAPI = StaticResource(PackageResources.openapi_yaml, contentType: "application/yaml; charset=utf-8")

    @Sendable func respond(_ request: Request, _ context: APIRequestContext) async throws -> Response {
        var headers = headers
        headers[.eTag] = tag
        headers[.cacheControl] = "no-cache"
        let known = (request.headers[.ifNoneMatch] ?? "").split(separator: ",").map { $0.trimmingSpace() }
        if known.contains(tag) { return Response(status: .notModified, headers: headers) }
        headers[.contentType] = contentType
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: buffer))
    }
}
