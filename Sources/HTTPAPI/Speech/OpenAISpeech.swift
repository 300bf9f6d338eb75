import HTTPTypes
import Hummingbird
import Shop

/// Errors in the shape that clients of OpenAI's dialect expect.
enum OpenAISpeech {
    static func answeringInDialect(_ handler: @escaping Route.Handler) -> Route.Handler {
        { request, context in
            do {
                return try await handler(request, context)
            } catch let error as CancellationError {
                throw error
            } catch {
                let problem = Problem(describing: error)
                if problem.code == .internalError {
                    context.logger.error("request failed", metadata: ["error": "\(error)"])
                }
                return response(problem)
            }
        }
    }

    private static func response(_ problem: Problem) -> Response {
        let status = problem.code.status
        let error: [String: JSONValue] = [
            "message": .string(problem.detail),
            "type": .string(status < 500 ? "invalid_request_error" : "server_error"),
            "param": .optional(problem.member),
            "code": .string(problem.code.rawValue),
        ]
        var response = Response.json(.object(["error": .object(error)]), status: .init(code: status))
        if let seconds = problem.retryAfter ?? problem.code.retryAfter {
            response.headers[.retryAfter] = String(seconds)
        }
        return response
    }
}
