import Hummingbird

extension Response {
    /// Server-sent events, as `write` gives them, until it returns. A client that hangs up cancels it.
    ///
    /// - Parameters:
    ///   - request: with its body collected. The connection is closed after the stream: watching it for the client's hang-up
    ///     takes its input.
    ///   - brokenOff: called where the client hangs up or `write` throws.
    static func eventStream(
        to request: Request, metrics: ServerMetrics, brokenOff: @escaping @Sendable () -> Void = {},
        _ write: @escaping @Sendable (inout any ResponseBodyWriter) async throws -> Void
    ) -> Response {
        let body = ResponseBody { writer in
            metrics.streamOpened()
            defer { metrics.streamClosed() }
            do {
                try await request.body.consumeWithCancellationOnInboundClose { _ in
                    try await write(&writer)
                }
            } catch {
                brokenOff()
                throw error
            }
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/event-stream; charset=utf-8",
                .cacheControl: "no-store",
                .accelBuffering: "no",
                .connection: "close",
            ],
            body: body)
    }
}
