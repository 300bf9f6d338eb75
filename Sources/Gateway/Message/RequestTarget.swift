/// The target of a request in origin form, by its place in the head. An upstream must not read another path than the one that was
/// judged here: no dot segments, no backslashes, no encoded slashes.
struct RequestTarget: Sendable {
    /// The path without the query; begins with "/".
    let path: Range<Int>
    /// Path and query.
    let whole: Range<Int>

    /// Throws `GatewayProblem`.
    init(_ head: RequestHead) throws(GatewayProblem) {
        let bytes = head.bytes.readableBytesUInt8Span
        var target = head.start.target
        if bytes[target.lowerBound] != UInt8(ascii: "/") {
            // Absolute form, as proxies are sent it.
            guard let start = Self.afterScheme(bytes, target),
                let path = bytes.firstIndex(of: UInt8(ascii: "/"), in: start..<target.upperBound)
            else { throw GatewayProblem(.malformedRequest, "The request's target is no path.") }
            target = path..<target.upperBound
        }
        var end = target.upperBound
        var isPlain = true
        for index in target {
            switch bytes[index] {
            case UInt8(ascii: "?"): end = min(end, index)
            case UInt8(ascii: "\\"), UInt8(ascii: "#"): throw Self.unsound
            case UInt8(ascii: "."), UInt8(ascii: "%"): isPlain = false
            default: break
            }
        }
        path = target.lowerBound..<end
        whole = target
        if !isPlain, Self.hasDotSegment(head.text(path)) { throw Self.unsound }
    }

    private static var unsound: GatewayProblem {
        GatewayProblem(.malformedRequest, "The path holds characters or segments that are not taken.")
    }

    /// Where the host begins; nil where there is no scheme of the web.
    private static func afterScheme(_ bytes: Span<UInt8>, _ target: Range<Int>) -> Int? {
        for scheme in ["http://", "https://"] as [StaticString] {
            let end = target.lowerBound + scheme.utf8CodeUnitCount
            if end < target.upperBound, bytes.matches(scheme, in: target.lowerBound..<end) { return end }
        }
        return nil
    }

    private static func hasDotSegment(_ path: String) -> Bool {
        let plain = path.lowercased().replacing("%2e", with: ".")
        if plain.contains("%2f") || plain.contains("%5c") || plain.contains("%00") { return true }
        return plain.split(separator: "/").contains { $0 == "." || $0 == ".." }
    }
}
