import Foundation

/// The encoding of a text file, settled by the first bytes that are not ASCII.
struct TextEncoding {
    enum Kind: Equatable { case undecided, utf8, cp949 }

    private(set) var kind: Kind

    init(_ kind: Kind) {
        self.kind = kind
    }

    /// Judges a piece from the start of a file, which may end inside a character.
    init(head: [UInt8]) {
        kind = .undecided
        guard let first = head.firstIndex(where: { $0 >= 0x80 }) else { return }
        var end = head.count
        for _ in 0..<4 where end > first {
            if String(validating: head[..<end], as: UTF8.self) != nil {
                kind = .utf8
                return
            }
            // Only a character that was cut may be taken off the end.
            guard head[end - 1] >= 0x80 else { break }
            end -= 1
        }
        kind = .cp949
    }

    /// nil where the bytes are not text in the encoding of the file.
    mutating func text(_ bytes: some Collection<UInt8>) -> String? {
        switch kind {
        case .cp949: return TextEncoding.cp949(bytes)
        case .utf8: return String(validating: bytes, as: UTF8.self)
        case .undecided:
            if bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
            if let text = String(validating: bytes, as: UTF8.self) {
                kind = .utf8
                return text
            }
            guard let text = TextEncoding.cp949(bytes) else { return nil }
            kind = .cp949
            return text
        }
    }

    /// Korean Windows code page 949: EUC-KR and the syllables it lacks.
    static func cp949(_ bytes: some Collection<UInt8>) -> String? {
        // 0x0422 is CFStringEncoding's number for it (kCFStringEncodingDOSKorean); the high bit marks such numbers.
        let encoding = String.Encoding(rawValue: 0x8000_0422)
        guard let text = String(data: Data(bytes), encoding: encoding), !text.unicodeScalars.contains("\u{FFFD}") else {
            return nil
        }
        return text
    }

    /// The encoding that an XML declaration names; nil where it is none of ours.
    init?(named name: String) {
        switch name.lowercased() {
        case "utf-8", "utf8", "us-ascii": kind = .utf8
        case "euc-kr", "euckr", "cp949", "ms949", "x-windows-949", "windows-949", "ks_c_5601-1987", "ksc5601", "uhc":
            kind = .cp949
        default: return nil
        }
    }
}
