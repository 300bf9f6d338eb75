/// How much audio is taken in one piece. Both bounds are checked before anything is decoded.
public struct AudioLimits: Sendable, Equatable {
    public var maximumDuration: Duration
    /// Of the encoded audio.
    public var maximumBytes: Int

    public init(maximumDuration: Duration = .seconds(60), maximumBytes: Int = 10_000_000) {
        self.maximumDuration = maximumDuration
        self.maximumBytes = maximumBytes
    }

    public func check(byteCount: Int) throws(SpeechError) {
        guard byteCount <= maximumBytes else {
            throw SpeechError(.tooLarge, "the audio has more than \(maximumBytes) bytes; send it in shorter pieces")
        }
    }

    public func check(_ duration: Duration) throws(SpeechError) {
        guard duration <= maximumDuration else {
            throw SpeechError(
                .tooLong,
                "the audio lasts longer than \(maximumDuration.components.seconds) seconds; send it in shorter pieces")
        }
    }
}
