internal import Foundation
internal import Shop

extension CollectionMap {
    /// The document as the contract has it. Extended JSON has to be unwrapped before.
    func applied(to document: JSONValue) -> [String: JSONValue] {
        guard let all = document.object else { return [:] }
        guard !rules.isEmpty else { return all }
        var members = all
        // What a rule reads has found its place.
        for path in rules.values.flatMap(\.paths) { members[path.root] = nil }
        for (name, _) in rules { members[name] = nil }
        // The currency first: amounts depend on it.
        members["currency"] = rules["currency"].map { $0.value(in: document, currency: .krw) } ?? members["currency"]
        let currency = members["currency"]?.string.map(Currency.init) ?? .krw
        for (name, rule) in rules where name != "currency" {
            members[name] = rule.value(in: document, currency: currency)
        }
        return members
    }
}

extension FieldRule {
    fileprivate func value(in document: JSONValue, currency: Currency) -> JSONValue? {
        switch self {
        case .constant(let value): return value
        case .source(let source): return source.value(in: document, currency: currency)
        case .object(let rules):
            let members = rules.compactMapValues { $0.value(in: document, currency: currency) }
            return members.isEmpty ? nil : .object(members)
        }
    }
}

extension FieldSource {
    fileprivate func value(in document: JSONValue, currency: Currency) -> JSONValue? {
        guard let raw = paths.lazy.compactMap({ $0.value(in: document) }).first(where: { $0 != "" }) else {
            return fallback
        }
        var value = meaning(of: raw)
        if let separator { value = Self.split(value, separator) }
        switch factor {
        case .times(let factor)?: value = Self.multiplied(value, factor)
        case .major?: value = Self.multiplied(value, Double(currency.minorPerMajor))
        case nil: break
        }
        return value
    }

    private func meaning(of value: JSONValue) -> JSONValue {
        guard !values.isEmpty else { return value }
        switch value {
        case .string(let text): return values[text] ?? value
        case .bool(let flag): return values[flag ? "true" : "false"] ?? value
        case .number(let number): return values[value.integer.map(String.init) ?? String(number)] ?? value
        case .array(let elements): return .array(elements.map(meaning))
        default: return value
        }
    }

    private static func split(_ value: JSONValue, _ separator: String) -> JSONValue {
        switch value {
        case .string(let text):
            JSONValue(
                text.components(separatedBy: separator)
                    .map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }.filter { !$0.isEmpty })
        case .array(let elements): .array(elements.flatMap { split($0, separator).array ?? [$0] })
        default: value
        }
    }

    /// A number, or a text of one; any other text says itself what it means, such as "12.50 USD".
    private static func multiplied(_ value: JSONValue, _ factor: Double) -> JSONValue {
        switch value {
        case .number(let number): .number(number * factor)
        case .string(let text):
            Double(text.replacing(",", with: "").trimmingCharacters(in: .whitespaces))
                .flatMap { $0.isFinite ? .number($0 * factor) : nil } ?? value
        default: value
        }
    }
}
