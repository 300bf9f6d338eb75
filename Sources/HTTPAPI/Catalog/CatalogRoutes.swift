import Assistant
import HTTPTypes
import Hummingbird
import Shop

/// Searches and products, without a conversation.
struct CatalogRoutes: Sendable {
    let calls: AssistantCalls
    let configuration: HTTPAPIConfiguration

    var routes: [Route] {
        [
            Route(.get, "/api/llm/search", search),
            Route(.get, "/api/llm/products/{id}", product),
        ]
    }

    @Sendable private func search(_ request: Request, _ context: APIRequestContext) async throws -> Response {
        let parameters = try SearchParameters(try QueryParameters(request), configuration: configuration)
        let (text, overrides, limit) = (parameters.text, parameters.constraints, parameters.limit)
        return .json(try await calls.run { try await $0.search(text, overrides: overrides, limit: limit).json })
    }

    @Sendable private func product(_ request: Request, _ context: APIRequestContext) async throws -> Response {
        let id = try context.pathParameter("id")
        guard let product = try await calls.run({ try await $0.product(id: id) }) else {
            throw Problem(.unknownProduct, "Ask for a product that is on sale.")
        }
        return .json(product.json)
    }
}
