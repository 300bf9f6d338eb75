package import NIOCore

/// How the end of a body is told (RFC 9112 §6.3).
package enum BodyFraming: Equatable, Sendable {
    case none
    case length(Int)
    case chunked
    /// By the end of the connection.
    case untilClose
}

/// Reads a body from bytes that come in pieces of any size, and finds its end. Pieces are handed out where they lie, without the
/// framing: chunk extensions and trailers are checked and dropped.
package struct BodyReader: Sendable {
    /// Bytes of all chunks' extensions and the trailers together.
    private static let maxExtras = 8_192

    private enum State {
        /// So many bytes of content are to come, then the state after it.
        case content(Int)
        case chunkContent(Int)
        case chunkContentCR, chunkContentLF
        case chunkSize(Int, digits: Int)
        case chunkExtension, chunkSizeLF(Int)
        case trailerStart, trailerName, trailerValue, trailerLF
        case endLF
        case untilClose
        case end
    }

    private var state: State
    /// Of the chunk whose extensions are being read.
    private var size = 0
    private var extras = 0

    package init(_ framing: BodyFraming) {
        switch framing {
        case .none: state = .end
        case .length(let count): state = count > 0 ? .content(count) : .end
        case .chunked: state = .chunkSize(0, digits: 0)
        case .untilClose: state = .untilClose
        }
    }

    package var isAtEnd: Bool { if case .end = state { true } else { false } }
    /// Whether the end of the connection is the body's, orderly.
    package var endsWithConnection: Bool { if case .untilClose = state { true } else { false } }

    /// Takes the next piece of content from the front of `received`; nil where more has to come first, or the body is at its end.
    /// Throws `MessageFault`.
    package mutating func next(_ received: inout ByteBuffer) throws(MessageFault) -> ByteBuffer? {
        while received.readableBytes > 0 {
            switch state {
            case .end: return nil
            case .untilClose: return received.readSlice(length: received.readableBytes)
            case .content(let count):
                let taken = min(count, received.readableBytes)
                state = taken == count ? .end : .content(count - taken)
                return received.readSlice(length: taken)
            case .chunkContent(let count):
                let taken = min(count, received.readableBytes)
                state = taken == count ? .chunkContentCR : .chunkContent(count - taken)
                return received.readSlice(length: taken)
            default:
                guard let byte = received.readInteger(as: UInt8.self) else { return nil }
                state = try after(byte)
            }
        }
        return nil
    }

    /// The state after one byte of a chunked body's framing (RFC 9112 §7.1).
    private mutating func after(_ byte: UInt8) throws(MessageFault) -> State {
        switch state {
        case .chunkSize(let size, let digits):
            if let digit = byte.hexadecimal {
                // More digits would be more than any body that is taken, and could overflow somewhere else.
                guard digits < 15 else { throw .malformed }
                return .chunkSize(size << 4 | digit, digits: digits + 1)
            }
            guard digits > 0 else { throw .malformed }
            if byte == .carriageReturn { return .chunkSizeLF(size) }
            guard byte == UInt8(ascii: ";") else { throw .malformed }
            self.size = size
            return .chunkExtension
        case .chunkExtension:
            if byte == .carriageReturn { return .chunkSizeLF(size) }
            try count(byte)
            return .chunkExtension
        case .chunkSizeLF(let size):
            guard byte == .lineFeed else { throw .malformed }
            return size > 0 ? .chunkContent(size) : .trailerStart
        case .chunkContentCR:
            guard byte == .carriageReturn else { throw .malformed }
            return .chunkContentLF
        case .chunkContentLF:
            guard byte == .lineFeed else { throw .malformed }
            return .chunkSize(0, digits: 0)
        case .trailerStart:
            if byte == .carriageReturn { return .endLF }
            guard byte.isToken else { throw .malformed }
            try count(byte)
            return .trailerName
        case .trailerName:
            try count(byte)
            guard byte.isToken || byte == UInt8(ascii: ":") else { throw .malformed }
            return byte.isToken ? .trailerName : .trailerValue
        case .trailerValue:
            if byte == .carriageReturn { return .trailerLF }
            try count(byte)
            return .trailerValue
        case .trailerLF:
            guard byte == .lineFeed else { throw .malformed }
            return .trailerStart
        case .endLF:
            guard byte == .lineFeed else { throw .malformed }
            return .end
        case .content, .chunkContent, .untilClose, .end: throw .malformed
        }
    }

    private mutating func count(_ byte: UInt8) throws(MessageFault) {
        extras += 1
        guard byte.isFieldContent else { throw .malformed }
        guard extras <= Self.maxExtras else { throw .tooLarge }
    }
}
