/// Speaks a text.
///
/// Implementations: `EspeakSynthesizer`, `SherpaSynthesizer`, `OpenAIClient`. All keep the same contract, which one suite
/// checks.
public protocol SpeechSynthesizer: Sendable {
    /// Names the engine and its model, for logs and health: `espeak-ng 1.51`.
    var name: String { get }
    /// The likeliest for its language first. Empty while nothing can be spoken.
    var voices: [Voice] { get }
    /// Quick, and says nothing of a server that has not been asked yet.
    var readiness: SpeechReadiness { get }

    /// The speech, piece by piece as it is made. The utterance's voice is one of ``voices``.
    ///
    /// The stream throws ``SpeechError``, before its first piece where nothing can be spoken at all. It ends early, without an
    /// error, when its reader is cancelled or lets go of it, which stops the engine soon. No more is made ahead of the reader
    /// than is bounded by the text's own bound.
    func speak(_ utterance: Utterance) -> AsyncThrowingStream<AudioChunk, any Error>
}

extension AsyncThrowingStream<AudioChunk, any Error> {
    /// A stream that `speak` fills in a task of its own: it ends when that returns, or with what it throws, and who leaves the
    /// stream cancels it.
    public static func spoken(_ speak: @escaping @Sendable (Continuation) async throws -> Void) -> Self {
        Self { continuation in
            let work = Task {
                do {
                    try await speak(continuation)
                    continuation.finish()
                } catch {
                    continuation.finish(throwing: error)
                }
            }
            continuation.onTermination = { _ in work.cancel() }
        }
    }
}
