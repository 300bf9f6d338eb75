typealias ResponseHead = MessageHead<StatusLine>

/// What the head of an upstream's response says, checked: pure.
struct ResponseCheck: Sendable {
    let body: BodyFraming
    /// The length that is told, where there need not be a body: of a HEAD or a 304.
    let length: Int?
    let isEventStream: Bool
    /// Whether the upstream takes another request on the connection.
    let keepsConnection: Bool
    let hasContentTypeOptions: Bool

    /// nil for a response whose end cannot be told for certain.
    ///
    /// - Parameter method: of the request.
    init?(_ head: ResponseHead, to method: RequestMethod) {
        let bytes = head.bytes.readableBytesUInt8Span
        var length: Int?
        var codings = 0
        var hasOptions = false
        var isEvents = false
        var isEncoded = false
        for field in head.fields {
            switch field.name {
            case .contentLength:
                guard let count = bytes.decimal(field.value), length == nil || length == count else { return nil }
                length = count
            case .transferEncoding:
                codings += 1
                guard bytes.matches("chunked", in: field.value), head.start.isHTTP11 else { return nil }
            case .contentType:
                let type: StaticString = "text/event-stream"
                let end = field.value.lowerBound + type.utf8CodeUnitCount
                isEvents = end <= field.value.upperBound && bytes.matches(type, in: field.value.lowerBound..<end)
            case .contentEncoding: isEncoded = true
            case .xContentTypeOptions: hasOptions = true
            default: break
            }
        }
        guard codings <= 1, length == nil || codings == 0 else { return nil }
        self.length = length
        hasContentTypeOptions = hasOptions
        let status = head.start.status
        if method == .head || status == 204 || status == 304 || status == 101 {
            body = .none
        } else if codings == 1 {
            body = .chunked
        } else {
            body = length.map(BodyFraming.length) ?? .untilClose
        }
        isEventStream = isEvents && !isEncoded && body != .none
        keepsConnection = body != .untilClose && head.start.isHTTP11 && !head.hasConnectionOption("close")
    }
}
