/// Every way in which a request can fail: the one table behind all error responses (RFC 9457). The raw value ends the
/// problem's `type` and never changes.
enum ProblemCode: String, CaseIterable, Sendable {
    case malformedJSON = "malformed-json"
    case invalidEncoding = "invalid-encoding"
    case unreadableBody = "unreadable-body"
    case invalidMember = "invalid-member"
    case invalidParameter = "invalid-parameter"
    case missingMessage = "missing-message"
    case emptyMessage = "empty-message"
    case messageTooLong = "message-too-long"
    case unauthorized = "unauthorized"
    case unknownConversation = "unknown-conversation"
    case unknownProduct = "unknown-product"
    case unknownTurn = "unknown-turn"
    case unknownRoute = "unknown-route"
    case methodNotAllowed = "method-not-allowed"
    case bodyTooLarge = "body-too-large"
    case unsupportedMediaType = "unsupported-media-type"
    case internalError = "internal-error"
    case catalogNotReady = "catalog-not-ready"
    case tooManyTurns = "too-many-turns"
    case turnTimeout = "turn-timeout"
    case turnCancelled = "turn-cancelled"
    case unreadableAudio = "unreadable-audio"
    case audioTooLong = "audio-too-long"
    case nothingHeard = "nothing-heard"
    case emptyText = "empty-text"
    case textTooLong = "text-too-long"
    case unknownVoice = "unknown-voice"
    case unsupportedLanguage = "unsupported-language"
    case speechBusy = "speech-busy"
    case speechUnavailable = "speech-unavailable"
    case speechTimeout = "speech-timeout"
    case upgradeRequired = "upgrade-required"

    var type: String { "urn:blankspace:problem:" + rawValue }

    var status: Int {
        switch self {
        case .malformedJSON, .invalidEncoding, .unreadableBody, .invalidMember, .invalidParameter, .missingMessage,
            .emptyMessage, .messageTooLong, .unreadableAudio, .emptyText, .textTooLong, .unknownVoice,
            .unsupportedLanguage:
            400
        case .unauthorized: 401
        case .unknownConversation, .unknownProduct, .unknownTurn, .unknownRoute: 404
        case .methodNotAllowed: 405
        case .turnCancelled: 409
        case .bodyTooLarge, .audioTooLong: 413
        case .unsupportedMediaType: 415
        case .nothingHeard: 422
        case .upgradeRequired: 426
        case .internalError: 500
        case .catalogNotReady, .tooManyTurns, .speechBusy, .speechUnavailable: 503
        case .turnTimeout, .speechTimeout: 504
        }
    }

    /// The same for every occurrence.
    var title: String {
        switch self {
        case .malformedJSON: "The body is not valid JSON"
        case .invalidEncoding: "The text is not valid UTF-8"
        case .unreadableBody: "The body could not be read"
        case .invalidMember: "A member of the body is not valid"
        case .invalidParameter: "A parameter is not valid"
        case .missingMessage: "The message is missing"
        case .emptyMessage: "The message is empty"
        case .messageTooLong: "The message is too long"
        case .unauthorized: "The key is missing or wrong"
        case .unknownConversation: "There is no such conversation"
        case .unknownProduct: "There is no such product"
        case .unknownTurn: "There is no such turn"
        case .unknownRoute: "There is no such route"
        case .methodNotAllowed: "The route does not take this method"
        case .bodyTooLarge: "The body is too large"
        case .unsupportedMediaType: "The body's content type is not supported"
        case .internalError: "Something went wrong on the server"
        case .catalogNotReady: "The catalogue is still being loaded"
        case .tooManyTurns: "Too many turns are being answered"
        case .turnCancelled: "The turn was stopped"
        case .turnTimeout: "The answer took too long"
        case .unreadableAudio: "The audio cannot be read"
        case .audioTooLong: "The audio is too long"
        case .nothingHeard: "Nothing was said"
        case .emptyText: "There is nothing to speak"
        case .textTooLong: "The text is too long"
        case .unknownVoice: "There is no such voice"
        case .unsupportedLanguage: "The language is not spoken here"
        case .speechBusy: "Speech is busy"
        case .speechUnavailable: "Speech is not available"
        case .speechTimeout: "Speech took too long"
        case .upgradeRequired: "The route is for WebSocket connections"
        }
    }

    /// Seconds after which trying again makes sense.
    var retryAfter: Int? {
        switch self {
        case .catalogNotReady: 1
        case .tooManyTurns, .speechBusy: 2
        case .speechUnavailable: 30
        default: nil
        }
    }
}
