/// Why the gateway itself answers a request with an error (RFC 9457). The raw value ends the problem's `type` and never
/// changes. None of them is among the assistant's own.
package enum GatewayProblemCode: String, CaseIterable, Sendable {
    case malformedRequest = "malformed-request"
    case requestHeadTooLarge = "request-head-too-large"
    case requestTooLarge = "request-too-large"
    case requestTimeout = "request-timeout"
    case unknownPath = "unknown-path"
    case methodNotServed = "method-not-served"
    case codingNotServed = "coding-not-served"
    case tooManyConnections = "too-many-connections"
    case gatewayStopping = "gateway-stopping"
    case upstreamUnreachable = "upstream-unreachable"
    case upstreamFailed = "upstream-failed"
    case upstreamDown = "upstream-down"
    case upstreamTimeout = "upstream-timeout"
    case requestLoop = "request-loop"

    var status: Int {
        switch self {
        case .malformedRequest: 400
        case .requestHeadTooLarge: 431
        case .requestTooLarge: 413
        case .requestTimeout: 408
        case .unknownPath: 404
        case .methodNotServed: 405
        case .codingNotServed: 501
        case .tooManyConnections, .gatewayStopping, .upstreamDown: 503
        case .upstreamUnreachable, .upstreamFailed: 502
        case .upstreamTimeout: 504
        case .requestLoop: 508
        }
    }

    var title: String {
        switch self {
        case .malformedRequest: "The request is not well-formed"
        case .requestHeadTooLarge: "The request's header fields are too large"
        case .requestTooLarge: "The request's body is too large"
        case .requestTimeout: "The request did not come in time"
        case .unknownPath: "There is nothing at this path"
        case .methodNotServed: "The path does not take this method"
        case .codingNotServed: "The body's transfer coding is not supported"
        case .tooManyConnections: "There are too many connections"
        case .gatewayStopping: "The gateway is being stopped"
        case .upstreamUnreachable: "The assistant server cannot be reached"
        case .upstreamFailed: "The assistant server broke off"
        case .upstreamDown: "No assistant server is up"
        case .upstreamTimeout: "The assistant server took too long"
        case .requestLoop: "The request has gone in a circle"
        }
    }

    /// Seconds after which trying again makes sense.
    var retryAfter: Int? {
        switch self {
        case .tooManyConnections, .gatewayStopping, .upstreamDown, .upstreamUnreachable: 1
        default: nil
        }
    }

    /// Whether what is left of the connection can be trusted.
    var endsConnection: Bool {
        switch self {
        case .malformedRequest, .requestHeadTooLarge, .requestTooLarge, .requestTimeout, .codingNotServed,
            .tooManyConnections, .gatewayStopping:
            true
        default: false
        }
    }
}

/// One failed request.
struct GatewayProblem: Error, Equatable, Sendable {
    var code: GatewayProblemCode
    /// What happened or what to do, fit to be shown.
    var detail: String
    /// The upstream that is meant.
    var upstream: String?
    var cause: String?

    init(_ code: GatewayProblemCode, _ detail: String, upstream: String? = nil, cause: String? = nil) {
        self.code = code
        self.detail = detail
        self.upstream = upstream
        self.cause = cause
    }

    /// A problem of one upstream, with the cause in words such as "connection refused".
    static func upstream(_ code: GatewayProblemCode, _ upstream: String, _ cause: String) -> GatewayProblem {
        GatewayProblem(code, "\(upstream): \(cause). Try again.", upstream: upstream, cause: cause)
    }

    func json(requestId: String) -> String {
        var members = [
            ("type", "urn:blankspace:problem:" + code.rawValue), ("title", code.title), ("detail", detail),
            ("requestId", requestId),
        ]
        if let upstream { members.append(("upstream", upstream)) }
        if let cause { members.append(("cause", cause)) }
        let texts = members.map { "\"\($0)\":\(JSONText.quoted($1))" }
        return "{\(texts.joined(separator: ",")),\"status\":\(code.status)}"
    }
}

enum JSONText {
    /// `text` as a string of JSON.
    static func quoted(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
            return "\"" + text + "\""
        }
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\u{0}"..<"\u{20}":
                let digits = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }
}
