/// A modern Hangul syllable as its parts (Unicode 16, section 3.12).
struct Syllable {
    /// 0…18.
    var initial: Int
    /// 0…20.
    var medial: Int
    /// 0…27; 0 is none.
    var final: Int

    init(initial: Int, medial: Int, final: Int = 0) {
        self.initial = initial
        self.medial = medial
        self.final = final
    }

    /// nil where `scalar` is no Hangul syllable.
    init?(_ scalar: Unicode.Scalar) {
        guard (0xAC00...0xD7A3).contains(scalar.value) else { return nil }
        let code = Int(scalar.value) - 0xAC00
        initial = code / 588
        medial = code % 588 / 28
        final = code % 28
    }

    var scalar: Unicode.Scalar {
        Unicode.Scalar(UInt32(0xAC00 + initial * 588 + medial * 28 + final)) ?? "가"
    }

    static let initials = Array("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ".unicodeScalars)
    static let medials = Array("ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ".unicodeScalars)
    /// Entry 0 stands for no final.
    static let finals = Array(" ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ".unicodeScalars)

    static let finalNone = 0
    static let finalRieul = 8
    static let finalBieup = 17

    static func initialIndex(_ jamo: Unicode.Scalar) -> Int? { initials.firstIndex(of: jamo) }
    static func medialIndex(_ jamo: Unicode.Scalar) -> Int? { medials.firstIndex(of: jamo) }
    static func finalIndex(_ jamo: Unicode.Scalar) -> Int? {
        finals.firstIndex(of: jamo).flatMap { $0 == 0 ? nil : $0 }
    }
}
