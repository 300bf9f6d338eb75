package import NIOCore

/// Reads the heads of messages (RFC 9112 §2 to §5) from bytes that come in pieces of any size. Each byte is looked for a line's end
/// once, however it comes.
///
/// Stricter than it has to be: lines end with CR LF and nothing else, no field is folded, none has space before its colon or controls
/// in its value.
package struct HeadReader<Start: StartLine>: Sendable {
    private let maxBytes: Int
    private var start: Start?
    private var fields: [FieldLine] = []
    /// Where the line begins that is being read, from the beginning of the head.
    private var lineStart = 0
    /// Up to where there is no more line's end to be found.
    private var searched = 0

    /// - Parameter maxBytes: of a head; a larger one is refused.
    package init(maxBytes: Int) {
        self.maxBytes = min(maxBytes, MessageHead<Start>.maxBytes)
    }

    /// Takes a head from the front of `received`; nil where it has not come whole. Then nothing is taken, and more is to be appended
    /// before the next call. Throws `MessageFault` as soon as it is certain.
    package mutating func read(_ received: inout ByteBuffer) throws(MessageFault) -> MessageHead<Start>? {
        guard let count = try scan(received.readableBytesUInt8Span), let start,
            let bytes = received.readSlice(length: count)
        else { return nil }
        let head = MessageHead(start: start, bytes: bytes, fields: fields)
        self = HeadReader(maxBytes: maxBytes)
        return head
    }

    /// The length of the head; nil where its end has not come.
    private mutating func scan(_ bytes: Span<UInt8>) throws(MessageFault) -> Int? {
        let limit = min(bytes.count, maxBytes)
        while let lineFeed = bytes.firstIndex(of: .lineFeed, in: searched..<limit) {
            searched = lineFeed + 1
            guard lineFeed > lineStart, bytes[lineFeed - 1] == .carriageReturn else { throw .malformed }
            let line = lineStart..<lineFeed - 1
            if start == nil {
                // One empty line before a message is what some clients send after a body.
                if line.isEmpty, lineStart == 0 {
                    lineStart = searched
                    continue
                }
                guard let first = Start(bytes, line) else { throw .malformed }
                start = first
                fields.reserveCapacity(16)
            } else if line.isEmpty {
                return searched
            } else {
                guard fields.count < MessageHead<Start>.maxFields else { throw .tooLarge }
                fields.append(try FieldLine(bytes, line))
            }
            lineStart = searched
        }
        guard bytes.count < maxBytes else { throw .tooLarge }
        searched = bytes.count
        return nil
    }
}
