import BlankSpaceTesting
import Hangul
import Testing

/// Text as nobody would type it. A crash here is a crash of the server.
@Suite struct HostileTextTests {
    /// Where the functions have branches; every other scalar comes from anywhere.
    private static let blocks: [ClosedRange<UInt32>] = [
        0x20...0x7E, 0x0...0x1F, 0xA0...0x24F, 0x300...0x36F, 0x1100...0x11FF, 0x2000...0x206F, 0x2100...0x27BF,
        0x3000...0x30FF, 0x3131...0x318E,
        0x3300...0x33FF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xD7B0...0xD7FF, 0xFB00...0xFB4F, 0xFDF0...0xFDFF,
        0xFE00...0xFE0F, 0xFF00...0xFFEF,
        0x1F000...0x1FAFF, 0xE0000...0xE01EF,
    ]
    private static let frequent = Array("0123456789,.만천백십억일이오은는을를로워운한고-'s abceiwy가각".unicodeScalars)

    private static func text(using random: inout SplitMix64) -> String {
        var view = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...64, using: &random) {
            let block = blocks.randomElement(using: &random) ?? 0...0x10FFFF
            let scalar: Unicode.Scalar? =
                switch Int.random(in: 0..<4, using: &random) {
                case 0: frequent.randomElement(using: &random)
                case 1, 2: Unicode.Scalar(UInt32.random(in: block, using: &random))
                default: Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &random))
                }
            if let scalar { view.append(scalar) }
        }
        return String(view)
    }

    private static func texts(seed: UInt64) -> [String] {
        var random = SplitMix64(seed: seed)
        return (0..<5_000).map { _ in text(using: &random) }
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func foldingTwiceChangesNothing(seed: UInt64) {
        for text in Self.texts(seed: seed) {
            let folded = TextFolding.folded(text)
            if !TextFolding.folded(folded).unicodeScalars.elementsEqual(folded.unicodeScalars) {
                Issue.record("\(text.unicodeScalars.map { String($0.value, radix: 16) })")
            }
            if folded.contains("  ") || folded.hasPrefix(" ") || folded.hasSuffix(" ") {
                Issue.record("spaces in \(folded)")
            }
            for token in Tokenizer.tokens(folded) where token.text.isEmpty { Issue.record("empty token in \(folded)") }
        }
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func nothingCrashes(seed: UInt64) {
        var last = ""
        for text in Self.texts(seed: seed) {
            let units = Jamo.units(of: text)
            _ = Jamo.composed(units)
            _ = Jamo.initials(of: text)
            _ = Jamo.isInitials(text)
            let josa = Josa.allCases[units.count % Josa.allCases.count]
            if !josa.attached(to: text).unicodeScalars.starts(with: text.unicodeScalars) { Issue.record("\(text)") }
            _ = KeyboardRepair.hangul(fromLatin: text)
            _ = KeyboardRepair.latin(fromHangul: text)
            if KoreanWords.readings(text).first != text { Issue.record("\(text)") }
            _ = KoreanWords.predicateStem(text)
            _ = Tokenizer.tokens(text)
            _ = Tokenizer.englishStem(text)
            _ = NumberWords.native(text)
            if !(0...1).contains(PhoneticKey.similarity(text, last)) { Issue.record("\(text) \(last)") }
            if let distance = TypoDistance.between(units, Jamo.units(of: last), limit: 3), !(0...3).contains(distance) {
                Issue.record("\(text) \(last)")
            }
            last = String(text.prefix(16))
        }
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func numbersEndWithinTheText(seed: UInt64) {
        for text in Self.texts(seed: seed) {
            let scalars = Array(text.unicodeScalars)
            for start in stride(from: 0, through: scalars.count, by: 4) {
                for bareUnits in [false, true] {
                    guard let number = NumberWords.parse(scalars, from: start, bareUnits: bareUnits) else { continue }
                    if number.end <= start || number.end > scalars.count || !number.value.isFinite || number.value < 0 {
                        Issue.record("\(text)")
                    }
                }
            }
        }
    }
}
