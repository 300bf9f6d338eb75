import HTTPTypes
import Hummingbird
import Shop

extension Request {
    /// The body as JSON. The body stays with the request, so that a stream can still watch the connection.
    mutating func readJSON(upTo limit: Int) async throws -> JSONValue {
        try checkContentType()
        return try JSONValue(requestBody: try await readBytes(upTo: limit))
    }

    /// The whole body, which stays with the request.
    mutating func readBytes(upTo limit: Int) async throws -> [UInt8] {
        if let length = headers[.contentLength].flatMap(Int.init), length > limit { throw Problem.tooLarge(limit) }
        let buffer: ByteBuffer
        do {
            buffer = try await collectBody(upTo: limit)
        } catch let error as any HTTPResponseError where error.status == .contentTooLarge {
            throw Problem.tooLarge(limit)
        } catch let error as CancellationError {
            throw error
        } catch {
            throw Problem(.unreadableBody, "The body broke off or was badly framed. Send the request again.")
        }
        return Array(buffer.readableBytesView)
    }

    /// A missing content type is taken for JSON; the charset is not looked at, JSON is UTF-8.
    private func checkContentType() throws(Problem) {
        guard let header = headers[.contentType] else { return }
        let type = header.split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false)[0]
        guard type.trimmingSpace().lowercased() == "application/json" else {
            throw Problem(.unsupportedMediaType, "Send `Content-Type: application/json`.")
        }
    }
}

extension Problem {
    fileprivate static func tooLarge(_ limit: Int) -> Problem {
        Problem(.bodyTooLarge, "Send \(limit) bytes at most.")
    }
}

extension JSONValue {
    /// Throws a `Problem` that says where the body broke.
    init(requestBody bytes: [UInt8]) throws(Problem) {
        var bytes = bytes
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw Problem(.invalidEncoding, "Send the body as UTF-8.")
        }
        let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        bytes.removeFirst(mark)
        do {
            self = try JSONReader.parse(bytes)
        } catch {
            let before = bytes[..<min(error.offset, bytes.count)]
            let line = before.count { $0 == 0x0A } + 1
            let column = before.count - (before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0) + 1
            let offset = error.offset + mark
            throw Problem(
                .malformedJSON, "At byte \(offset) (line \(line), column \(column)): \(error.reason).", offset: offset)
        }
    }
}

extension StringProtocol {
    /// Without spaces and tabs at both ends, as HTTP fields allow them.
    func trimmingSpace() -> String {
        let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        return String(drop(while: isSpace).reversed().drop(while: isSpace).reversed())
    }
}
