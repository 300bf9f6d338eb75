/// What is neither a digit nor a letter.
extension KoreanReader {
    mutating func readSign(_ sign: Unicode.Scalar) {
        switch sign {
        case " ", "\n": space()
        case ".", "!", "?": readEnd(sign)
        case ",", ";": write(",")
        case "+", "-": readPlusOrMinus(sign)
        case "~", "–": readTilde()
        case "(", "[", "{": readBracket()
        case ")", "]", "}": readClosing()
        case "/": pause()
        case "&": say("앤 ")
        case "×": say("곱하기 ")
        case "%": say("퍼센트")
        case "@": say("골뱅이 ")
        case "°": say("도")
        case "→": readArrow()
        case ":": pause()
        case "★": readStars()
        case "₩", "$", "€", "£", "¥": readCurrency(sign)
        case "\"", "'", "`": break
        default: readOther(sign)
        }
    }

    /// The first of `...` and `!!!` counts.
    private mutating func readEnd(_ sign: Unicode.Scalar) {
        write(sign)
        index = text.end(from: index) { [".", "!", "?"].contains($0) && ($0 == sign || $0 != "?") }
        // Sentences stand apart even where nobody typed the space.
        if text.at(index)?.isBlank == false { space() }
    }

    private mutating func readPlusOrMinus(_ sign: Unicode.Scalar) {
        let before = text.at(index - 1)
        let isFigure = text.at(index + 1)?.isASCIIDigit == true
        let isOpen = before.map { $0.isBlank || ["(", ",", ":", "[", "~", "/", "→"].contains($0) } ?? true
        if sign == "+" {
            let isBetween = before?.isBlank == false && text.at(index + 1)?.isBlank == false
            let isSpaced = before == " " && text.at(index + 1) == " "
            if isFigure || isBetween || isSpaced { say("플러스 ") }
        } else if isFigure, isOpen {
            say(isTemperature ? "영하 " : "마이너스 ")
        } else if before?.isHangul == true, isFigure {
            pause()
        } else {
            space()
        }
    }

    private var isTemperature: Bool {
        guard let figure = Figure(text, at: index + 1) else { return false }
        let behind = text.at(figure.end) == " " ? figure.end + 1 : figure.end
        return text.at(behind) == "°" || (text.at(behind) == "도" && text.at(behind + 1)?.isHangul != true)
    }

    /// ~50%: 최대; ~11/30: 까지; 5만원~: 부터; 안녕~: nothing.
    private mutating func readTilde() {
        let behind = text.at(index + 1) == " " ? index + 2 : index + 1
        if text.at(behind)?.isASCIIDigit == true {
            let before = text[..<index].last { !$0.isBlank }
            if before?.isASCIIDigit == true || before?.isHangul == true {
                // A range that no rule of figures took: 월~금, 봄~3월.
                say("에서 ")
            } else if let reading = DateReading.date(text, behind) ?? DateReading.time(text, behind) {
                say(reading.words + "까지")
                index = reading.end
                if text.starts(with: "까지", at: index) { index += 2 }
            } else if FigureReading.quantity(text, behind).map({ text.at($0.end - 1) == "%" }) == true {
                say("최대 ")
            } else if let reading = FigureReading.quantity(text, behind) {
                say(reading.words + "까지")
                index = reading.end
                if text.starts(with: "까지", at: index) { index += 2 }
            }
        } else if text.at(index - 1)?.isHangul == true, text.at(behind)?.isHangul == true, text.at(index + 1) != " " {
            attach("에서 ")
        } else if isBehindFigure {
            attach("부터")
        } else {
            index = text.end(from: index) { $0 == "~" || $0 == "–" }
            if let next = text.at(index), next != " ", next.isHangul || next.isLatin { pause() }
        }
    }

    /// 9,900원~, 3개~: a counter or digit, a tilde, and then nothing.
    private var isBehindFigure: Bool {
        let next = text.at(index + 1) ?? " "
        guard next.isBlank || [")", ",", "."].contains(next) else { return false }
        var position = index - 1
        while position > index - 4, text.at(position)?.isHangul == true { position -= 1 }
        return text.at(position)?.isASCIIDigit == true
    }

    /// A gloss in Latin letters right behind its word goes (나이키(NIKE)); other brackets are pauses.
    private mutating func readBracket() {
        let end = text.end(from: index + 1) {
            $0.isLatin || $0 == " " || $0 == "&" || $0 == "'" || $0 == "-" || $0 == "."
        }
        let inside = text[(index + 1)..<max(end, index + 1)]
        let closes = text.at(end).map { [")", "]", "}"].contains($0) } ?? false
        if closes, text.at(index - 1)?.isHangul == true, inside.count > 3, inside.contains(where: \.isLatin) {
            index = end + 1
        } else if closes, inside.isEmpty {
            index = end + 1
        } else if text.starts(with: "(주)", at: index) {
            say("주식회사 ")
            index += 3
        } else {
            // 인증(KC)을 받았다: the particle belongs to the word before the bracket.
            if let close = text[index..<min(index + 100, text.count)].firstIndex(where: {
                [")", "]", "}"].contains($0)
            }),
                let end = Particles.end(text, at: close + 1),
                text.at(index - 1)?.isHangul == true
                    || text.at(index - 1)?.isASCIIDigit == true
            {
                attach(text.text((close + 1)..<end))
                particleSaid = close
            }
            pause()
        }
    }

    private mutating func readClosing() {
        let isSaid = particleSaid == index
        pause()
        if isSaid, let end = Particles.end(text, at: index + 1) { index = end }
    }

    private mutating func readArrow() {
        let before = text[..<index].last { !$0.isBlank }
        let next = text[(index + 1)...].first { !$0.isBlank }
        if before?.isHangul == true, next?.isASCIIDigit == true || next.map({ Units.currency($0) != nil }) == true {
            attach("에서 ")
        } else {
            pause()
        }
    }

    /// ★★★★ as a number, one star as ornament.
    private mutating func readStars() {
        let end = text.end(from: index) { $0 == "★" }
        if end - index > 1 {
            say("별 " + (Numerals.native(end - index) ?? Numerals.sino(end - index)) + " 개")
            space()
        } else {
            space()
        }
        index = end
    }

    /// ₩59,000; $19.99 in dollars and cents.
    private mutating func readCurrency(_ sign: Unicode.Scalar) {
        let start = text.at(index + 1) == " " ? index + 2 : index + 1
        guard let name = Units.currency(sign), let amount = Amount(text, at: start) else { return space() }
        if sign != "₩", sign != "¥", amount.isPlain, amount.figure.fraction.count == 2, let whole = amount.figure.value
        {
            let cents = Numerals.value(amount.figure.fraction) ?? 0
            let minor = sign == "£" ? "펜스" : "센트"
            say(Numerals.sino(whole) + " " + name + (cents > 0 ? " \(Numerals.sino(cents)) \(minor)" : ""))
        } else {
            say(amount.sino + " " + name)
        }
        index = amount.end
        // ₩59,000원 says it twice.
        if text.starts(with: name, at: index) { index += name.unicodeScalars.count }
        if text.at(index)?.isHangul == true, !Particles.begin(text, at: index) { space() }
    }

    private mutating func readOther(_ sign: Unicode.Scalar) {
        if sign.isJamo {
            let end = text.end(from: index) { $0.isJamo }
            // ㅋㅋ, ㅠㅠ are no words; ㄱ자 is.
            if end - index == 1, let name = LetterNames.jamo(sign) { say(name) }
            index = end
        } else if sign.properties.isAlphabetic {
            write(sign)
        } else {
            space()
        }
    }

    /// Behind a word without a space.
    private mutating func attach(_ words: String) {
        while endsWithSpace { dropSpace() }
        for scalar in words.unicodeScalars { write(scalar) }
    }
}
