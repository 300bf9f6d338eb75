/// What ties a request to the upstream that has its conversation's turns in memory, so that a stream can be resumed and
/// stopped. Only counts where there are several.
struct Affinity: Equatable, Sendable {
    /// A cookie that the gateway has set: it names an upstream.
    static let cookie = "blankspace_upstream"

    /// The upstream's token.
    var token: String?
    /// The conversation's id: in the path, or in `X-Conversation-Id` of a client without cookies.
    var key: String?

    init(token: String? = nil, key: String? = nil) {
        self.token = token
        self.key = key
    }

    init(path: String, _ request: RequestHead) {
        token = request.values(.cookie).lazy.compactMap { Self.value(in: $0) }.first
        let sent = request.first(.xConversationId).map { String($0.prefix(200)) }
        key = sent ?? Self.conversation(path)
    }

    private static func value(in cookies: String) -> String? {
        for pair in cookies.split(separator: ";") {
            let pair = pair.drop { $0 == " " }
            guard pair.hasPrefix(cookie), pair.dropFirst(cookie.count).first == "=" else { continue }
            return String(pair.dropFirst(cookie.count + 1).prefix(32))
        }
        return nil
    }

    private static func conversation(_ path: String) -> String? {
        let prefix = "/api/llm/conversations/"
        guard path.hasPrefix(prefix) else { return nil }
        let id = path.dropFirst(prefix.count).prefix { $0 != "/" }
        return id.isEmpty ? nil : String(id.prefix(200))
    }

    /// For the response to a request that came without a valid one. A session's cookie, of no meaning to scripts.
    static func setCookie(_ token: String) -> String {
        "\(cookie)=\(token); Path=/; HttpOnly; SameSite=Lax"
    }
}
