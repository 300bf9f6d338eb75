import NIOCore

/// Messages of HTTP/1.1 as bytes: pure. What is small is put together, so that a message of one piece is one write; what is large is
/// handed on without being copied.
struct MessageWriter {
    /// Pieces up to this size are copied: that is cheaper than a write of their own.
    static let maxCopied = 4_096

    /// What is to be written before anything else.
    private var pending = ByteBuffer()
    private var isChunked = false

    /// - Parameters:
    ///   - bytes: of the head, with the empty line.
    ///   - isChunked: whether the body is sent so; as the head says.
    mutating func head(_ bytes: consuming ByteBuffer, isChunked: Bool) {
        pending.append(bytes)
        self.isChunked = isChunked
    }

    /// - Parameter write: gets the buffers to write now, in their order.
    mutating func body(_ buffer: ByteBuffer, write: (ByteBuffer) -> Void) {
        guard buffer.readableBytes > 0 else { return }
        let isCopied = buffer.readableBytes <= Self.maxCopied
        pending.reserveCapacity(minimumWritableBytes: 32 + (isCopied ? buffer.readableBytes : 0))
        if isChunked {
            pending.writeHexadecimal(buffer.readableBytes)
            pending.writeStaticString("\r\n")
        }
        if isCopied {
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
