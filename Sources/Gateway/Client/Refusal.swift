import NIOCore

/// Tells a client that there are too many, and hangs up. No request of it is read.
final class Refusal: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { refuse(context) }
    }

    func channelActive(context: ChannelHandlerContext) { refuse(context) }

    private func refuse(_ context: ChannelHandlerContext) {
        let problem = GatewayProblem(.tooManyConnections, "Try again in a moment.")
        var random = IdentityRandom()
        let body = problem.json(requestId: RequestIdentity(sent: nil, parent: nil, using: &random).requestId)
        let text = """
            HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/problem+json\r\nRetry-After: 1\r\n\
            Connection: close\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)
            """
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text))).assumeIsolated().whenComplete { _ in
            context.close(mode: .output, promise: nil)
        }
        // A moment for the client to read it: what it has sent meanwhile would else reset the connection.
        context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(500)) { context.close(promise: nil) }
    }
}
