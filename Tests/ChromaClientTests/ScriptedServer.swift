import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A server that answers what a test tells it to: for what a real ChromaDB cannot be made to do.
final class ScriptedServer: Sendable {
    struct Request: Sendable {
        var method: String
        var path: String
        var headers: HTTPHeaders
        var body: String
    }

    struct Answer: Sendable {
        var status = 200
        var body: String
        /// The connection is closed after this many bytes of the body.
        var cutAfter: Int?
    }

    let port: Int
    let requests = Mutex<[Request]>([])
    private let channel: any Channel

    var address: String { "http://127.0.0.1:\(port)" }

    /// - Parameter answer: nil never answers.
    static func start(_ answer: @escaping @Sendable (Request) -> Answer?) async throws -> ScriptedServer {
        let handler = Mutex<ScriptedServer?>(nil)
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { child in
                child.eventLoop.makeCompletedFuture {
                    try child.pipeline.syncOperations.configureHTTPServerPipeline()
                    try child.pipeline.syncOperations.addHandler(
                        Exchange { request in
                            handler.withLock { $0 }?.requests.withLock { $0.append(request) }
                            return answer(request)
                        })
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let server = ScriptedServer(channel: channel)
        handler.withLock { $0 = server }
        return server
    }

    private init(channel: any Channel) {
        self.channel = channel
        port = channel.localAddress?.port ?? 0
    }

    func stop() async throws { try await channel.close() }
}

extension EventLoopGroup where Self == MultiThreadedEventLoopGroup {
    static var singletonMultiThreadedEventLoopGroup: MultiThreadedEventLoopGroup { .singleton }
}

private final class Exchange: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let answer: (ScriptedServer.Request) -> ScriptedServer.Answer?
    private var request: ScriptedServer.Request?

    init(_ answer: @escaping (ScriptedServer.Request) -> ScriptedServer.Answer?) { self.answer = answer }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            request = .init(method: head.method.rawValue, path: head.uri, headers: head.headers, body: "")
        case .body(let part): request?.body += String(buffer: part)
        case .end:
            guard let request, let answer = answer(request) else { return }
            let head = HTTPResponseHead(
                version: .http1_1, status: .init(statusCode: answer.status),
                headers: ["Content-Length": "\(answer.body.utf8.count)"])
            context.write(wrapOutboundOut(.head(head)), promise: nil)
            let sent = answer.cutAfter.map { String(answer.body.prefix($0)) } ?? answer.body
            context.writeAndFlush(
                wrapOutboundOut(.body(.byteBuffer(context.channel.allocator.buffer(string: sent)))), promise: nil)
            if answer.cutAfter != nil {
                context.close(promise: nil)
            } else {
                context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
            }
        }
    }
}
