enum ContentType {
    private static let known = [
        "html": "text/html; charset=utf-8", "js": "text/javascript; charset=utf-8",
        "mjs": "text/javascript; charset=utf-8",
        "css": "text/css; charset=utf-8", "json": "application/json", "map": "application/json",
        "webmanifest": "application/manifest+json", "svg": "image/svg+xml; charset=utf-8", "png": "image/png",
        "jpg": "image/jpeg", "jpeg": "image/jpeg", "webp": "image/webp", "avif": "image/avif", "gif": "image/gif",
        "ico": "image/x-icon", "woff2": "font/woff2", "txt": "text/plain; charset=utf-8", "wasm": "application/wasm",
        "mp3": "audio/mpeg", "wav": "audio/wav", "ogg": "audio/ogg",
    ]

    static func of(_ path: String) -> String { known[suffix(path)] ?? "application/octet-stream" }

    /// nil for what no browser shows as a picture.
    static func ofPicture(_ path: String) -> String? {
        ["svg", "png", "jpg", "jpeg", "webp", "avif", "gif"].contains(suffix(path)) ? of(path) : nil
    }

    private static func suffix(_ path: String) -> String {
        guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else { return "" }
        return path[path.index(after: dot)...].lowercased()
    }
}

enum CachePolicy {
    /// A name with a hash of the content (`app-5QH7MZ2K.js`) never means anything else; all others are asked for again, which
    /// costs a 304. The widget's script stands in pages that are not ours: it may be five minutes old.
    static func of(_ path: String) -> String {
        if path == "/widget.js" { return "public, max-age=300" }
        return hasHash(path) ? "public, max-age=31536000, immutable" : "no-cache"
    }

    static func hasHash(_ path: String) -> Bool {
        let name = path.split(separator: "/").last ?? ""
        let parts = name.split { $0 == "-" || $0 == "." }
        guard parts.count >= 3 else { return false }
        return parts.dropFirst().dropLast().contains { part in
            part.utf8.count >= 8 && part.contains { $0.isNumber }
                && part.utf8.allSatisfy { byte in
                    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                        || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
                        || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
                }
        }
    }
}

/// What browsers are told of the page's files. `Strict-Transport-Security` is for whatever terminates TLS.
enum SecurityHeaders {
    /// Scripts and styles are the page's own files, never text in a document. Pictures of products may lie anywhere.
    static let contentSecurityPolicy = [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data: blob: http: https:",
        "font-src 'self'", "connect-src 'self'", "media-src 'self' blob: data:", "worker-src 'self'",
        "manifest-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
    ].joined(separator: "; ")

    /// What a widget in a page of another origin loads. Modules and worklets are fetched as data is: only with leave.
    private static let widget: Set<String> = ["/widget.js", "/voice.js", "/worklet.js"]

    static func of(_ path: String) -> FieldLines {
        guard path.hasSuffix(".html") else {
            // The widget's files and pictures are for other pages too.
            var fields = FieldLines(["Cross-Origin-Resource-Policy": "cross-origin"])
            if widget.contains(path) { fields.add("Access-Control-Allow-Origin", "*") }
            return fields
        }
        return FieldLines([
            "Content-Security-Policy": contentSecurityPolicy,
            "Referrer-Policy": "no-referrer",
            "X-Frame-Options": "DENY",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Permissions-Policy": "microphone=(self), camera=(), geolocation=(), payment=(), usb=()",
        ])
    }
}
