/// A message of HTTP/1.1 as it was on the wire.
struct HTTPMessage: Sendable {
    var start: String
    var fields: [(name: String, value: String)]
    var body: [UInt8] = []
    /// Whether it came whole.
    var isComplete = true

    var status: Int { Int(start.split(separator: " ").dropFirst().first ?? "") ?? 0 }
    var path: String { String(start.split(separator: " ").dropFirst().first ?? "") }
    var text: String { String(decoding: body, as: UTF8.self) }

    subscript(name: String) -> String? { fields.first { $0.name.lowercased() == name.lowercased() }?.value }
    func all(_ name: String) -> [String] { fields.filter { $0.name.lowercased() == name.lowercased() }.map(\.value) }

    init(head: String) {
        var lines = head.split(separator: "\r\n").map(String.init)
        start = lines.isEmpty ? "" : lines.removeFirst()
        fields = lines.map { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            return (String(parts[0]), parts.count > 1 ? String(parts[1].drop { $0 == " " }) : "")
        }
    }
}

extension RawSocket {
    /// The next message; nil where the connection ends before its head has. With HEAD there is no body.
    func message(toHead: Bool = false) throws -> HTTPMessage? {
        guard let head = try read(through: "\r\n\r\n") else { return nil }
        var message = HTTPMessage(head: head)
        let isResponse = message.start.hasPrefix("HTTP/")
        if toHead || (isResponse && [100, 101, 204, 304].contains(message.status)) { return message }
        do {
            if message["Transfer-Encoding"] == "chunked" {
                while true {
                    guard let line = try read(through: "\r\n"),
                        let size = Int(line.dropLast(1), radix: 16) ?? Int(line.prefix { $0.isHexDigit }, radix: 16)
                    else { throw Failure(description: "no chunk") }
                    message.body += try read(count: size)
                    _ = try read(count: 2)
                    if size == 0 { break }
                }
            } else if let length = message["Content-Length"].flatMap(Int.init) {
                message.body = try read(count: length)
            } else if isResponse {
                message.body = Array(try readToEnd().utf8)
            }
        } catch {
            message.isComplete = false
        }
        return message
    }

    func get(_ path: String, _ fields: String = "") throws -> HTTPMessage {
        try send("GET \(path) HTTP/1.1\r\nHost: shop.example\r\n\(fields)\r\n")
        guard let message = try message() else { throw Failure(description: "closed without an answer") }
        return message
    }

    func post(_ path: String, _ body: String, _ fields: String = "") throws -> HTTPMessage {
        try send(
            "POST \(path) HTTP/1.1\r\nHost: shop.example\r\nContent-Length: \(body.utf8.count)\r\n\(fields)\r\n\(body)")
        guard let message = try message() else { throw Failure(description: "closed without an answer") }
        return message
    }

    func reply(_ body: String, status: String = "200 OK", _ fields: String = "") throws {
        try send("HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\(fields)\r\n\(body)")
    }

    func sendChunk(_ text: String) throws { try send("\(String(text.utf8.count, radix: 16))\r\n\(text)\r\n") }
}
