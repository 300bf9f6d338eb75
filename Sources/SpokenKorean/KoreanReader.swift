/// Goes through cleaned text once and writes down how each part is said.
struct KoreanReader {
    let text: Scalars
    let readings: Readings
    var index = 0
    /// The closing bracket whose particle has been said before the bracket.
    var particleSaid: Int?
    private var out = String.UnicodeScalarView()

    init(_ text: Scalars, readings: Readings) {
        self.text = text
        self.readings = readings
    }

    mutating func read() -> String {
        while let scalar = text.at(index) {
            let start = index
            if scalar.isASCIIDigit {
                readFigures()
            } else if scalar.isLatin {
                readLatin()
            } else if scalar.isHangul {
                copyHangul()
            } else {
                readSign(scalar)
            }
            // Whatever a rule does, the end is reached.
            if index <= start { index = start + 1 }
        }
        return String(out)
    }

    /// Writes `words`, apart from what stands before.
    mutating func say(_ words: String) {
        if let last = out.last, last != " " { out.append(" ") }
        out.append(contentsOf: words.unicodeScalars)
    }

    mutating func pause() {
        out.append(contentsOf: ", ".unicodeScalars)
    }

    mutating func write(_ scalar: Unicode.Scalar) { out.append(scalar) }

    mutating func space() {
        if let last = out.last, last != " " { out.append(" ") }
    }

    var endsWithSpace: Bool { out.last == " " }

    mutating func dropSpace() { if endsWithSpace { out.removeLast() } }

    // MARK: Figures

    /// Each takes what it can tell for sure and leaves the rest to those behind it.
    private static let figureRules: [@Sendable (Scalars, Int) -> Reading?] = [
        CodeReading.telephone, DateReading.date, DateReading.time, CodeReading.groups, FigureReading.plus,
        FigureReading.ratio, FigureReading.fraction, FigureReading.range, FigureReading.product,
    ]

    private mutating func readFigures() {
        var reading: Reading?
        for rule in Self.figureRules {
            reading = rule(text, index)
            if reading != nil { break }
        }
        reading = reading ?? CodeReading.figureAndLetters(text, index, readings)
        reading = reading ?? CodeReading.number(text, index)
        reading = reading ?? FigureReading.quantity(text, index)
        guard let reading else { return }
        say(reading.words)
        index = reading.end
        afterFigures()
    }

    /// A particle stays with its number, the rest of a word with its counter; other words are written apart.
    private mutating func afterFigures() {
        guard text.at(index)?.isHangul == true, text.at(index - 1)?.isHangul != true else { return }
        if !Particles.begin(text, at: index) { space() }
    }

    // MARK: Hangul

    private mutating func copyHangul() {
        while let scalar = text.at(index), scalar.isHangul {
            out.append(scalar)
            index += 1
        }
    }

    // MARK: Latin

    private mutating func readLatin() {
        if let email = CodeReading.email(text, index, readings) {
            say(email.words)
            index = email.end
            return
        }
        if text.starts(with: "No.", at: index), text.at(index + 3)?.isASCIIDigit == true {
            say("넘버")
            index += 3
            return
        }
        guard let reading = LatinReading.token(text, index, readings) else { return }
        say(reading.words)
        index = reading.end
    }
}
