import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Shop

/// `blankspace serve` on a free port.
struct RunningServer {
    let process: ChildProcess
    let url: String

    struct Answer {
        var status: Int
        var type: String
        var body: String
        /// The voice that speaks, where sound came.
        var voice = ""

        var json: JSONValue { (try? JSONValue(parsing: Data(body.utf8))) ?? .null }
        /// The name of a problem; nil where this is none.
        var problem: String? {
            guard type == "application/problem+json" else { return nil }
            return json["type"]?.string?.split(separator: ":").last.map(String.init)
        }
        /// The events of a stream, in order.
        var events: [(name: String, data: JSONValue)] {
            body.components(separatedBy: "\n\n").compactMap { block in
                let lines = block.split(separator: "\n")
                guard let name = lines.first(where: { $0.hasPrefix("event: ") })?.dropFirst(7),
                    let data = lines.first(where: { $0.hasPrefix("data: ") })?.dropFirst(6)
                else { return nil }
                return (String(name), (try? JSONValue(parsing: Data(data.utf8))) ?? .null)
            }
        }
    }

    /// Returns once turns can be answered.
    static func start(
        _ program: Program, _ arguments: [String] = ["serve"], environment: [String: String] = [:]
    ) async throws -> RunningServer {
        let process = try program.start(arguments + ["--port", "0"], environment: environment)
        guard
            try await eventually(
                within: .seconds(30), { process.output.contains("\n") || !process.isRunning }),
            let line = process.output.split(separator: "\n").first, line.hasPrefix("http://")
        else { throw Program.Failure(reason: "no URL; \(process.output) \(process.errors)") }
        let server = RunningServer(process: process, url: String(line))
        guard try await eventually(within: .seconds(30), { try await server.get("/readyz").status == 200 }) else {
            throw Program.Failure(reason: "not ready: \(process.errors)")
        }
        return server
    }

    /// Asks it to end, as a service manager does, and returns its exit code.
    func stop() async -> Int32 {
        process.send(SIGTERM)
        return await process.end().code
    }

    func get(_ path: String, bearer key: String? = nil) async throws -> Answer {
        var request = HTTPClientRequest(url: url + path)
        if let key { request.headers.add(name: "authorization", value: "Bearer " + key) }
        return try await send(request)
    }

    func chat(_ message: String, conversationId: String? = nil, stream: Bool = false) async throws -> Answer {
        var body: [String: JSONValue] = ["message": .string(message)]
        body["conversationId"] = conversationId.map(JSONValue.string)
        let bytes = [UInt8](try JSONValue.object(body).canonicalData())
        return try await post("/api/llm/chat", bytes, accept: stream ? "text/event-stream" : "application/json")
    }

    func post(
        _ path: String, _ body: [UInt8], type: String = "application/json", accept: String = "application/json"
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: url + path)
        request.method = .POST
        request.headers.add(name: "content-type", value: type)
        request.headers.add(name: "accept", value: accept)
        request.body = .bytes(body, length: .known(Int64(body.count)))
        return try await send(request)
    }

    /// Asks for a stream and leaves as soon as it has begun.
    func chatAndHangUp(_ message: String) async throws {
        var request = HTTPClientRequest(url: url + "/api/llm/chat")
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        request.headers.add(name: "accept", value: "text/event-stream")
        request.body = .bytes([UInt8](try JSONValue.object(["message": .string(message)]).canonicalData()))
        // The body is dropped unread, which closes the connection.
        _ = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
    }

    private func send(_ request: HTTPClientRequest) async throws -> Answer {
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
        let body = try await response.body.collect(upTo: 8 << 20)
        return Answer(
            status: Int(response.status.code), type: response.headers.first(name: "content-type") ?? "",
            body: String(buffer: body), voice: response.headers.first(name: "x-voice") ?? "")
    }
}
