import Assistant
import HTTPTypes
import Hummingbird
import Shop

/// `GET /api/llm/capabilities`: what a page may offer right now, at a route that gateways pass on.
struct CapabilityRoutes: Sendable {
    let assistant: any ShoppingAssistant

    var routes: [Route] { [Route(.get, "/api/llm/capabilities", capabilities)] }

    /// Whoever speaks wants to be understood and answered.
    private static let neededForVoice = ["recognizer", "voice"]

    @Sendable private func capabilities(_ request: Request, _ context: APIRequestContext) async throws -> Response {
        let up = Set(await assistant.dependencies().filter { $0.state == .up }.map(\.name))
        return .json(.object(["voice": .bool(up.isSuperset(of: Self.neededForVoice))]))
    }
}
