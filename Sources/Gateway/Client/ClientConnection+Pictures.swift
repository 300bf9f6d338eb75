import NIOCore
import NIOHTTP1
import NIOPosix

extension ClientConnection {
    /// Reads a picture on a thread that may wait; one that is not there is asked of an upstream, which draws one.
    func readPicture(_ path: String, _ head: HTTPRequestHead, _ check: RequestCheck) {
        guard let folder = shared.pictures else { return }
        state = .reading
        NIOThreadPool.singleton.runIfActive(eventLoop: loop.loop) { folder.answer(path, head.headers) }
            .assumeIsolated().whenComplete { [self] result in
                guard case .reading = state else { return }
                guard case .success(let found?) = result else { return proxyPicture(head, check) }
                if isRequestEnded { send(found) } else { state = .answering(found) }
            }
    }

    private func proxyPicture(_ head: HTTPRequestHead, _ check: RequestCheck) {
        do throws(GatewayProblem) {
            let wasEnded = isRequestEnded
            try proxy(head, check)
            if wasEnded, case .proxying(let exchange) = state { exchange.receiveEnd() }
        } catch {
            answer(error)
        }
    }
}
