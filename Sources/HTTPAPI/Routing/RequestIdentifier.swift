/// Names of requests: `[A-Za-z0-9._-]{1,64}`.
enum RequestIdentifier {
    /// What the client sent, where it is safe to repeat in headers and logs; else 16 random hexadecimal digits.
    static func choose(_ sent: String?) -> String {
        if let sent, isWellFormed(sent) { return sent }
        let digits = String(UInt64.random(in: .min ... .max), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    private static func isWellFormed(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}
