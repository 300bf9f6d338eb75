import Foundation

/// The encoding of a text file, settled by the first bytes that are not ASCII.
struct TextEncoding {
    enum Kind: Equatable { case undecided, utf8, cp949 }

    private(set) var kind: Kind

    init(_ kind: Kind) {
        self.kind = kind
    }

    /// Judges a piece from the start of a file by its lines. The last may end inside a character, and a few broken lines
    /// do not make a file of UTF-8 one of CP949.
    init(head: [UInt8]) {
        var lines = head.split(separator: UInt8(ascii: "\n"))
        if lines.count > 1 { lines.removeLast() }
        let telling = lines.filter { $0.contains { $0 >= 0x80 } }
        let valid = telling.count { String(validating: $0, as: UTF8.self) != nil }
        kind = telling.isEmpty ? .undecided : valid * 2 >= telling.count ? .utf8 : .cp949
    }

    /// nil where the bytes are not text in the encoding of the file.
    mutating func text(_ bytes: some Collection<UInt8>) -> String? {
        if bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
        switch kind {
        case .cp949: return TextEncoding.cp949(bytes)
        case .utf8: return String(validating: bytes, as: UTF8.self)
        case .undecided:
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
        guard let count = cp949Characters(bytes) else { return nil }
        // 0x0422 is CFStringEncoding's number for it (kCFStringEncodingDOSKorean); the high bit marks such numbers.
        let encoding = String.Encoding(rawValue: 0x8000_0422)
        // The converter leaves out what it does not know.
        guard let text = String(data: Data(bytes), encoding: encoding), text.unicodeScalars.count == count,
            !text.unicodeScalars.contains("\u{FFFD}")
        else { return nil }
        return text
    }

    /// How many characters the bytes are; nil where they are not single bytes and pairs of lead and trail.
    private static func cp949Characters(_ bytes: some Collection<UInt8>) -> Int? {
        var count = 0
        var isInPair = false
        for byte in bytes {
            if isInPair {
                guard (0x41...0xFE).contains(byte) else { return nil }
                isInPair = false
                continue
            }
            guard byte < 0x80 || (0x81...0xFE).contains(byte) else { return nil }
            isInPair = byte >= 0x80
            count += 1
        }
        return isInPair ? nil : count
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
