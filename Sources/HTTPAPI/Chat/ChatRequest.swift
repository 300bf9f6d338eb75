import Assistant
import Shop

extension TurnRequest {
    /// The body of `POST /api/llm/chat`. Members that we do not know are ignored.
    init(body: JSONValue, configuration: HTTPAPIConfiguration) throws(Problem) {
        let members = try RequestMembers(body)
        guard let raw = try members.text("message") else {
            throw Problem(
                .missingMessage, "Send what the shopper says as the string `message`.", member: "message")
        }
        self.init(
            message: try MessageText.check(raw, member: "message", limit: configuration.maxMessageCharacters),
            conversationId: try members.identifier("conversationId"),
            userId: try members.identifier("userId"),
            locale: try members.locale("locale"),
            limit: try members.integer("limit", in: 1...50) ?? 5,
            productId: try members.identifier("productId"),
            shown: try members.identifiers("shown", atMost: 100))
    }
}

extension RequestMembers {
    /// A BCP 47 tag by its outer shape.
    fileprivate func locale(_ name: String) throws(Problem) -> String? {
        guard let text = try text(name), !text.isEmpty else { return nil }
        let isTag =
            text.utf8.count <= 35
            && text.split(separator: "-", omittingEmptySubsequences: false).allSatisfy { part in
                (1...8).contains(part.utf8.count)
                    && part.unicodeScalars.allSatisfy { $0.isASCII && ($0.properties.isAlphabetic || $0.isDigit) }
            }
        guard isTag else { throw problem(name, "has to be a language tag such as `ko` or `en-US`.") }
        return text
    }
}

extension Unicode.Scalar {
    fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
}
