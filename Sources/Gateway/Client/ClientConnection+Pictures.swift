import NIOCore
import NIOPosix

extension ClientConnection {
    /// Reads a picture on a thread that may wait; one that is not there is asked of an upstream, which draws one.
    func readPicture(_ path: String, _ head: RequestHead, _ check: RequestCheck) {
        guard let folder = shared.pictures else { return }
        state = .reading
        NIOThreadPool.singleton.runIfActive(eventLoop: loop.loop) { folder.answer(path, head) }
            .assumeIsolated().whenComplete { [self] result in
                guard case .reading = state else { return }
                if case .success(let found?) = result { return answerAtEnd(found) }
                do throws(GatewayProblem) { try proxy(head, check) } catch { answer(error) }
            }
    }
}
