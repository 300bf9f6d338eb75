/// How long a model may be silent.
public struct ModelTimeouts: Sendable, Equatable {
    /// Until the first token of a reply, or the first thought.
    public var firstToken: Duration
    /// From one token to the next.
    public var idle: Duration
    /// Until the first token of the warm-up, which waits for the model to be loaded.
    public var warmUp: Duration

    public init(
        firstToken: Duration = .seconds(20), idle: Duration = .seconds(10), warmUp: Duration = .seconds(600)
    ) {
        self.firstToken = firstToken
        self.idle = idle
        self.warmUp = warmUp
    }
}
