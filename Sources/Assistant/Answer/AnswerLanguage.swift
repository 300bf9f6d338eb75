/// The language that an answer is written in.
enum AnswerLanguage: String, Sendable {
    case ko, en, ja, zh

    /// `ko-KR` is Korean; a language that is not known is answered in English, an empty tag in Korean.
    init(locale: String) {
        let tag = locale.lowercased().prefix { $0 != "-" && $0 != "_" }
        self = tag.isEmpty ? .ko : Self(rawValue: String(tag)) ?? .en
    }

    /// Korean, or English for every other: for answers that are written in these two only.
    var isKorean: Bool { self == .ko }

    /// Whether sentences are parted by a space.
    var spacesSentences: Bool { self == .ko || self == .en }
}
