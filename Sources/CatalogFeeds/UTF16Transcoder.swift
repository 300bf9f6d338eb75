/// UTF-16 to UTF-8, chunk by chunk: what spreadsheets call "Unicode text".
struct UTF16Transcoder {
    private let isBigEndian: Bool
    /// Bytes of a code unit or of half a surrogate pair that the last chunk ended in.
    private var rest: [UInt8] = []

    init(isBigEndian: Bool) {
        self.isBigEndian = isBigEndian
    }

    /// Unpaired surrogates become U+FFFD.
    mutating func utf8(from bytes: ArraySlice<UInt8>, isLast: Bool) -> [UInt8] {
        let all = rest + bytes
        var units: [UInt16] = []
        units.reserveCapacity(all.count / 2)
        for index in stride(from: 0, to: all.count - 1, by: 2) {
            let (first, second) = (UInt16(all[index]), UInt16(all[index + 1]))
            units.append(isBigEndian ? first << 8 | second : second << 8 | first)
        }
        var kept = all.count % 2
        if !isLast, let last = units.last, last & 0xFC00 == 0xD800 {
            units.removeLast()
            kept += 2
        }
        rest = isLast ? [] : Array(all.suffix(kept))
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }
}
