/// Where a request goes.
enum GatewayRoute: Equatable, Sendable {
    /// The process runs.
    case live
    /// Which upstream is up.
    case ready
    /// A file of the page.
    case page(String)
    /// A picture of a product, by its path below the folder.
    case picture(String)
    case upstream
    case unknown
}

/// Paths and what serves them. The page goes first: it is a closed list of files.
struct RouteTable: Sendable {
    /// What the upstreams serve to the outside. Their metrics and probes are for the operator's network alone.
    static let prefixes = ["/api/", "/v1/", "/mcp/", "/admin/", "/images/"]
    static let paths: Set<String> = ["/mcp", "/openapi.yaml"]
    /// What is never passed on.
    static let closed: Set<String> = ["/metrics"]

    /// nil: there is no page of ours, the upstreams have one.
    let page: Set<String>?
    let hasPictures: Bool

    func route(_ method: RequestMethod, _ path: String) -> GatewayRoute {
        switch path {
        case "/livez": return .live
        case "/readyz", "/healthz": return .ready
        default: break
        }
        let isRead = method == .get || method == .head
        if isRead, let page {
            if path == "/", page.contains("/index.html") { return .page("/index.html") }
            if path == "/admin" || path == "/admin/", page.contains("/admin.html") { return .page("/admin.html") }
            if page.contains(path) { return .page(path) }
        }
        if isRead, hasPictures, path.hasPrefix("/images/") { return .picture(String(path.dropFirst(8))) }
        if Self.paths.contains(path) || Self.prefixes.contains(where: { path.hasPrefix($0) }) { return .upstream }
        return page == nil && !Self.closed.contains(path) ? .upstream : .unknown
    }
}
