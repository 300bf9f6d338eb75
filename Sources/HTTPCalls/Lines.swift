import Synchronization

extension HTTPCaller {
    /// As `pieces(of:_:)`, cut into lines; the last one too where it has no end.
    ///
    /// - Parameter longest: bytes that a line may have.
    public func lines(
        of call: HTTPCall, longest: Int = 1 << 20, _ take: @escaping @Sendable ([UInt8]) async throws -> Progress
    ) async throws {
        let splitter = Mutex(LineSplitter(longest: longest))
        let finished = Atomic(false)
        do {
            try await pieces(of: call) { piece in
                var progress = Progress.none
                for line in try splitter.withLock({ try $0.add(piece) }) {
                    switch try await take(line) {
                    case .some: progress = .some
                    case .none: break
                    case .finished:
                        finished.store(true, ordering: .relaxed)
                        return .finished
                    }
                }
                return progress
            }
            let rest = splitter.withLock { $0.unfinished }
            if !rest.isEmpty, !finished.load(ordering: .relaxed) { _ = try await take(rest) }
        } catch is LineSplitter.LineTooLong {
            throw CallError(.tooLarge, server: server, detail: "a line of more than \(longest) bytes")
        }
    }
}
