/// Where an assistant server listens: `host`, `host:port`, `[::1]:8081`, `http://host:port` or `unix:/path/of/socket`.
public struct UpstreamAddress: Sendable, Hashable, CustomStringConvertible {
    public enum Place: Sendable, Hashable {
        case network(host: String, port: Int)
        case socket(path: String)
    }

    public var place: Place

    public init(host: String, port: Int) { place = .network(host: host, port: port) }
    public init(socket path: String) { place = .socket(path: path) }

    /// nil where `text` is none: TLS, paths and credentials are not taken.
    ///
    /// - Parameter port: of an address that names none.
    public init?(_ text: String, port defaultPort: Int = 8080) {
        if text.hasPrefix("unix:") {
            let path = text.dropFirst(5)
            // The operating system's limit for the path of a socket.
            guard path.hasPrefix("/"), path.utf8.count <= 100 else { return nil }
            self.init(socket: String(path))
            return
        }
        var rest = Substring(text)
        if rest.lowercased().hasPrefix("http://") { rest = rest.dropFirst(7) }
        if rest.hasSuffix("/") { rest = rest.dropLast() }
        guard let (host, port) = Self.split(rest) else { return nil }
        guard let port else {
            self.init(host: host, port: defaultPort)
            return
        }
        guard let number = Int(port), (1...65_535).contains(number), port.allSatisfy(\.isNumber) else { return nil }
        self.init(host: host, port: number)
    }

    private static func split(_ text: Substring) -> (host: String, port: Substring?)? {
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]") else { return nil }
            let host = text[text.index(after: text.startIndex)..<end]
            let rest = text[text.index(after: end)...]
            guard !host.isEmpty, host.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." || $0 == "%" }) else {
                return nil
            }
            if rest.isEmpty { return (String(host), nil) }
            return rest.hasPrefix(":") ? (String(host), rest.dropFirst()) : nil
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard let host = parts.first, !host.isEmpty, parts.count <= 2,
            host.utf8.allSatisfy({
                $0.isAlphanumeric || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "_")
            })
        else { return nil }
        return (String(host), parts.count == 2 ? parts[1] : nil)
    }

    /// As messages name it.
    public var description: String {
        switch place {
        case .network(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .socket(let path): "unix:\(path)"
        }
    }

    /// A short name that is the same in every gateway, for a cookie.
    var token: String {
        let digits = String(StableHash.of(description), radix: 36)
        return String(digits.prefix(10))
    }
}

/// FNV-1a of 64 bits with a final mix: the same in every process, which Swift's own hash is not.
enum StableHash {
    static func of(_ text: String, _ more: String = "") -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        hash = (hash ^ 0xff) &* 0x100_0000_01b3
        for byte in more.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        hash = (hash ^ (hash >> 32)) &* 0x9e37_79b9_7f4a_7c15
        return hash ^ (hash >> 29)
    }
}

extension UpstreamAddress {
    /// For the `Host` field of the gateway's own requests.
    var host: String {
        switch place {
        case .network: description
        case .socket: "localhost"
        }
    }
}
