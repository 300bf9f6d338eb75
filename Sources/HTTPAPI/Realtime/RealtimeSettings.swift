import Assistant
import Foundation
import Shop
import Speech
import VoiceTurns

/// What a client says of its conversation in the query of the WebSocket's address.
struct RealtimeSettings {
    var session = RealtimeSession.Settings()

    init(query: String, configuration: HTTPAPIConfiguration) throws(Problem) {
        var fields: [String: String] = [:]
        for item in URLComponents(string: "?" + query)?.queryItems ?? [] { fields[item.name] = item.value }
        var members: [String: JSONValue] = ["message": "-"]
        for name in ["conversationId", "userId", "locale", "productId"] {
            members[name] = fields[name].map(JSONValue.string)
        }
        session.request = try TurnRequest(body: .object(members), configuration: configuration)
        if let tag = fields["language"] ?? fields["locale"] {
            guard let language = SpokenLanguage(tag) else {
                throw .parameter("language", "has to be a language tag such as `ko` or `en`.")
            }
            session.language = language
        }
        session.manner.voice = fields["voice"]
        if let text = fields["speed"] {
            guard let speed = Double(text), (0.5...2).contains(speed) else {
                throw .parameter("speed", "has to be a number from 0.5 to 2.")
            }
            session.manner.speed = speed
        }
    }
}
