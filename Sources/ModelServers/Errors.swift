import Assistant
import HTTPCalls

extension LanguageModelError {
    /// What a failed call means for a reply.
    init(_ error: CallError) {
        let code: Code
        switch error.code {
        case .unreachable: code = .unavailable
        case .timedOut: code = .timedOut
        case .interrupted: code = .interrupted
        case .tooLarge, .malformed: code = .malformed
        case .status(404) where error.detail.contains("model"): code = .modelMissing
        case .status where error.isTransient: code = .unavailable
        case .status: code = .refused
        }
        self.init(code, error.description)
    }
}

/// Runs a call and makes its errors those of a language model.
func asLanguageModel<Value>(_ call: () async throws -> Value) async throws -> Value {
    do {
        return try await call()
    } catch let error as CallError {
        throw LanguageModelError(error)
    }
}
