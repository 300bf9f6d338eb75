/// Addresses of pages, which nobody wants to hear.
enum WebAddresses {
    /// An address goes; where a particle hangs on it (`https://…에서`), 링크 stands in its place.
    static func dropped(from text: Scalars) -> Scalars {
        var out = Scalars()
        out.reserveCapacity(text.count)
        var index = 0
        while index < text.count {
            if let end = addressEnd(text, index) {
                if text.at(end)?.isHangul == true {
                    out += Array("링크")
                } else if let last = out.last, last != " " {
                    out.append(" ")
                }
                index = end
            } else {
                out.append(text[index])
                index += 1
            }
        }
        return out
    }

    private static func addressEnd(_ text: Scalars, _ from: Int) -> Int? {
        if let before = text.at(from - 1), before.isLatin || before.isASCIIDigit { return nil }
        guard let first = text.at(from)?.lowered, ["h", "f", "w"].contains(first) else { return nil }
        let head = String(text.text(from..<min(from + 8, text.count))).lowercased()
        guard ["http://", "https://", "ftp://", "www."].contains(where: head.hasPrefix) else { return nil }
        var end = text.end(from: from, where: isAddress)
        while let last = text.at(end - 1), [".", ",", "!", "?", ";", ":", "'"].contains(last) { end -= 1 }
        return max(end, from + 1)
    }

    private static func isAddress(_ scalar: Unicode.Scalar) -> Bool {
        (0x21...0x7E).contains(scalar.value) && !["<", ">", "\"", "(", ")", "[", "]"].contains(scalar)
    }
}
