import HTTPTypes
import Hummingbird

/// One route: a method and a path such as `/api/llm/products/{id}`.
struct Route: Sendable {
    typealias Handler = @Sendable (Request, APIRequestContext) async throws -> Response

    var method: HTTPRequest.Method
    var path: String
    var handler: Handler

    init(_ method: HTTPRequest.Method, _ path: String, _ handler: @escaping Handler) {
        self.method = method
        self.path = path
        self.handler = handler
    }
}

/// Which methods a path takes, for 405 and for CORS preflights.
struct RouteTable: Sendable {
    private var entries: [(components: [Substring], method: HTTPRequest.Method)]

    init(_ routes: [Route]) {
        entries = routes.map { ($0.path.split(separator: "/"), $0.method) }
    }

    /// Empty where no route has this path. A route that takes GET takes HEAD too.
    func methods(for path: String) -> [HTTPRequest.Method] {
        let components = path.split(separator: "/")
        let methods = entries.filter { entry in
            entry.components.count == components.count
                && zip(entry.components, components).allSatisfy { $0.first == "{" || $0 == $1 }
        }.map(\.method)
        return methods.contains(.get) ? methods + [.head] : methods
    }
}
