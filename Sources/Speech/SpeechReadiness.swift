/// How far an engine is.
public enum SpeechReadiness: Sendable, Equatable {
    /// The model is being loaded; the part that is done, 0…1.
    case loading(Double)
    case ready
    /// It will not get ready by itself: the error says what to do.
    case failed(SpeechError)

    /// nil when ready; else what a call made now is answered with.
    public var refusal: SpeechError? {
        switch self {
        case .ready: nil
        case .failed(let error): error
        case .loading(let part):
            SpeechError(
                .loading, "the speech model is being loaded (\(Int(part * 100)) %)", retryAfter: .seconds(2))
        }
    }
}
