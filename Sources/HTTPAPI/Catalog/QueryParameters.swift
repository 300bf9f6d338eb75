import Foundation
import Hummingbird

/// The query of a URI, decoded as forms encode it: `+` is a space, a name may come more than once.
struct QueryParameters {
    private var values: [String: [String]] = [:]

    init(_ request: Request) throws(Problem) {
        for pair in (request.uri.query ?? "").split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = try Self.decode(parts[0], of: "query")
            let value = parts.count > 1 ? try Self.decode(parts[1], of: name) : ""
            values[name, default: []].append(value)
        }
    }

    private static func decode(_ text: Substring, of name: String) throws(Problem) -> String {
        guard let decoded = text.replacing("+", with: " ").removingPercentEncoding else {
            throw .parameter(name, "is not percent-encoded UTF-8.")
        }
        return decoded
    }

    /// The last one given.
    func text(_ name: String) -> String? { values[name]?.last }

    /// The last one given of each name.
    var all: [String: String] { values.compactMapValues(\.last) }

    /// All that are not blank.
    func texts(_ name: String) throws(Problem) -> [String] {
        let texts = (values[name] ?? []).filter { !MessageText.isBlank($0) }
        guard texts.count <= 20, texts.allSatisfy(\.isIdentifier) else {
            throw .parameter(name, "may be given 20 times at most, each time with " + String.identifierShape)
        }
        return texts
    }

    func integer(_ name: String, in range: ClosedRange<Int>) throws(Problem) -> Int? {
        guard let text = text(name), !text.isEmpty else { return nil }
        guard let value = Int(text), range.contains(value) else {
            throw .parameter(
                name,
                range.upperBound == .max
                    ? "has to be a whole number from \(range.lowerBound) up."
                    : "has to be a whole number from \(range.lowerBound) to \(range.upperBound).")
        }
        return value
    }

    func flag(_ name: String) throws(Problem) -> Bool? {
        switch text(name) {
        case nil, "": nil
        case "true", "1": true
        case "false", "0": false
        default: throw .parameter(name, "has to be `true` or `false`.")
        }
    }

    func choice<Value: RawRepresentable & CaseIterable>(_ name: String, _: Value.Type) throws(Problem) -> Value?
    where Value.RawValue == String {
        guard let text = text(name), !text.isEmpty else { return nil }
        guard let value = Value(rawValue: text) else {
            let choices = Value.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
            throw .parameter(name, "has to be one of \(choices).")
        }
        return value
    }
}
