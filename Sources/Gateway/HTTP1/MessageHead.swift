package import NIOCore

/// Why bytes are no message that is taken.
package enum MessageFault: Error {
    /// Not HTTP/1.1, or a part of it that can be read in two ways.
    case malformed
    case tooLarge
}

/// The first line of a message.
package protocol StartLine: Sendable {
    /// nil where it is none.
    ///
    /// - Parameter line: its place in the bytes, without the line's end.
    init?(_ bytes: Span<UInt8>, _ line: Range<Int>)
}

/// One header field, by its places in the bytes of its head.
package struct FieldLine: Sendable {
    package let name: FieldName
    private let start: UInt16
    private let nameEnd: UInt16
    private let valueStart: UInt16
    private let valueEnd: UInt16
    private let end: UInt16

    /// The name as it was sent.
    package var nameRange: Range<Int> { Int(start)..<Int(nameEnd) }
    /// The value without the space around it.
    package var value: Range<Int> { Int(valueStart)..<Int(valueEnd) }
    /// All of it, with the line's end.
    var line: Range<Int> { Int(start)..<Int(end) }

    /// Throws `MessageFault` for a line that is no field: folded, with space before the colon, with controls.
    ///
    /// - Parameter line: without its end.
    init(_ bytes: Span<UInt8>, _ line: Range<Int>) throws(MessageFault) {
        var index = line.lowerBound
        while index < line.upperBound, bytes[index].isToken { index += 1 }
        guard index > line.lowerBound, index < line.upperBound, bytes[index] == UInt8(ascii: ":") else {
            throw .malformed
        }
        let value = bytes.trimmed(index + 1..<line.upperBound)
        for index in value where !bytes[index].isFieldContent { throw .malformed }
        name = FieldName(bytes, line.lowerBound..<index)
        start = UInt16(line.lowerBound)
        nameEnd = UInt16(index)
        valueStart = UInt16(value.lowerBound)
        valueEnd = UInt16(value.upperBound)
        end = UInt16(line.upperBound + 2)
    }
}

/// The head of a message: its bytes as they came, and where in them its fields are.
package struct MessageHead<Start: StartLine>: Sendable {
    /// More fields than this are refused.
    static var maxFields: Int { 256 }
    /// More bytes can never be taken.
    static var maxBytes: Int { 65_535 - 2 }

    package let start: Start
    package let bytes: ByteBuffer
    package let fields: [FieldLine]

    /// The bytes there as text; what is not UTF-8 is repaired.
    package func text(_ range: Range<Int>) -> String {
        bytes.getString(at: bytes.readerIndex + range.lowerBound, length: range.count) ?? ""
    }

    func values(_ name: FieldName) -> [String] { fields.filter { $0.name == name }.map { text($0.value) } }

    func first(_ name: FieldName) -> String? { fields.first { $0.name == name }.map { text($0.value) } }

    /// The names that `Connection` declares to be for this hop alone.
    var nominated: [Range<Int>] {
        var names: [Range<Int>] = []
        let bytes = bytes.readableBytesUInt8Span
        for field in fields where field.name == .connection {
            bytes.forEachElement(of: field.value) { name in
                // What cannot be dropped without changing where the request goes, or whether it is allowed to.
                for kept in Self.kept where bytes.matches(kept, in: name) { return }
                names.append(name)
            }
        }
        return names
    }

    private static var kept: [StaticString] { ["close", "keep-alive", "upgrade", "host", "authorization", "cookie"] }

    /// Whether `Connection` has this among its options.
    func hasConnectionOption(_ option: StaticString) -> Bool {
        var isThere = false
        let bytes = bytes.readableBytesUInt8Span
        for field in fields where field.name == .connection {
            bytes.forEachElement(of: field.value) { if bytes.matches(option, in: $0) { isThere = true } }
        }
        return isThere
    }

    /// Copies the lines of fields as they are.
    ///
    /// - Parameter passes: whether a field is among them; those that `Connection` nominates never are.
    func copyFields(to out: inout ByteBuffer, where passes: (FieldLine) -> Bool) {
        let nominated = nominated
        let bytes = bytes.readableBytesUInt8Span
        // Neighbours are copied together.
        var run = 0..<0
        for field in fields {
            let isNominated = !nominated.isEmpty && nominated.contains { bytes.matches($0, in: field.nameRange) }
            guard !isNominated, passes(field) else { continue }
            if run.upperBound != field.line.lowerBound {
                out.writeBytes(self.bytes.readableBytesSpan.extracting(run))
                run = field.line
            } else {
                run = run.lowerBound..<field.line.upperBound
            }
        }
        out.writeBytes(self.bytes.readableBytesSpan.extracting(run))
    }
}
