import Foundation

/// Addresses of servers as operators write them.
enum ServerAddress {
    static let allowed = "a host name, an IP address, host:port or a URL of http or https"

    /// `ollama`, `10.0.0.7:11434`, `[::1]`, `https://models.shop.example/v1` as a URL without a slash at its end. Credentials in
    /// it are refused: they would show in messages.
    ///
    /// - Parameter port: for an address without one that is no URL; nil: the scheme's.
    static func url(_ text: String, port: Int?, of setting: Setting) throws -> String {
        var text = text.trimmingCharacters(in: .whitespaces)
        while text.hasSuffix("/") { text.removeLast() }
        let isURL = text.contains("://")
        // A bare IPv6 address.
        if !isURL, text.count(where: { $0 == ":" }) > 1, !text.hasPrefix("[") { text = "[\(text)]" }
        guard var components = URLComponents(string: isURL ? text : "http://" + text),
            let host = components.host, !host.isEmpty, ["http", "https"].contains(components.scheme),
            components.user == nil, components.password == nil, components.query == nil, components.fragment == nil,
            components.port.map({ (1...65_535).contains($0) }) ?? true
        else { throw SettingError(setting, text) }
        if components.port == nil, !isURL { components.port = port }
        guard let url = components.string else { throw SettingError(setting, text) }
        return url
    }

    static func list(_ text: String, port: Int, of setting: Setting) throws -> [String] {
        let parts = text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        guard !parts.isEmpty, parts.count <= 32 else { throw SettingError(setting, text) }
        return try parts.map { try url($0, port: port, of: setting) }
    }
}
