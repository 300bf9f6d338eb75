/// Bytes of a message's head, looked at where they lie. `Span` checks every index.
extension Span<UInt8> {
    /// Whether the bytes there are `lowercase`, which is that already, in any case of letters.
    func matches(_ lowercase: StaticString, in range: Range<Int>) -> Bool {
        guard range.count == lowercase.utf8CodeUnitCount else { return false }
        return lowercase.withUTF8Buffer { other in
            for (index, byte) in zip(range, other) where self[index].lowercased != byte { return false }
            return true
        }
    }

    /// Whether the bytes there are `text`, in just these letters.
    func equals(_ text: StaticString, in range: Range<Int>) -> Bool {
        guard range.count == text.utf8CodeUnitCount else { return false }
        return text.withUTF8Buffer { other in
            for (index, byte) in zip(range, other) where self[index] != byte { return false }
            return true
        }
    }

    /// Whether the bytes of two places are the same in any case of letters.
    func matches(_ other: Range<Int>, in range: Range<Int>) -> Bool {
        range.count == other.count && zip(range, other).allSatisfy { self[$0].lowercased == self[$1].lowercased }
    }

    func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
        var index = range.lowerBound
        while index < range.upperBound {
            if self[index] == byte { return index }
            index += 1
        }
        return nil
    }

    /// Without the spaces and tabs around it.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, self[start].isBlank { start += 1 }
        while start < end, self[end - 1].isBlank { end -= 1 }
        return start..<end
    }

    /// The elements of a list with commas (RFC 9110 §5.6.1), the empty ones left out.
    func forEachElement(of list: Range<Int>, _ body: (Range<Int>) -> Void) {
        var start = list.lowerBound
        while start < list.upperBound {
            let end = firstIndex(of: UInt8(ascii: ","), in: start..<list.upperBound) ?? list.upperBound
            let element = trimmed(start..<end)
            if !element.isEmpty { body(element) }
            start = end + 1
        }
    }

    /// The number that decimal digits and nothing else write; nil for more than 15 of them.
    func decimal(_ range: Range<Int>) -> Int? {
        guard (1...15).contains(range.count) else { return nil }
        var number = 0
        for index in range {
            guard self[index].isDigit else { return nil }
            number = number * 10 + Int(self[index] - UInt8(ascii: "0"))
        }
        return number
    }
}

extension UInt8 {
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")

    var lowercased: UInt8 { self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") ? self | 0x20 : self }
    var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
    var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

    var isAlphanumeric: Bool {
        isDigit || (lowercased >= UInt8(ascii: "a") && lowercased <= UInt8(ascii: "z"))
    }

    /// A digit's value in base 16.
    var hexadecimal: Int? {
        if isDigit { return Int(self - UInt8(ascii: "0")) }
        let letter = lowercased
        return letter >= UInt8(ascii: "a") && letter <= UInt8(ascii: "f") ? Int(letter - UInt8(ascii: "a")) + 10 : nil
    }

    /// One of a token's characters (RFC 9110 §5.6.2): names of methods and fields are made of them.
    var isToken: Bool {
        // ALPHA, DIGIT and !#$%&'*+-.^_`|~ as bits of 128.
        let low: UInt64 = 0x03ff_6cfa_0000_0000
        let high: UInt64 = 0x57ff_ffff_c7ff_fffe
        if self >= 128 { return false }
        return (self < 64 ? low >> UInt64(self) : high >> UInt64(self - 64)) & 1 == 1
    }

    /// One of a field value's (RFC 9110 §5.5): neither controls nor ends of lines.
    var isFieldContent: Bool { (self >= 0x20 && self != 0x7f) || self == UInt8(ascii: "\t") }
}
