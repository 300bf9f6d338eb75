import Assistant
import HTTPTypes
import Hummingbird
import Speech

extension Problem {
    /// What the outside is told about `error`. Anything that we do not know by name becomes `internal-error`.
    init(describing error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let error as AssistantError: self.init(error)
        case let error as SpeechError: self.init(error)
        case let error as any HTTPResponseError: self.init(status: error.status)
        default: self = .internalError
        }
    }

    private init(_ error: AssistantError) {
        switch error.code {
        case .emptyMessage: self.init(.emptyMessage, error.message)
        case .messageTooLong: self.init(.messageTooLong, error.message)
        case .invalidArgument: self.init(.invalidMember, error.message)
        case .unknownConversation: self.init(.unknownConversation, error.message)
        case .catalogNotReady: self.init(.catalogNotReady, error.message)
        case .internalError: self = .internalError
        }
    }

    /// Errors of the server library.
    private init(status: HTTPResponse.Status) {
        switch status {
        case .notFound: self.init(.unknownRoute, "See /openapi.yaml for the routes.")
        case .contentTooLarge: self.init(.bodyTooLarge, "Send a smaller body.")
        case .unsupportedMediaType: self.init(.unsupportedMediaType, "Send `Content-Type: application/json`.")
        case let status where status.kind == .clientError:
            self.init(.unreadableBody, "Send the request again, well-formed.")
        default: self = .internalError
        }
    }
}
