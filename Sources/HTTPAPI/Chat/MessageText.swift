/// What may stand in a message or a query.
enum MessageText {
    /// `text` without control characters other than tab and line breaks. Throws where nothing that can be read is left, or
    /// more than `limit` characters are.
    static func check(_ text: String, member: String, limit: Int) throws(Problem) -> String {
        let cleaned = clean(text)
        guard !isBlank(cleaned) else {
            throw Problem(.emptyMessage, "Write what you are looking for in `\(member)`.", member: member)
        }
        // Characters are never more than bytes; counting them costs more.
        guard cleaned.utf8.count <= limit || cleaned.count <= limit else {
            throw Problem(.messageTooLong, "Write \(limit) characters at most in `\(member)`.", member: member)
        }
        return cleaned
    }

    static func clean(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        scalars.append(
            contentsOf: text.unicodeScalars.filter {
                $0.properties.generalCategory != .control || $0 == "\n" || $0 == "\t" || $0 == "\r"
            })
        return String(scalars)
    }

    /// Nothing but white space, invisible format characters and fillers.
    static func isBlank(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            switch scalar {
            // The Hangul fillers and the blank Braille pattern count as letters, and show nothing.
            case "\u{115F}", "\u{1160}", "\u{3164}", "\u{FFA0}", "\u{2800}": true
            default:
                switch scalar.properties.generalCategory {
                case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator: true
                default: false
                }
            }
        }
    }
}
