import NIOCore
import NIOHTTP1

/// Responses as bytes of HTTP/1.1: pure. What is small is put together, so that a response of one piece is one write; what is
/// large is handed on without being copied.
struct ResponseWriter {
    /// Pieces up to this size are copied: that is cheaper than a write of their own.
    static let maxCopied = 4_096

    /// What is to be written before anything else.
    private var pending = ByteBuffer()
    private var isChunked = false

    mutating func head(_ head: HTTPResponseHead) {
        pending.writeStaticString("HTTP/1.1 ")
        pending.writeString(String(head.status.code))
        pending.writeStaticString(" ")
        pending.writeString(head.status.reasonPhrase)
        pending.writeStaticString("\r\n")
        isChunked = false
        for (name, value) in head.headers {
            pending.writeString(name)
            pending.writeStaticString(": ")
            pending.writeString(value)
            pending.writeStaticString("\r\n")
            // There is no other coding: `ClientResponse` sees to that.
            if name.isField("transfer-encoding") { isChunked = true }
        }
        pending.writeStaticString("\r\n")
    }

    /// The buffers to write, in their order.
    mutating func body(_ buffer: ByteBuffer, write: (ByteBuffer) -> Void) {
        guard buffer.readableBytes > 0 else { return }
        if isChunked {
            pending.writeString(String(buffer.readableBytes, radix: 16))
            pending.writeStaticString("\r\n")
        }
        if buffer.readableBytes <= Self.maxCopied {
            pending.writeImmutableBuffer(buffer)
        } else {
            take(write)
            write(buffer)
        }
        if isChunked { pending.writeStaticString("\r\n") }
    }

    mutating func end() {
        if isChunked { pending.writeStaticString("0\r\n\r\n") }
        isChunked = false
    }

    /// What has been put together so far.
    mutating func take(_ write: (ByteBuffer) -> Void) {
        guard pending.readableBytes > 0 else { return }
        write(pending)
        // The channel has the other; a stream's connection should not hold one of its own for long.
        pending = ByteBuffer()
    }
}
