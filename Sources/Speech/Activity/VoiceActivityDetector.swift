/// Tells speech from silence and noise.
public protocol VoiceActivityDetector: Sendable {
    /// Samples a second that it takes.
    var sampleRate: Int { get }
    /// Samples of a window.
    var windowSize: Int { get }
    /// Listens to one sound from its beginning. Takes a few milliseconds.
    func listen() throws -> any VoiceActivityListener
}

/// Listens to one sound, window after window. Used by one task or thread at a time.
///
/// A call computes for about a millisecond and waits for nothing: it may be made anywhere, one window at a time.
public protocol VoiceActivityListener: AnyObject {
    /// How likely it is, 0…1, that somebody speaks in `window`, which has the detector's ``VoiceActivityDetector/windowSize``
    /// and follows the one before.
    func probability(of window: [Float]) throws -> Float
}
