import Foundation
public import Shop

/// MongoDB's Extended JSON: `{"$oid": "…"}`, `{"$date": …}`, `{"$numberLong": "…"}` and their like, made plain.
public enum ExtendedJSON {
    /// Unwraps everywhere. Dates become ISO 8601 text; an integer that a Double cannot hold becomes text.
    public static func unwrapped(_ value: JSONValue) -> JSONValue {
        holdsWrapper(value) ? unwrap(value) : value
    }

    private static func holdsWrapper(_ value: JSONValue) -> Bool {
        switch value {
        case .object(let members): isWrapper(members) || members.values.contains(where: holdsWrapper)
        case .array(let elements): elements.contains(where: holdsWrapper)
        default: false
        }
    }

    private static func isWrapper(_ members: [String: JSONValue]) -> Bool {
        members.count == 1 && members.keys.first?.utf8.first == UInt8(ascii: "$")
    }

    private static func unwrap(_ value: JSONValue) -> JSONValue {
        switch value {
        case .object(let members):
            if isWrapper(members), let (key, inner) = members.first, let plain = plain(key, inner) { return plain }
            return .object(members.mapValues(unwrap))
        case .array(let elements): return .array(elements.map(unwrap))
        default: return value
        }
    }

    /// nil for what is none of the wrappers we know.
    private static func plain(_ key: String, _ inner: JSONValue) -> JSONValue? {
        switch key {
        case "$oid", "$uuid", "$symbol": inner.string.map(JSONValue.string)
        case "$numberInt", "$numberLong", "$numberDouble", "$numberDecimal":
            if case .number = inner { inner } else { inner.string.map(number) }
        case "$date": date(unwrap(inner))
        case "$undefined": .null
        default: nil
        }
    }

    private static func number(_ text: String) -> JSONValue {
        if let whole = Int(text) { return whole.magnitude <= 1 << 53 ? JSONValue(whole) : .string(text) }
        // NaN and the infinities are no numbers of JSON.
        guard let value = Double(text) else { return .string(text) }
        return value.isFinite ? .number(value) : .null
    }

    private static func date(_ inner: JSONValue) -> JSONValue? {
        switch inner {
        case .string: return inner
        // Years 0000…9999.
        case .number(let milliseconds) where abs(milliseconds) < 2.5e14:
            return .string(Date(timeIntervalSince1970: milliseconds / 1000).formatted(.iso8601))
        case .number: return .null
        default: return nil
        }
    }
}
