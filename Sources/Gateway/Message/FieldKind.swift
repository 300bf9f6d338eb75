/// What the gateway does with a header field, by its name.
enum FieldKind: Equatable, Sendable {
    /// Meant for the next hop alone (RFC 9110 §7.6.1): never passed on.
    case hopByHop
    /// Says which more are: `Connection`.
    case connection
    /// Says where a message ends: checked, and written anew.
    case framing
    /// Names the client or the trace: written anew.
    case identity
    /// Answered here: `Expect`.
    case expect
    case endToEnd

    init(_ name: String) {
        // Most names are none of them, and their length tells.
        switch name.utf8.count {
        case 2: self = name.isField("te") ? .hopByHop : .endToEnd
        case 3: self = name.isField("via") ? .identity : .endToEnd
        case 6: self = name.isField("expect") ? .expect : .endToEnd
        case 7: self = name.isField("upgrade") || name.isField("trailer") ? .hopByHop : .endToEnd
        case 9: self = name.isField("forwarded") || name.isField("x-real-ip") ? .identity : .endToEnd
        case 10:
            self = name.isField("connection") ? .connection : name.isField("keep-alive") ? .hopByHop : .endToEnd
        case 11: self = name.isField("traceparent") ? .identity : .endToEnd
        case 12: self = name.isField("x-request-id") ? .identity : .endToEnd
        case 14: self = name.isField("content-length") ? .framing : .endToEnd
        case 15: self = name.isField("x-forwarded-for") ? .identity : .endToEnd
        case 16:
            self =
                name.isField("proxy-connection") || name.isField("x-forwarded-host") || name.isField("x-forwarded-port")
                ? (name.isField("proxy-connection") ? .hopByHop : .identity) : .endToEnd
        case 17:
            self =
                name.isField("transfer-encoding")
                ? .framing : name.isField("x-forwarded-proto") ? .identity : .endToEnd
        case 18: self = name.isField("proxy-authenticate") ? .hopByHop : .endToEnd
        case 19: self = name.isField("proxy-authorization") ? .hopByHop : .endToEnd
        default: self = .endToEnd
        }
    }
}

extension String {
    /// Whether the names of two header fields are the same; `lowercase` is that already.
    func isField(_ lowercase: StaticString) -> Bool {
        guard utf8.count == lowercase.utf8CodeUnitCount else { return false }
        return lowercase.withUTF8Buffer { other in
            var index = 0
            for byte in utf8 {
                let lower = byte >= 65 && byte <= 90 ? byte | 0x20 : byte
                if lower != other[index] { return false }
                index += 1
            }
            return true
        }
    }

    /// The parts of a header field's list, without the space around them.
    var listed: [Substring] {
        split(separator: ",").map { part in
            let head = part.drop { $0 == " " || $0 == "\t" }
            return head[..<(head.lastIndex { $0 != " " && $0 != "\t" }.map(head.index(after:)) ?? head.startIndex)]
        }.filter { !$0.isEmpty }
    }
}
