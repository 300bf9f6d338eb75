import HTTPTypes
import Hummingbird
import Search

extension Route {
    /// `/images/{name}.svg`: a drawn picture where the shop has none. The same name gives the same picture.
    static let placeholderImage = Route(.get, "/images/{name}") { request, context in
        let name = try context.pathParameter("name")
        guard name.hasSuffix(".svg"), name.count > 4 else {
            throw Problem(.unknownRoute, "Pictures are at `/images/{name}.svg`.")
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "image/svg+xml; charset=utf-8",
                .cacheControl: "public, max-age=86400",
                .contentSecurity: "default-src 'none'",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: PlaceholderImage(name: String(name.dropLast(4))).svg)))
    }
}

/// A quiet drawing, 400 by 400: two tones of one hue, a shape, and the name's first characters.
struct PlaceholderImage {
    private let name: String
    private let hash: UInt64

    init(name: String) {
        self.name = name
        let hash = ContentHash(of: name)
        self.hash = hash.high ^ hash.low
    }

    var svg: String {
        let hue = Int(hash % 360)
        let other = (hue + 20 + Int((hash >> 9) % 50)) % 360
        let x = 120 + Int((hash >> 20) % 160)
        let y = 110 + Int((hash >> 30) % 120)
        let radius = 90 + Int((hash >> 40) % 60)
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" role="img">\
            <title>\(PlaceholderImage.escaped(name))</title>\
            <defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1">\
            <stop offset="0" stop-color="hsl(\(hue),42%,88%)"/><stop offset="1" stop-color="hsl(\(other),40%,76%)"/>\
            </linearGradient></defs><rect width="400" height="400" fill="url(#g)"/>\
            <circle cx="\(x)" cy="\(y)" r="\(radius)" fill="hsl(\(other),45%,92%)" fill-opacity=".6"/>\
            <path d="\(shape)" fill="none" stroke="hsl(\(hue),35%,38%)" stroke-opacity=".55" stroke-width="7" \
            stroke-linejoin="round" stroke-linecap="round"/>\
            <text x="200" y="352" text-anchor="middle" font-family="sans-serif" font-size="30" \
            fill="hsl(\(hue),35%,30%)" fill-opacity=".75">\(PlaceholderImage.escaped(String(name.prefix(14))))</text></svg>
            """
    }

    /// A bag, a box, a tag or a gift.
    private var shape: String {
        switch (hash >> 50) % 4 {
        case 0: "M130 165h140l14 130H116zM160 165v-20a40 40 0 0 1 80 0v20"
        case 1: "M200 110l90 45v95l-90 45-90-45v-95zM110 155l90 45 90-45M200 200v95"
        case 2: "M120 130h85l85 85-80 80-90-90zM152 162h.5"
        default:
            "M120 170h160v40H120zM132 210h136v85H132zM200 170v125M200 168c-60 0-60-55-20-48 12 3 20 48 20 48s8-45 20-48c40-7 40 48-20 48"
        }
    }

    /// Text for XML. Scalars that XML cannot hold become U+FFFD.
    private static func escaped(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "\u{0}"..<"\u{20}", "\u{FFFE}", "\u{FFFF}": out += "\u{FFFD}"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}
