import AsyncHTTPClient
import HTTPCalls

/// The connections to servers, shared by all that call one, for as long as the program runs.
enum OutgoingCalls {
    static let client = HTTPCaller.makeClient()
}
