import Foundation
import Shop

/// The members of one record while they are taken out one by one, and the notes on the way.
struct Members {
    /// What nobody took.
    private(set) var rest: [String: JSONValue]
    private(set) var notes: [String] = []

    private static let invisible = CharacterSet.whitespacesAndNewlines.union(.controlCharacters)

    /// Longest texts, in characters.
    static let nameLimit = 300
    static let proseLimit = 20_000
    static let lineLimit = 1000

    /// Members of the contract that are missing or empty are looked up under their other names.
    init(_ members: [String: JSONValue]) {
        rest = members
        var best: [String: (key: String, rank: Int)] = [:]
        for key in members.keys where !MemberNames.contract.contains(key) {
            guard let (name, rank) = MemberNames.member(for: key), name != "_id", isBlank(members[name]) else {
                continue
            }
            if let known = best[name], (known.rank, known.key) <= (rank, key) { continue }
            best[name] = (key, rank)
        }
        for (name, (key, _)) in best where key != name { rest[name] = rest.removeValue(forKey: key) }
    }

    mutating func note(_ text: String) { notes.append(text) }

    /// nil for null.
    mutating func take(_ key: String) -> JSONValue? {
        let value = rest.removeValue(forKey: key)
        return value == .null ? nil : value
    }

    /// Keeps a value among the unknown.
    mutating func keep(_ value: JSONValue, as key: String) { rest[key] = value }

    /// An id: text or a number, as text.
    mutating func takeIdentifier(_ key: String) -> String? {
        let text: String
        switch take(key) {
        case .string(let value)?: text = value
        case .number(let value)?: text = Int(exactly: value).map(String.init) ?? String(value)
        default: return nil
        }
        let trimmed = text.trimmingCharacters(in: Members.invisible)
        return trimmed.isEmpty ? nil : trimmed
    }

    /// `own`, the contract's name for it, else the best other name that is there, else `sku`.
    mutating func takeID(_ own: String = "_id") throws(Defect) -> String {
        var id = takeIdentifier(own)
        if id == nil {
            let others = rest.keys.compactMap { key in
                MemberNames.member(for: key).flatMap { $0.name == "_id" ? (rank: $0.rank, key: key) : nil }
            }
            for (_, key) in others.sorted(by: { $0 < $1 }) {
                id = takeIdentifier(key)
                if id != nil {
                    if key != "_id" { note("\(own) is missing, \(key) is taken") }
                    break
                }
            }
        }
        if id == nil, let sku = rest["sku"] {
            id = takeIdentifier("sku")
            keep(sku, as: "sku")
            if id != nil { note("\(own) is missing, sku is taken") }
        }
        guard let id else { throw Defect("\(own) is missing") }
        guard id.utf8.count <= 512 else { throw Defect("\(own) is longer than 512 bytes") }
        return id
    }

    /// Clean text, cut to `limit` characters; nil where nothing is left. A number counts as its digits.
    mutating func takeText(_ key: String, _ style: ProductText.Style, limit: Int = Members.lineLimit) -> String? {
        guard let value = take(key) else { return nil }
        guard let raw = Members.text(of: value) else {
            note("\(key) is not text and is left out")
            return nil
        }
        return clean(raw, style, limit: limit, name: key)
    }

    mutating func clean(_ raw: String, _ style: ProductText.Style, limit: Int, name: String) -> String? {
        // HTML takes room; ten times the limit is far more than it should.
        let bounded = ProductText.cut(raw, to: limit * 10) ?? raw
        var text = ProductText.clean(bounded, style)
        if let cut = ProductText.cut(text, to: limit) {
            text = cut.trimmingCharacters(in: .whitespaces)
            note("\(name) is cut to \(limit) characters")
        }
        return text.isEmpty ? nil : text
    }

    /// Text, or the digits of a number, or the first text of an array.
    static func text(of value: JSONValue) -> String? {
        switch value {
        case .string(let text): text
        case .number(let number): Int(exactly: number).map(String.init) ?? String(number)
        case .array(let elements): elements.first.flatMap { $0.array == nil ? text(of: $0) : nil }
        case .object(let members): members["name"]?.string ?? members["url"]?.string ?? members["text"]?.string
        case .null, .bool: nil
        }
    }

    /// A count such as 120, "1,200" or "120개"; nil with a note for anything else.
    mutating func takeCount(_ key: String) -> Int? {
        guard let value = take(key) else { return nil }
        let number: Double?
        switch value {
        case .number(let plain): number = plain
        case .string(let text) where text.allSatisfy(\.isWhitespace): return nil
        case .string(let text):
            var digits = ProductText.line(text).replacing(",", with: "")
            for unit in ["개", "건", "ea", "EA", "점", "장", "벌"] where digits.hasSuffix(unit) {
                digits.removeLast(unit.count)
            }
            number = Double(digits.trimmingCharacters(in: .whitespaces))
        default: number = nil
        }
        guard let number, number.magnitude <= 1e12 else {
            note("\(key) is no count and is left out")
            return nil
        }
        if number < 0 { note("\(key) is below 0 and is taken for 0") }
        return max(0, Int(number))
    }

    mutating func takeDate(_ key: String) -> Date? {
        guard let value = take(key) else { return nil }
        var date: Date?
        switch value {
        case .number(let number): date = DateText.parse(number)
        case .string(let text) where text.allSatisfy(\.isWhitespace): return nil
        case .string(let text):
            date = DateText.parse(text)
            if date == nil, let number = Int(text) { date = DateText.parse(Double(number)) }
        default: break
        }
        if date == nil { note("\(key) is no date and is left out") }
        return date
    }

    /// An address of the web, or one within the shop. Anything else could run when a page shows it.
    mutating func takeAddress(_ key: String) -> String? {
        guard let value = take(key) else { return nil }
        var text = Members.text(of: value) ?? ""
        // Browsers read over white space and control characters in a scheme.
        func isGap(_ scalar: Unicode.Scalar) -> Bool {
            scalar.value <= 0x20 || scalar.value > 0x7E && scalar.properties.isWhitespace
        }
        if text.unicodeScalars.contains(where: isGap) { text.unicodeScalars.removeAll(where: isGap) }
        guard !text.isEmpty else { return nil }
        let scheme = text.utf8.firstIndex { ":/?#".utf8.contains($0) }.map { (text[..<$0], text.utf8[$0]) }
        let isHTTP = ["http", "https"].contains(scheme?.0.lowercased())
        guard isHTTP || scheme?.1 != UInt8(ascii: ":"), text.utf8.count <= 4096 else {
            note("\(key) is no web address and is left out")
            return nil
        }
        return text
    }

    private func isBlank(_ value: JSONValue?) -> Bool {
        switch value {
        case nil, .null?: true
        case .string(let text)?: text.allSatisfy(\.isWhitespace)
        default: false
        }
    }
}
