import AsyncHTTPClient
import HTTPCalls
import Synchronization
import Testing

/// One for all tests: it holds no thread of its own and no connection once a server has gone.
let client = HTTPCaller.makeClient()

func caller(_ server: RawServer) -> HTTPCaller { HTTPCaller(kind: "Test", address: server.address, client: client) }

/// The code of the `CallError` that `call` throws.
func code(_ call: () async throws -> Void) async -> CallError.Code? {
    do {
        try await call()
        return nil
    } catch {
        return (error as? CallError)?.code
    }
}

/// Waits until `holds`, for what happens on the server's side a little later; says whether it ever did.
func eventually(_ holds: () -> Bool) async -> Bool {
    for _ in 0..<500 {
        if holds() { return true }
        try? await Task.sleep(for: .milliseconds(10))
    }
    return false
}
