import HTTPTypes
import Hummingbird

extension Route {
    /// What Prometheus scrapes.
    static func metrics(_ metrics: PrometheusMetrics) -> Route {
        Route(.get, "/metrics") { _, _ in
            Response(
                status: .ok,
                headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8", .cacheControl: "no-store"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: metrics.exposition())))
        }
    }

    /// The contract of this interface.
    static let openAPI = Route(.get, "/openapi.yaml", StaticResource.openAPI.respond)
}
