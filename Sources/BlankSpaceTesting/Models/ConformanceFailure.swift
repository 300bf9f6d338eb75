/// What a conforming type does not keep of its protocol's contract.
public struct ConformanceFailure: Error, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }
}

func require(_ holds: Bool, _ description: @autoclosure () -> String) throws {
    guard holds else { throw ConformanceFailure(description()) }
}

/// Runs `call`, which has to throw, and gives the error.
func failure(of call: () async throws -> Void) async throws -> any Error {
    do {
        try await call()
    } catch {
        return error
    }
    throw ConformanceFailure("no error where one is due")
}
