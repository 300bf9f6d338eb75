import Hummingbird
import Speech

extension ResponseBody {
    /// A body that has begun: `produce` runs, and what it writes first is there. Where it fails before that its error is thrown,
    /// so that the failure is still an HTTP status.
    ///
    /// It gets a few pieces ahead of the client at most, and is cancelled when the body is dropped or cannot be written.
    static func begun(
        _ produce:
            @escaping @Sendable (_ write: @escaping @Sendable ([UInt8]) async throws -> Void) async throws -> Void
    ) async throws -> ResponseBody {
        let places = AsyncSemaphore(places: 4)
        let (stream, continuation) = AsyncThrowingStream<[UInt8], any Error>.makeStream()
        let work = Task {
            do {
                try await produce { bytes in
                    try await places.wait()
                    continuation.yield(bytes)
                }
                continuation.finish()
            } catch {
                continuation.finish(throwing: error)
            }
        }
        continuation.onTermination = { _ in work.cancel() }
        let reader = PieceReader(stream, places)
        guard let first = try await reader.next() else {
            try Task.checkCancellation()
            throw SpeechError(.emptyText, "there is nothing to say")
        }
        return ResponseBody { writer in
            try await writer.write(ByteBuffer(bytes: first))
            while let bytes = try await reader.next() { try await writer.write(ByteBuffer(bytes: bytes)) }
            try Task.checkCancellation()
            try await writer.finish(nil)
        }
    }
}

/// Gives a place back with each piece that is taken.
private actor PieceReader {
    private var iterator: AsyncThrowingStream<[UInt8], any Error>.AsyncIterator
    private let places: AsyncSemaphore

    init(_ stream: AsyncThrowingStream<[UInt8], any Error>, _ places: AsyncSemaphore) {
        iterator = stream.makeAsyncIterator()
        self.places = places
    }

    func next() async throws -> [UInt8]? {
        var copy = iterator
        let piece = try await copy.next(isolation: self)
        iterator = copy
        places.signal()
        return piece
    }
}
