import Assistant
import Foundation
import HTTPTypes
import Hummingbird
import Shop

/// `POST /api/llm/events`: what shoppers did, one event or an array.
struct EventRoutes: Sendable {
    static let maxEvents = 100

    let calls: AssistantCalls
    let configuration: HTTPAPIConfiguration

    var routes: [Route] { [Route(.post, "/api/llm/events", record)] }

    @Sendable private func record(_ request: Request, _ context: APIRequestContext) async throws -> Response {
        var request = request
        let body = try await request.readJSON(upTo: configuration.maxBodyBytes)
        let events = try Self.events(body)
        try await calls.run { try await $0.record(events) }
        return .json(.object(["accepted": JSONValue(events.count)]), status: .accepted)
    }

    private static func events(_ body: JSONValue) throws(Problem) -> [ShopEvent] {
        guard let elements = body.array else { return [try event(RequestMembers(body))] }
        guard (1...maxEvents).contains(elements.count) else {
            throw Problem(.invalidMember, "Send 1 to \(maxEvents) events at a time.")
        }
        var events: [ShopEvent] = []
        for (index, element) in elements.enumerated() {
            events.append(try event(RequestMembers(element, path: "[\(index)]")))
        }
        return events
    }

    private static func event(_ members: RequestMembers) throws(Problem) -> ShopEvent {
        guard let kind = try members.text("kind").flatMap(ShopEvent.Kind.init) else {
            throw members.problem("kind", "has to be one of `view`, `click`, `cart`, `purchase`.")
        }
        guard let userId = try members.identifier("userId") else { throw members.problem("userId", "is missing.") }
        guard let productId = try members.identifier("productId") else {
            throw members.problem("productId", "is missing.")
        }
        return ShopEvent(kind: kind, userId: userId, productId: productId, at: try date(members) ?? .now)
    }

    private static func date(_ members: RequestMembers) throws(Problem) -> Date? {
        guard let text = try members.text("at") else { return nil }
        let formats = [Date.ISO8601FormatStyle(), Date.ISO8601FormatStyle(includingFractionalSeconds: true)]
        guard let date = formats.lazy.compactMap({ try? $0.parse(text) }).first else {
            throw members.problem("at", "has to be a time such as `2025-01-31T09:30:00Z`.")
        }
        return date
    }
}
