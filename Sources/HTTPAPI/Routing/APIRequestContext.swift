public import Hummingbird

/// What goes along with a request on its way through the routes.
public struct APIRequestContext: RequestContext {
    public var coreContext: CoreRequestContextStorage
    /// The client's `X-Request-Id` where it is well-formed, else made here.
    public internal(set) var requestId = ""

    public init(source: Source) {
        coreContext = .init(source: source)
    }

    /// A part of the path, percent-decoded.
    func pathParameter(_ name: String) throws(Problem) -> String {
        guard let raw = parameters.get(name), let text = raw.removingPercentEncoding else {
            throw .parameter(name, "is not percent-encoded UTF-8.")
        }
        guard text.isIdentifier else { throw .parameter(name, String.identifierRule) }
        return text
    }
}
