typealias Scalars = [Unicode.Scalar]

extension Unicode.Scalar {
    var isASCIIDigit: Bool { (0x30...0x39).contains(value) }
    var isLatin: Bool { (0x41...0x5A).contains(value) || (0x61...0x7A).contains(value) }
    var isUpper: Bool { (0x41...0x5A).contains(value) }
    var isHangul: Bool { (0xAC00...0xD7A3).contains(value) }
    /// ㄱ…ㅎ, ㅏ…ㅣ and the old letters behind them.
    var isJamo: Bool { (0x3131...0x318E).contains(value) }
    var isBlank: Bool { self == " " || self == "\n" }
    /// 0…9; only for a digit.
    var digit: Int { Int(value) - 0x30 }
    /// An ASCII capital as its small letter, anything else as it is.
    var lowered: Unicode.Scalar { isUpper ? Unicode.Scalar(UInt8(value + 0x20)) : self }
}

extension Array where Element == Unicode.Scalar {
    init(_ text: String) { self = Scalars(text.unicodeScalars) }

    /// nil beyond either end.
    func at(_ index: Int) -> Unicode.Scalar? { indices.contains(index) ? self[index] : nil }

    func text(_ range: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: self[range])
        return String(view)
    }

    func starts(with word: String, at index: Int) -> Bool {
        var position = index
        for scalar in word.unicodeScalars {
            guard at(position) == scalar else { return false }
            position += 1
        }
        return true
    }

    /// Where the run of what `isMember` accepts ends that begins at `index`.
    func end(from index: Int, where isMember: (Unicode.Scalar) -> Bool) -> Int {
        var position = index
        while let scalar = at(position), isMember(scalar) { position += 1 }
        return position
    }
}
