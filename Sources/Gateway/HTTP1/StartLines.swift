/// What the gateway passes on; a request with any other method is refused.
package enum RequestMethod: String, Sendable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
    case options = "OPTIONS"
    /// Well-formed, and not served.
    case other = "-"

    init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        guard (1...32).contains(range.count) else { return nil }
        for index in range where !bytes[index].isToken { return nil }
        // Unlike names of fields, names of methods have a case.
        func isMethod(_ name: StaticString) -> Bool { bytes.equals(name, in: range) }
        switch range.count {
        case 3 where isMethod("GET"): self = .get
        case 3 where isMethod("PUT"): self = .put
        case 4 where isMethod("POST"): self = .post
        case 4 where isMethod("HEAD"): self = .head
        case 5 where isMethod("PATCH"): self = .patch
        case 6 where isMethod("DELETE"): self = .delete
        case 7 where isMethod("OPTIONS"): self = .options
        default: self = .other
        }
    }

    /// Whether it changes nothing (RFC 9110 §9.2.1).
    var isSafe: Bool { self == .get || self == .head || self == .options }
}

/// `GET /path?query HTTP/1.1`
package struct RequestLine: StartLine {
    package let method: RequestMethod
    /// Its place; not empty, of visible ASCII alone.
    package let target: Range<Int>
    package let isHTTP11: Bool

    package init?(_ bytes: Span<UInt8>, _ line: Range<Int>) {
        guard let space = bytes.firstIndex(of: UInt8(ascii: " "), in: line),
            let method = RequestMethod(bytes, line.lowerBound..<space),
            let end = bytes.firstIndex(of: UInt8(ascii: " "), in: space + 1..<line.upperBound), end > space + 1,
            let isHTTP11 = bytes.isVersion11(end + 1..<line.upperBound)
        else { return nil }
        for index in space + 1..<end where bytes[index] <= 0x20 || bytes[index] >= 0x7f { return nil }
        self.method = method
        target = space + 1..<end
        self.isHTTP11 = isHTTP11
    }
}

/// `HTTP/1.1 200 OK`
package struct StatusLine: StartLine {
    package let status: Int
    /// Its place; may be empty.
    package let reason: Range<Int>
    package let isHTTP11: Bool

    package init?(_ bytes: Span<UInt8>, _ line: Range<Int>) {
        let versionEnd = line.lowerBound + 8
        guard line.count >= 12, let isHTTP11 = bytes.isVersion11(line.lowerBound..<versionEnd),
            bytes[versionEnd] == UInt8(ascii: " "), let status = bytes.decimal(versionEnd + 1..<versionEnd + 4),
            (100...999).contains(status)
        else { return nil }
        // Some leave out the space before a reason that is not there.
        let rest = versionEnd + 4..<line.upperBound
        guard rest.isEmpty || bytes[rest.lowerBound] == UInt8(ascii: " ") else { return nil }
        for index in rest where !bytes[index].isFieldContent { return nil }
        self.status = status
        reason = rest.isEmpty ? rest : rest.lowerBound + 1..<rest.upperBound
        self.isHTTP11 = isHTTP11
    }
}

extension Span<UInt8> {
    /// Whether `HTTP/1.1` stands there; nil where it is neither that nor `HTTP/1.0`.
    fileprivate func isVersion11(_ range: Range<Int>) -> Bool? {
        guard range.count == 8, equals("HTTP/1.", in: range.dropLast()) else { return nil }
        switch self[range.upperBound - 1] {
        case UInt8(ascii: "1"): return true
        case UInt8(ascii: "0"): return false
        default: return nil
        }
    }
}
