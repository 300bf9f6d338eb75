import Foundation

/// What a server says about an error, out of the body that it sent.
enum ErrorBody {
    /// The message of the shapes that servers use: `{"error":{"message":…}}`, `{"message":…}`, `{"error":…}`, `{"detail":…}`; plain
    /// text as it is. Of other JSON nothing is told, since servers repeat in it what they were sent.
    static func message(_ body: [UInt8]) -> String {
        guard !body.isEmpty else { return "no reason given" }
        guard let json = try? JSONSerialization.jsonObject(with: Data(body), options: .fragmentsAllowed) else {
            let text = String(decoding: body.prefix(1_000), as: UTF8.self)
            return text.hasPrefix("<") ? "a page of HTML" : text.trimmingCharacters(in: .whitespacesAndNewlines)
        }
        return message(json) ?? "no reason given"
    }

    private static func message(_ json: Any) -> String? {
        if let text = json as? String { return text }
        guard let members = json as? [String: Any] else { return nil }
        if let inner = members["error"] as? [String: Any], let text = inner["message"] as? String { return text }
        for name in ["message", "error", "detail"] {
            if let text = members[name] as? String { return text }
        }
        // FastAPI's list of what is wrong with a request; "input", which repeats it, is left out.
        guard let first = (members["detail"] as? [[String: Any]])?.first, let text = first["msg"] as? String else {
            return nil
        }
        let place = (first["loc"] as? [Any] ?? []).map { "\($0)" }.joined(separator: ".")
        return place.isEmpty ? text : "\(place): \(text)"
    }
}
