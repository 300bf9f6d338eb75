import Foundation

/// A table for a terminal. Columns line up where Hangul takes two cells.
struct TextTable {
    var header: [String]
    var rows: [[String]] = []
    /// Columns whose values stand at the right.
    var rightAligned: Set<Int> = []
    /// The most cells that a column takes; longer values are cut.
    var maxWidth = 48

    var text: String {
        let all = ([header] + rows).map { $0.map { $0.cut(toCells: maxWidth) } }
        let columns = all.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            all.map { column < $0.count ? $0[column].cells : 0 }.max() ?? 0
        }
        return all.map { row in
            let cells = row.enumerated().map { column, value in
                let space = String(repeating: " ", count: max(0, widths[column] - value.cells))
                return rightAligned.contains(column) ? space + value : value + space
            }
            return cells.joined(separator: "  ").trimmingTrailingSpace + "\n"
        }.joined()
    }
}

extension String {
    /// Cells of a terminal: East Asian wide characters and emoji take two.
    var cells: Int { reduce(0) { $0 + $1.cells } }

    fileprivate func cut(toCells limit: Int) -> String {
        guard cells > limit else { return self }
        var out = ""
        var width = 1
        for character in self {
            width += character.cells
            if width > limit { break }
            out.append(character)
        }
        return out + "…"
    }

    fileprivate var trimmingTrailingSpace: String {
        var end = endIndex
        while end > startIndex, self[index(before: end)] == " " { end = index(before: end) }
        return String(self[..<end])
    }

    /// Without line breaks and control characters: what comes from a catalogue cannot steer the terminal.
    var printable: String {
        String(
            String.UnicodeScalarView(
                unicodeScalars.map { scalar in
                    switch scalar.properties.generalCategory {
                    case .control, .lineSeparator, .paragraphSeparator: " "
                    default: scalar
                    }
                }))
    }
}

extension Character {
    fileprivate var cells: Int {
        guard let scalar = unicodeScalars.first else { return 0 }
        return switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA960...0xA97F,
            0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
            0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            2
        default: 1
        }
    }
}
