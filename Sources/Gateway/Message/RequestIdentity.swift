import NIOCore

/// The names by which one request is found again in the logs of all servers that it passes.
struct RequestIdentity: Equatable, Sendable {
    let requestId: String
    /// 32 hexadecimal digits (W3C Trace Context).
    let traceId: String
    /// Whether the client's trace goes on: its `tracestate` is of use only then.
    let continuesTrace: Bool
    /// The gateway's part of the trace.
    private let span: UInt64
    private let flags: String

    /// - Parameters:
    ///   - sent: the client's `X-Request-Id`; kept where it is safe to repeat in headers and logs.
    ///   - parent: the client's `traceparent`; its trace is gone on with where it is well-formed.
    ///   - random: need not be secret, only without repetition.
    init(sent: String?, parent: String?, using random: inout IdentityRandom) {
        requestId = sent.flatMap { Self.isIdentifier($0) ? $0 : nil } ?? Self.digits(random.next())
        span = random.next() | 1
        if let parent, let (trace, flags) = Self.parse(parent) {
            traceId = trace
            self.flags = flags
            continuesTrace = true
        } else {
            traceId = Self.digits(random.next() | 1, random.next())
            flags = "00"
            continuesTrace = false
        }
    }

    /// The fields by which the upstream gets it.
    func write(to out: inout ByteBuffer) {
        out.writeField("X-Request-Id", requestId)
        out.writeStaticString("traceparent: 00-")
        out.writeString(traceId)
        out.writeStaticString("-")
        out.writeString(Self.digits(span))
        out.writeStaticString("-")
        out.writeString(flags)
        out.writeStaticString("\r\n")
    }

    private static func parse(_ text: String) -> (trace: String, flags: String)? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count >= 4, parts[0].utf8.count == 2, parts[0] != "ff", parts[0] != "00" || parts.count == 4,
            parts[1].utf8.count == 32, parts[2].utf8.count == 16, parts[3].utf8.count == 2,
            parts[..<4].allSatisfy({ $0.utf8.allSatisfy(isLowercaseHexadecimal) }),
            parts[1].contains(where: { $0 != "0" }), parts[2].contains(where: { $0 != "0" })
        else { return nil }
        return (String(parts[1]), String(parts[3]))
    }

    private static func isLowercaseHexadecimal(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }

    private static func isIdentifier(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                $0.isAlphanumeric || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
            }
    }

    /// 16 hexadecimal digits for each.
    private static func digits(_ values: UInt64...) -> String {
        String(unsafeUninitializedCapacity: 16 * values.count) { buffer in
            for index in 0..<16 * values.count {
                let value = values[index / 16]
                let digit = UInt8(truncatingIfNeeded: value >> UInt64(60 - 4 * (index % 16))) & 0xf
                buffer[index] = digit < 10 ? digit + UInt8(ascii: "0") : digit - 10 + UInt8(ascii: "a")
            }
            return 16 * values.count
        }
    }
}

/// SplitMix64, begun at random: asking the operating system for each number would take longer than the rest of a request.
struct IdentityRandom {
    private var state = UInt64.random(in: .min ... .max)

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
