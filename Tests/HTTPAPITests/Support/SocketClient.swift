import Foundation
import Shop

/// A WebSocket client of a few lines: what a browser sends, and the messages that come back.
final class SocketClient {
    let connection: RawConnection
    private var position = 0
    private(set) var messages: [JSONValue] = []
    private(set) var binary: [[UInt8]] = []
    private(set) var isClosed = false

    init(port: Int, path: String = "/api/llm/realtime", headers: [String] = []) throws {
        connection = try RawConnection(port: port)
        let lines =
            [
                "GET \(path) HTTP/1.1", "Host: localhost:\(port)", "Connection: Upgrade", "Upgrade: websocket",
                "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            ] + headers
        try connection.send(lines.joined(separator: "\r\n") + "\r\n\r\n")
    }

    func shakeHands() async throws {
        try await connection.read { $0.contains("\r\n\r\n") }
        guard connection.received.hasPrefix("HTTP/1.1 101") else {
            throw RawConnection.Failure(reason: "no upgrade: \(connection.received)")
        }
        let end = Array("\r\n\r\n".utf8)
        position = 4 + (connection.bytes.indices.first { connection.bytes[$0...].starts(with: end) } ?? 0)
    }

    func send(text: String) throws { try send(opcode: 1, Array(text.utf8)) }
    func send(binary: [UInt8]) throws {
        for start in stride(from: 0, to: binary.count, by: 16_000) {
            try send(opcode: 2, Array(binary[start..<min(start + 16_000, binary.count)]))
        }
    }
    func close() throws { try send(opcode: 8, [0x03, 0xE8]) }

    private func send(opcode: UInt8, _ payload: [UInt8]) throws {
        let mask: [UInt8] = [1, 2, 3, 4]
        var frame: [UInt8] = [0x80 | opcode]
        if payload.count < 126 {
            frame.append(0x80 | UInt8(payload.count))
        } else {
            frame += [0x80 | 126, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
        }
        frame += mask
        frame += payload.enumerated().map { $1 ^ mask[$0 % 4] }
        try connection.send(bytes: frame)
    }

    /// Waits for a message of this type.
    func receive(_ type: String) async throws -> JSONValue {
        try await connection.read(within: .seconds(20)) { _ in
            parse()
            return messages.contains { $0["type"]?.string == type } || isClosed
        }
        parse()
        guard let message = messages.first(where: { $0["type"]?.string == type }) else {
            throw RawConnection.Failure(reason: "no \(type) among \(types)")
        }
        return message
    }

    func forget() { messages = [] }

    var types: [String] { messages.compactMap { $0["type"]?.string } }

    private func parse() {
        let bytes = connection.bytes
        while position + 2 <= bytes.count {
            var length = Int(bytes[position + 1] & 0x7F)
            var start = position + 2
            let extra = length == 126 ? 2 : length == 127 ? 8 : 0
            guard start + extra <= bytes.count else { return }
            if extra > 0 { length = bytes[start..<(start + extra)].reduce(0) { $0 << 8 | Int($1) } }
            start += extra
            guard start + length <= bytes.count else { return }
            let payload = Array(bytes[start..<(start + length)])
            switch bytes[position] & 0x0F {
            case 1: messages.append((try? JSONValue(parsing: Data(payload))) ?? .null)
            case 2: binary.append(payload)
            case 8: isClosed = true
            default: break
            }
            position = start + length
        }
    }
}
