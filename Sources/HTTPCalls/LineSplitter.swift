/// Cuts a stream of bytes into lines (LF or CRLF), each whole whatever pieces the bytes come in. A pure state machine.
public struct LineSplitter: Sendable {
    private var rest: [UInt8] = []
    private let longest: Int

    /// - Parameter longest: bytes that a line may have.
    public init(longest: Int) { self.longest = longest }

    /// A line was longer than is taken.
    public struct LineTooLong: Error {}

    /// The lines that `bytes` completes, without their ends.
    public mutating func add(_ bytes: some Sequence<UInt8>) throws(LineTooLong) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                if rest.last == UInt8(ascii: "\r") { rest.removeLast() }
                lines.append(rest)
                rest.removeAll(keepingCapacity: true)
            } else {
                guard rest.count < longest else { throw LineTooLong() }
                rest.append(byte)
            }
        }
        return lines
    }

    /// What stood after the last line's end, which the server did not complete; empty where there was nothing.
    public var unfinished: [UInt8] { rest }
}
