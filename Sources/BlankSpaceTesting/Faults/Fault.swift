/// What a `FaultProxy` does to the connections that go through it. Bytes are counted for each connection, of what the server
/// sends.
public enum Fault: Sendable, Equatable {
    /// Nothing: all passes.
    case none
    /// Connections are accepted and reset at once.
    case refuses
    /// Connections are accepted and stay open; nothing goes through in either direction.
    case blackHole
    /// Each piece comes so much later, in both directions.
    case delays(Duration)
    /// The connection is closed in order after so many bytes.
    case cuts(after: Int)
    /// The connection is reset after so many bytes.
    case resets(after: Int)
    /// What follows so many bytes never arrives, though the connection stays open.
    case stalls(after: Int)
}
