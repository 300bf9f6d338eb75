/// Turns written text into what a voice should say.
///
/// Korean is written out as it is spoken: numbers by the counter behind them (`3개` 세 개, `3층` 삼 층), prices, dates, times,
/// telephone numbers, units, model names, and Latin words in Hangul. Of other languages only what nobody says is dropped: emoji,
/// markup, addresses of pages.
///
/// Pure and total: any text gives a text, and reading a Korean reading again changes nothing. O(length).
public struct SpokenText: Sendable {
    /// Scalars of the written text that are looked at; what is behind them is not read.
    public static let maxScalars = 10_000

    private let readings: Readings

    /// - Parameter readings: Korean readings of Latin words or phrases, such as the shop's brands (`Aurora Lab` 오로라랩). Case
    ///   does not matter. They come before the general loan words.
    public init(readings: [String: String] = [:]) {
        self.readings = Readings(readings)
    }

    /// `text` as it is to be spoken in `language` (BCP 47 tag). Empty where nothing in it can be said.
    public func reading(of text: String, language: String = "ko") -> String {
        let characters = TextCleaning.cleaned(text, limit: Self.maxScalars)
        let plain = WebAddresses.dropped(from: Markup.stripped(characters))
        guard language.lowercased().split(separator: "-").first == "ko" else { return Tidying.tidied(plain) }
        var reader = KoreanReader(plain, readings: readings)
        return Tidying.tidied(Array(reader.read().unicodeScalars))
    }
}
