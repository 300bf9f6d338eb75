/// Character references of HTML: named, decimal and hexadecimal.
enum HTMLEntities {
    /// Resolves each reference once. What is no reference, as in "R&D", stays as it is.
    /// - Parameter isKnown: restricts the names; numbers are always resolved.
    static func decoded(_ text: String, isKnown: (String) -> Bool = { _ in true }) -> String {
        let bytes = Array(text.utf8)
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "&"), let (scalars, length) = reference(bytes[index...], isKnown) {
                out.append(contentsOf: scalars.utf8)
                index += length
            } else {
                out.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// What the reference at the start of `bytes` stands for, and its length.
    private static func reference(
        _ bytes: ArraySlice<UInt8>, _ isKnown: (String) -> Bool
    ) -> (text: String, length: Int)? {
        let body = bytes.dropFirst().prefix(12)
        let name = body.prefix { isNameByte($0) }
        guard !name.isEmpty else { return nil }
        let isClosed = name.endIndex < body.endIndex && body[name.endIndex] == UInt8(ascii: ";")
        let text = String(decoding: name, as: UTF8.self)
        if text.first == "#" {
            guard isClosed else { return nil }
            return number(text.dropFirst()).map { (String($0), text.utf8.count + 2) }
        }
        // Hand-written pages often leave the semicolon off this one.
        guard isClosed || text == "nbsp", isKnown(text), let scalar = named[text] else { return nil }
        return (String(scalar), text.utf8.count + (isClosed ? 2 : 1))
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "#"):
            true
        default: false
        }
    }

    private static func number(_ digits: Substring) -> Unicode.Scalar? {
        let isHex = digits.first == "x" || digits.first == "X"
        guard let value = UInt32(isHex ? digits.dropFirst() : digits, radix: isHex ? 16 : 10), value != 0 else {
            return nil
        }
        // As browsers do: numbers of Windows-1252, which pages mean, not of the control characters there.
        if (0x80...0x9F).contains(value) { return windows1252[Int(value - 0x80)] }
        return Unicode.Scalar(value)
    }

    private static let windows1252: [Unicode.Scalar] = Array(
        "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ".unicodeScalars)

    private static let named: [String: Unicode.Scalar] = {
        var table: [String: Unicode.Scalar] = [:]
        // U+00A0…U+00FF in order.
        let latin = """
            nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 \
            acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml \
            Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde \
            Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig \
            ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide \
            oslash ugrave uacute ucirc uuml yacute thorn yuml
            """
        for (offset, name) in latin.split(separator: " ").enumerated() {
            table[String(name)] = Unicode.Scalar(UInt8(0xA0 + offset))
        }
        let others: [(String, Unicode.Scalar)] = [
            ("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\""), ("apos", "'"), ("num", "#"), ("percnt", "%"),
            ("lpar", "("), ("rpar", ")"), ("comma", ","), ("colon", ":"), ("sol", "/"), ("lsqb", "["), ("rsqb", "]"),
            ("hellip", "…"), ("ndash", "–"), ("mdash", "—"), ("lsquo", "‘"), ("rsquo", "’"), ("sbquo", "‚"),
            ("ldquo", "“"), ("rdquo", "”"), ("bdquo", "„"), ("lsaquo", "‹"), ("rsaquo", "›"), ("bull", "•"),
            ("dagger", "†"), ("Dagger", "‡"), ("permil", "‰"), ("prime", "′"), ("Prime", "″"), ("euro", "€"),
            ("trade", "™"), ("larr", "←"), ("uarr", "↑"), ("rarr", "→"), ("darr", "↓"), ("harr", "↔"),
            ("minus", "−"), ("infin", "∞"), ("asymp", "≈"), ("ne", "≠"), ("le", "≤"), ("ge", "≥"), ("radic", "√"),
            ("hearts", "♥"), ("spades", "♠"), ("clubs", "♣"), ("diams", "♦"), ("starf", "★"), ("star", "☆"),
            ("check", "✓"), ("ensp", "\u{2002}"), ("emsp", "\u{2003}"), ("thinsp", "\u{2009}"), ("zwnj", "\u{200C}"),
            ("zwj", "\u{200D}"), ("oelig", "œ"), ("OElig", "Œ"), ("scaron", "š"), ("Scaron", "Š"), ("Oslash", "Ø"),
            ("alpha", "α"), ("beta", "β"), ("gamma", "γ"), ("delta", "δ"), ("omega", "ω"), ("Omega", "Ω"),
            ("mu", "μ"), ("pi", "π"), ("ohm", "Ω"),
        ]
        for (name, scalar) in others { table[name] = scalar }
        return table
    }()
}
