/// What a `ScriptedModelServer` does when a model is asked.
public struct ModelScript: Sendable {
    /// Pieces are the texts that a reply is made of, one a token.
    public enum Behaviour: Sendable, Equatable {
        case good
        /// Waits before the first piece and between pieces.
        case slow(first: Duration, between: Duration)
        /// Takes the request and never says anything.
        case silent
        /// Sends so many pieces, then nothing any more, over a connection that stays open.
        case stalls(after: Int)
        /// As `silent`, but says every 20 ms that it is still there, where the protocol can say that; no piece comes.
        case keepsAlive
        /// Closes the connection after so many pieces, in the midst of the reply.
        case breaksOff(after: Int)
        /// Ends the reply in order after so many pieces, in the midst of a line.
        case truncates(after: Int)
        /// Ends the reply in order after all pieces, without the mark of its end.
        case leavesOutTheEnd
        /// Sends so many pieces, then an error in the protocol's form.
        case failsMidway(after: Int, message: String)
        /// Answers with an HTTP status and an error in the protocol's form.
        case fails(status: Int, message: String)
        /// The model is not on the server: it is not listed, and asking it is a 404.
        case missing
        /// Sends lines that are no JSON.
        case garbage
        /// A whole reply without text.
        case empty
        /// Thinks aloud in the protocol's member for thoughts, then replies; if `inText`, between marks in the reply's text.
        case thinks(String, inText: Bool)
    }

    public var behaviour: Behaviour
    /// What the model says: a lying model is one with other pieces.
    public var pieces: [String]
    /// Components of the vectors that it makes.
    public var dimension: Int
    /// What Ollama's `/api/show` says that it can do.
    public var capabilities: [String]

    public init(
        _ behaviour: Behaviour = .good, pieces: [String] = Self.korean, dimension: Int = 64,
        capabilities: [String] = ["completion", "embedding"]
    ) {
        self.behaviour = behaviour
        self.pieces = pieces
        self.dimension = dimension
        self.capabilities = capabilities
    }

    public static let korean = ["안녕", "하세요", "! ", "비 오는 ", "날에는 ", "방수 ", "운동화", "를 ", "신어 ", "보세요", "."]
}
